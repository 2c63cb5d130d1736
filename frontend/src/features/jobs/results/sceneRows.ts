/** The rows of the scene table. */

import { sceneNumber } from "../../../api/trailers";
import type { Job, TrailerId } from "../../../api/types";
import { takersByScene } from "./takers";

export type SceneFilter = "all" | "taken" | "left";

export interface SceneRowData {
  id: string;
  number: string;
  start: number;
  seconds: number;
  emotions: string[];
  labels: string[];
  people: string[];
  /** 0 to 1; null where it was not ranked. */
  score: number | null;
  takers: TrailerId[];
  keptOut: string | null;
}

export function sceneRows(job: Job): SceneRowData[] {
  const takers = takersByScene(job);
  const scores = new Map(job.personalization?.rankedScenes.map(({ sceneId, score }) => [sceneId, score]));
  return (job.analysis?.scenes ?? []).map((scene) => ({
    id: scene.sceneId,
    number: sceneNumber(scene.sceneId),
    start: scene.start,
    seconds: scene.duration,
    emotions: scene.emotions,
    labels: scene.labels,
    people: [...new Set(scene.characters.map(({ name }) => name))],
    score: scores.get(scene.sceneId) ?? null,
    takers: takers.get(scene.sceneId) ?? [],
    keptOut: scene.keptOut,
  }));
}

export function shownRows(rows: readonly SceneRowData[], filter: SceneFilter): readonly SceneRowData[] {
  if (filter === "all") return rows;
  return rows.filter(({ takers }) => (filter === "taken") === takers.length > 0);
}

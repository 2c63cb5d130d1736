/** What a player needs to know of a trailer. */

import { apiUrl } from "../../api/base";
import {
  assemblyOf,
  captionFiles,
  keyFramePath,
  trailerFile,
  trailerName,
  trailerNumber,
  variantIds,
} from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { languageName } from "../../ui/format";
import { cutSeconds } from "../storyboard/timeMap";
import { clipsOf } from "../storyboard/buildStrip";
import type { PlayerViewProps } from "./PlayerView";

type Media = Pick<
  PlayerViewProps,
  "name" | "address" | "poster" | "download" | "captions" | "captionsNote" | "cuts" | "seconds" | "rate"
>;

const USUAL_RATE = 25;

/** Null while the file is not there. */
export function trailerMedia(job: Job, id: TrailerId): Media | null {
  const file = trailerFile(job, id);
  if (!file?.url) return null;
  const assembly = assemblyOf(job, id);
  const captions = captionFiles(job, id).find((one) => one.file.url !== null);
  const poster = posterPath(job, id);
  return {
    name: spokenName(job, id),
    address: apiUrl(file.url),
    poster: poster && apiUrl(poster),
    download: file.downloadUrl && apiUrl(file.downloadUrl, { download: true }),
    captions: captions?.file.url ? { address: apiUrl(captions.file.url), language: captions.language } : null,
    captionsNote: captionsNote(job, captions?.language),
    cuts: cutSeconds(clipsOf(job, id)),
    seconds: file.durationSeconds ?? assembly?.estimatedDuration ?? 0,
    rate: frameRate(assembly?.frameRate),
  };
}

/** `Primary trailer`, `Variant 1, Opening Act`. */
export function spokenName(job: Job, id: TrailerId): string {
  const number = trailerNumber(id);
  return number === null ? trailerName(job, id) : `Variant ${number}, ${trailerName(job, id)}`;
}

/** 23.976 of `24000/1001`. */
export function frameRate(text: string | undefined): number {
  const [frames = Number.NaN, seconds = 1] = (text ?? "").split("/").map(Number);
  const rate = frames / seconds;
  return Number.isFinite(rate) && rate > 0 ? rate : USUAL_RATE;
}

/** The job's poster for the primary; for a variant, the key frame of a good scene that shows on no card before it. */
function posterPath(job: Job, id: TrailerId): string | null {
  const poster = job.deliverables?.poster?.url ?? null;
  if (id === "primary")
    return poster ?? bestSceneIds(job, id).flatMap((scene) => keyFramePath(job, scene) ?? [])[0] ?? null;
  const used = new Set<string>();
  for (const variant of variantIds(job)) {
    const scenes = bestSceneIds(job, variant).filter((scene) => keyFramePath(job, scene) !== null);
    const scene = scenes.find((one) => !used.has(one)) ?? scenes[0];
    if (variant === id) return scene ? keyFramePath(job, scene) : poster;
    if (scene) used.add(scene);
  }
  return poster;
}

/** Scenes of a trailer, each once: those first whose score times seconds on screen is greatest. */
export function bestSceneIds(job: Job, id: TrailerId): string[] {
  const scores = new Map(job.personalization?.rankedScenes.map((scene) => [scene.sceneId, scene.score]));
  const worth = new Map<string, number>();
  for (const { sceneId, start, end } of clipsOf(job, id)) {
    worth.set(sceneId, (worth.get(sceneId) ?? 0) + (end - start) * (scores.get(sceneId) ?? 1));
  }
  return [...worth].sort(([, a], [, b]) => b - a).map(([scene]) => scene);
}

function captionsNote(job: Job, language: string | undefined): string {
  if (language !== undefined) {
    const generated = job.providers?.captions?.mode === "generated";
    const mark = !generated ? "" : job.analysis?.simulated ? ", simulated" : ", written from what was seen";
    return `Captions, ${languageName(language)}${mark}`;
  }
  if (!job.input.includeCaptions) return "No captions: none were asked for";
  const running = job.status === "queued" || job.status === "processing";
  return running ? "Captions are not made yet" : "No captions: the film has no speech that we could read";
}

/** The film strip of a job, from as much of it as is known. */

import { apiUrl } from "../../api/base";
import { assemblyOf, keyFramePath, sceneNumber, trailerName, variantIds } from "../../api/trailers";
import type { Clip, Distribution, Job, Pick, TrailerId } from "../../api/types";
import { percentOf } from "../../ui/format";
import type { Strip, StripClip, StripLane, StripScene } from "./model";

const EXPECTED: readonly TrailerId[] = ["variant_0", "variant_1", "variant_2", "variant_3"];
const PRIMARY_SHARES = [0.3, 0.4, 0.3] as const;

/** Null until the film's scenes are known. Lanes stand empty until the trailers are planned. */
export function buildStrip(job: Job): Strip | null {
  const analysis = job.analysis;
  if (!analysis || analysis.totalDuration <= 0) return null;
  const ids = variantIds(job);
  return {
    duration: analysis.totalDuration,
    scenes: scenesOf(job),
    ranked: job.personalization?.rankedScenes.length ?? 0,
    lanes: ["primary" as const, ...(ids.length ? ids : EXPECTED)].map((id) => laneOf(job, id)),
    intensity: analysis.intensity ?? null,
    simulated: analysis.simulated,
  };
}

function scenesOf(job: Job): StripScene[] {
  const ranks = new Map(job.personalization?.rankedScenes.map((scene, index) => [scene.sceneId, index]));
  return (job.analysis?.scenes ?? []).map((scene, index) => {
    const rank = ranks.get(scene.sceneId);
    const picture = keyFramePath(job, scene.sceneId);
    return {
      index,
      id: scene.sceneId,
      number: sceneNumber(scene.sceneId),
      start: scene.start,
      end: scene.end,
      picture: picture && apiUrl(picture),
      score: rank === undefined ? null : (job.personalization?.rankedScenes[rank]?.score ?? null),
      rank: rank === undefined ? null : rank + 1,
      keptOut: scene.keptOut,
    };
  });
}

function laneOf(job: Job, id: TrailerId): StripLane {
  const variant = job.personalization?.variants.find((one) => one.id === id);
  const known = variant !== undefined || assemblyOf(job, id) !== null;
  return {
    id,
    name: id === "primary" ? "Primary" : known ? trailerName(job, id) : "",
    clips: clipsOf(job, id),
    shares: id === "primary" ? PRIMARY_SHARES : variant ? sharesOf(variant.distribution) : null,
  };
}

/** What a trailer shows, from its timeline or, until that stands, from what was chosen for it. */
export function clipsOf(job: Job, id: TrailerId): StripClip[] {
  const timeline = assemblyOf(job, id)?.timeline;
  if (timeline) return timeline.map(fromTimeline);
  const plan = job.personalization;
  const picks = id === "primary" ? plan?.selectedScenes : plan?.variants.find((one) => one.id === id)?.scenes;
  return (picks ?? []).map(fromPick);
}

function fromTimeline(clip: Clip): StripClip {
  return {
    sceneId: clip.sceneId,
    start: clip.sourceStart,
    end: clip.sourceEnd,
    in: clip.in,
    out: clip.out,
    mix: clip.transition === "dissolve" ? clip.transitionSeconds : 0,
  };
}

function fromPick(pick: Pick): StripClip {
  return { sceneId: pick.sceneId, start: pick.start, end: pick.end, in: null, out: null, mix: 0 };
}

function sharesOf({ early, middle, late }: Distribution): [number, number, number] {
  return [percentOf(early) / 100, percentOf(middle) / 100, percentOf(late) / 100];
}

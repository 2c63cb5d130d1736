/** A job's trailers, and the files that belong to each. */

import type { Assembly, Deliverable, Deliverables, Job, TrailerId } from "./types";

export const PRIMARY: TrailerId = "primary";

/** 1 for `variant_0`; null for the primary. */
export function trailerNumber(id: TrailerId): number | null {
  return id === "primary" ? null : Number(id.slice("variant_".length)) + 1;
}

/** The key under which a trailer's top rendition stands. */
export function deliverableKey(id: TrailerId): string {
  return id === "primary" ? "master" : id;
}

/** Finished variants, in order: deliverables whose key is `variant_N`. */
export function variantKeys(deliverables: Deliverables | null): TrailerId[] {
  return Object.keys(deliverables ?? {})
    .filter((key): key is `variant_${number}` => /^variant_\d+$/.test(key))
    .sort((a, b) => (trailerNumber(a) ?? 0) - (trailerNumber(b) ?? 0));
}

/** All variants of a job, planned or finished. */
export function variantIds(job: Job): TrailerId[] {
  const planned = job.personalization?.variants.map((variant) => variant.id) ?? [];
  const made = variantKeys(job.deliverables).filter((id) => !planned.some((other) => other === id));
  return [...planned, ...made];
}

export function trailerFile(job: Job, id: TrailerId): Deliverable | null {
  return job.deliverables?.[deliverableKey(id)] ?? null;
}

export function assemblyOf(job: Job, id: TrailerId): Assembly | null {
  if (id === "primary") return job.assembly;
  return job.assemblies?.find((assembly) => assembly.variantId === id) ?? null;
}

/** A trailer's caption files by language: `subtitles_master_en`, `subtitles_variant_0_en`. */
export function captionFiles(job: Job, id: TrailerId): { language: string; file: Deliverable }[] {
  const prefix = `subtitles_${deliverableKey(id)}_`;
  return Object.entries(job.deliverables ?? {})
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, file]) => ({ language: key.slice(prefix.length), file }));
}

export function trailerName(job: Job, id: TrailerId): string {
  if (id === "primary") return "Primary trailer";
  const planned = job.personalization?.variants.find((variant) => variant.id === id);
  return planned?.name ?? trailerFile(job, id)?.name ?? `Variant ${trailerNumber(id) ?? ""}`;
}

/** Path of a scene's key frame, whether or not it has been made. */
export function keyFramePath(job: Job, sceneId: string): string | null {
  return job.deliverables?.[`keyframe_${sceneId}`]?.url ?? null;
}

/** 7 for `scene_7`. */
export function sceneNumber(sceneId: string): string {
  return sceneId.replace(/^scene_/, "");
}

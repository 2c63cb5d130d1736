/** The figures of two trailers beside each other. */

import { assemblyOf, trailerFile } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { fileSize, shortSeconds } from "../../ui/format";
import { clipsOf } from "../storyboard/buildStrip";
import { sharedSeconds } from "../storyboard/model";
import type { Sides } from "./compareSides";

export interface Figure {
  name: string;
  left: string;
  right: string;
}

const UNKNOWN = "not known";

export function compareFigures(job: Job, sides: Sides): Figure[] {
  const shared = `${sharedBetween(job, sides).toFixed(1)} s`;
  const both = (name: string, of: (id: TrailerId) => string | null): Figure => ({
    name,
    left: of(sides.left) ?? UNKNOWN,
    right: of(sides.right) ?? UNKNOWN,
  });
  return [
    both("Length", (id) => lengthOf(job, id)),
    both("Clips", (id) => String(clipsOf(job, id).length)),
    both("Mean clip", (id) => meanClip(job, id)),
    both("Early, middle, late", (id) => thirds(job, id)),
    both("Size", (id) => fileSize(trailerFile(job, id)?.sizeBytes)),
    { name: "Shared time", left: shared, right: shared },
  ];
}

/** Seconds of the film that both show. */
export function sharedBetween(job: Job, { left, right }: Sides): number {
  const others = clipsOf(job, right);
  return clipsOf(job, left).reduce(
    (sum, clip) => sum + others.reduce((inner, other) => inner + sharedSeconds(clip, other), 0),
    0,
  );
}

function lengthOf(job: Job, id: TrailerId): string | null {
  const seconds = trailerFile(job, id)?.durationSeconds ?? assemblyOf(job, id)?.estimatedDuration;
  return typeof seconds === "number" ? `${seconds.toFixed(2)} s` : null;
}

function meanClip(job: Job, id: TrailerId): string | null {
  const clips = clipsOf(job, id);
  const sum = clips.reduce((all, clip) => all + clip.end - clip.start, 0);
  return clips.length > 0 ? shortSeconds(sum / clips.length) : null;
}

/** What was reached, or what was wanted where that is all that is known. */
function thirds(job: Job, id: TrailerId): string | null {
  const plan = job.personalization?.variants.find((variant) => variant.id === id);
  const shares = plan?.achievedDistribution ?? trailerFile(job, id)?.distribution;
  return shares
    ? `${[shares.early, shares.middle, shares.late].map((share) => Math.round(Number.parseFloat(share))).join(" / ")} %`
    : null;
}

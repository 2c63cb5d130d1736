/** Which trailers took a scene. */

import { PRIMARY } from "../../../api/trailers";
import type { Job, TrailerId } from "../../../api/types";

/** By scene: the variants that took some of it, in order; where none did, the primary if it did. */
export function takersByScene(job: Job): Map<string, TrailerId[]> {
  const takers = new Map<string, TrailerId[]>();
  const { variants = [], selectedScenes = [] } = job.personalization ?? {};
  for (const { id, scenes } of variants) {
    for (const { sceneId } of scenes) {
      const known = takers.get(sceneId) ?? [];
      if (!known.includes(id)) takers.set(sceneId, [...known, id]);
    }
  }
  for (const { sceneId } of selectedScenes) {
    if (!takers.has(sceneId)) takers.set(sceneId, [PRIMARY]);
  }
  return takers;
}

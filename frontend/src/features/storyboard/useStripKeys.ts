import { type KeyboardEvent, useState } from "react";

import type { StripActions } from "./actions";
import type { Hand } from "./hand";
import { sceneAt, type Strip } from "./model";
import { fit, reveal, type Scale, zoomStep } from "./scale";

/** A clip that the keys stand on. */
export interface ClipCursor {
  lane: number;
  clip: number;
}

interface Board {
  strip: Strip;
  scale: Scale;
  change: (next: Scale) => void;
  hand: Hand;
  actions: StripActions;
}

/** Keys of the strip: along the scenes, down into the lanes, along their clips. */
export function useStripKeys({ strip, scale, change, hand, actions }: Board) {
  const [cursor, setCursor] = useState<ClipCursor | null>(null);

  function toScene(index: number): void {
    const scene = strip.scenes[Math.min(strip.scenes.length - 1, Math.max(0, index))];
    if (!scene) return;
    actions.choose(scene.index);
    change(reveal(scale, scene.start, scene.end));
  }

  function toClip(lane: number, index: number): void {
    const clips = strip.lanes[lane]?.clips ?? [];
    const at = Math.min(clips.length - 1, Math.max(0, index));
    const clip = clips[at];
    if (!clip) return;
    setCursor({ lane, clip: at });
    actions.choose(sceneAt(strip.scenes, (clip.start + clip.end) / 2));
    change(reveal(scale, clip.start, clip.end));
  }

  /** Up and down, over lanes without clips; above the first lane lie the scenes. */
  function toLane(direction: 1 | -1): void {
    let lane = (cursor?.lane ?? -1) + direction;
    while (strip.lanes[lane]?.clips.length === 0) lane += direction;
    const clips = strip.lanes[lane]?.clips;
    if (clips) toClip(lane, nearest(clips, middleOf(strip, hand.scene())));
    else if (lane < 0) setCursor(null);
  }

  function go(to: "before" | "after" | "first" | "last"): void {
    const now = cursor ? cursor.clip : hand.scene();
    const target = { before: now - 1, after: now + 1, first: 0, last: Number.MAX_SAFE_INTEGER }[to];
    if (cursor) toClip(cursor.lane, target);
    else toScene(target);
  }

  const moves: Record<string, () => void> = {
    ArrowLeft: () => go("before"),
    ArrowRight: () => go("after"),
    Home: () => go("first"),
    End: () => go("last"),
    ArrowUp: () => toLane(-1),
    ArrowDown: () => toLane(1),
    Enter: () => (cursor ? actions.playClip(cursor.lane, cursor.clip) : actions.open(hand.scene())),
    "+": () => change(zoomStep(scale, 1, middleOf(strip, hand.scene()))),
    "=": () => change(zoomStep(scale, 1, middleOf(strip, hand.scene()))),
    "-": () => change(zoomStep(scale, -1, middleOf(strip, hand.scene()))),
    Z: () => change(fit(scale.duration, scale.width)),
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    hand.hover(null);
    move();
  }

  return { cursor, onKeyDown, onBlur: () => setCursor(null) };
}

function middleOf(strip: Strip, index: number): number {
  const scene = strip.scenes[index];
  return scene ? (scene.start + scene.end) / 2 : 0;
}

function nearest(clips: readonly { start: number; end: number }[], second: number): number {
  const away = clips.map((clip) => Math.abs((clip.start + clip.end) / 2 - second));
  return away.indexOf(Math.min(...away));
}

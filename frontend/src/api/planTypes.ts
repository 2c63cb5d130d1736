/** What was decided for each trailer. */

/** One line of a score: the contributions add up to it. */
export interface Reason {
  signal: string;
  weight: number;
  value: number;
  contribution: number;
}

export interface RankedScene {
  sceneId: string;
  start: number;
  end: number;
  duration: number;
  /** 0 to 1. */
  score: number;
  normalizedStart: number | null;
  reasons: Reason[];
}

/** A piece of a scene that a trailer takes; seconds of the source. */
export interface Pick {
  sceneId: string;
  score: number | null;
  start: number;
  end: number;
  duration: number;
  sourceStartFrame: number;
  frames: number;
  normalizedStart: number | null;
}

/** Shares of the film's thirds, as `60%`. */
export interface Distribution {
  early: string;
  middle: string;
  late: string;
}

export interface Variant {
  id: `variant_${number}`;
  name: string;
  description: string;
  distribution: Distribution;
  achievedDistribution: Distribution;
  scenes: Pick[];
  sharedSeconds: number;
  estimatedDuration: number | null;
}

export interface Personalization {
  rankedScenes: RankedScene[];
  /** What the primary trailer takes. */
  selectedScenes: Pick[];
  variants: Variant[];
  targetDuration: number;
  estimatedDuration: number | null;
}

export type Transition = "cut" | "fade" | "dip" | "dissolve";

export interface Clip {
  sceneId: string;
  /** Seconds of the trailer. */
  in: number;
  out: number;
  /** Seconds of the source. */
  sourceStart: number;
  sourceEnd: number;
  sourceStartFrame: number;
  frames: number;
  speed: number;
  handles: { padBefore: number; padAfter: number };
  transition: Transition;
  transitionSeconds: number;
  outro?: "fade";
  outroSeconds?: number;
  audioCue: string;
}

export interface Rendition {
  label: string;
  width: number;
  height: number;
  /** Of the deliverable. */
  key: string;
  top: boolean;
  copiedShare: number | null;
}

export interface Assembly {
  timeline: Clip[];
  /** As `24000/1001`. */
  frameRate: string;
  renditions: Rendition[];
  estimatedDuration: number;
  audioPlan: {
    style: string;
    track: string | null;
    cues: { at: number; cue: string; rendered: boolean }[];
    loudness: {
      targetLufs: number;
      sourceLufs: number | null;
      achievedLufs: number | null;
      truePeakDbtp: number | null;
      gainDb: number;
      limitedDb: number;
    } | null;
  };
}

export interface VariantAssembly extends Assembly {
  variantId: `variant_${number}`;
  name: string;
}

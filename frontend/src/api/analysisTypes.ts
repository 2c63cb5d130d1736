/** What the machine saw in the film. */

export interface Character {
  name: string;
  /** 0 to 100. */
  confidence: number;
  /** What the face expresses, which need not be what is felt. */
  emotion: string;
  /** `25-35`, as somebody looks; null where nobody was asked, as the next two. */
  ageRange?: string | null;
  gender?: string | null;
  smile?: boolean | null;
}

/** What was measured of a stretch of film, as means over it; null where there was nothing to measure. */
export type Signals = Record<string, number | null>;

/** A label or emotion, and the measurements that speak for it. */
export interface Finding {
  name: string;
  kind: "label" | "emotion";
  /** 0 to 1. */
  confidence: number;
  evidence: { signal: string; value: number }[];
}

export interface Scene {
  sceneId: string;
  start: number;
  end: number;
  duration: number;
  startFrame: number;
  frames: number;
  emotions: string[];
  labels: string[];
  characters: Character[];
  /** Served under `keyframe_scene_N`. */
  keyVisual: string;
  highlights: string[];
  /** Why no trailer may take it (logo, credits, black …). */
  keptOut: string | null;
  /** Absent where the analysis was simulated. */
  signals?: Signals | null;
  evidence?: Finding[] | null;
}

/** Intensity of the film, 0 to 1, one value each `secondsPerValue` from its start. */
export interface Intensity {
  secondsPerValue: number;
  values: number[];
}

export interface Analysis {
  analyser: string;
  simulated: boolean;
  video: string;
  totalDuration: number;
  /** Pixels of the film as it is shown: turned, and square. */
  width: number;
  height: number;
  scenes: Scene[];
  dominantEmotions: string[];
  metrics: {
    analysisMs: number;
    /** Null where nobody counted, as are locations and objects. */
    detectedPeople: number | null;
    detectedLocations: number | null;
    detectedObjects: number | null;
    coverageSeconds: number;
    coverageRatio: number | null;
  };
  /** Absent where it was not measured. */
  intensity?: Intensity | null;
}

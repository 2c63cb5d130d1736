/** Which parts of the work ran on what, as the pills say it: what was simulated and what fell back is marked. */

import type { Job, Provider } from "../../api/types";

export type PillKind = "real" | "simulated" | "fallback" | "off";

export interface PillText {
  key: string;
  name: string;
  /** What it ran on. */
  on: string;
  kind: PillKind;
  /** What had been asked for, where it fell back. */
  from: string | null;
  /** One sentence below the pills. */
  reason: string | null;
}

const NAMES: Record<string, string> = {
  rekognition: "Analysis",
  personalize: "Ranking",
  mediaconvert: "Rendering",
  audio: "Sound",
  encoder: "Encoder",
  captions: "Captions",
  transcribe: "Speech",
  translate: "Translation",
  sagemaker: "Model",
  s3: "Storage",
  faces: "Faces",
  speech: "Speech",
};

const SIMULATED: readonly string[] = ["mock", "simulated", "generated"];
const OFF: readonly string[] = ["off", "none", "disabled"];

/** Of simulated parts. */
const CONFESSIONS: Record<string, string> = {
  rekognition: "This is a simulation: scenes and scores are invented, the cuts are real.",
  captions: "Captions are placeholders: no speech was transcribed.",
};

const LEFT_OUT = "left out";

const SYNTHETIC = "Synthetic: AWS was asked for and gave nothing. Scenes and scores are invented, the cuts are real.";

const WORDS: Record<string, string> = {
  mock: "simulated",
  generated: "simulated",
  local: "this machine",
  aws: "AWS",
  none: LEFT_OUT,
  source: "from the film",
  silent: "silent",
};

function named(key: string): string {
  return NAMES[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
}

function kindOf(provider: Provider): PillKind {
  if (SIMULATED.includes(provider.mode)) return "simulated";
  if (provider.fallbackReason) return "fallback";
  return OFF.includes(provider.mode) ? "off" : "real";
}

function pill(key: string, provider: Provider, requestedMode: string): PillText {
  const kind = kindOf(provider);
  const { asked } = provider;
  const fell = Boolean(provider.fallbackReason);
  const from =
    typeof asked === "string" ? asked : requestedMode === "aws" ? "AWS" : (WORDS[requestedMode] ?? requestedMode);
  const confession = provider.synthetic ? SYNTHETIC : kind === "simulated" ? (CONFESSIONS[key] ?? null) : null;
  return {
    key,
    name: named(key),
    on: provider.synthetic ? "synthetic" : (WORDS[provider.mode] ?? provider.mode),
    kind,
    from: fell ? from : null,
    reason: [provider.fallbackReason, confession].filter(Boolean).join(" ") || null,
  };
}

/** `37 calls, about $0.04`: all that AWS was asked for the job, null where it was not. */
export function awsBill({ providers }: Pick<Job, "providers">): string | null {
  let calls = 0;
  let dollars = 0;
  for (const provider of Object.values(providers ?? {})) {
    calls += Number(provider.calls ?? 0);
    dollars += Number(provider.estimatedCostUsd ?? 0);
  }
  if (calls === 0) return null;
  const about = dollars < 0.01 ? "less than $0.01" : `about $${dollars.toFixed(2)}`;
  return `${calls} ${calls === 1 ? "call" : "calls"}, ${about}`;
}

const ORDER = Object.keys(NAMES);

export function pillsOf(job: Job): PillText[] {
  return Object.entries(job.providers ?? {})
    .map(([key, provider]) => pill(key, provider, job.requestedMode))
    .sort((one, other) => place(one.key) - place(other.key));
}

function place(key: string): number {
  const found = ORDER.indexOf(key);
  return found < 0 ? ORDER.length : found;
}

/** `Analysis ran on this machine, fell back from AWS`. */
export function spoken({ name, on, kind, from }: PillText): string {
  if (kind === "off") return `${name} is off`;
  const main =
    kind === "simulated" ? `${name} was simulated` : on === LEFT_OUT ? `${name} was left out` : `${name} ran on ${on}`;
  return from ? `${main}, fell back from ${from}` : main;
}

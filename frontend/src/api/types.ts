/** The service's JSON, as it is on the wire. Seconds have three decimals; null means not known (yet), never nought. */

import type { Analysis } from "./analysisTypes";
import type { Assembly, Distribution, Personalization, VariantAssembly } from "./planTypes";

export type * from "./analysisTypes";
export type * from "./planTypes";

export type Status = "queued" | "processing" | "completed" | "failed" | "cancelled";
export type Stage =
  "upload" | "analysis" | "personalization" | "assembly" | "rendering" | "deliverables" | "completion";

export const STAGES: readonly Stage[] = [
  "upload",
  "analysis",
  "personalization",
  "assembly",
  "rendering",
  "deliverables",
  "completion",
];

/** `primary` or `variant_N`. */
export type TrailerId = "primary" | `variant_${number}`;

export interface Preferences {
  dominantEmotions: string[];
  foregroundTags: string[];
  audioStyle: string;
}

export interface Profile {
  id: string;
  label: string;
  summary: string;
  preferences: Preferences;
}

export interface Options {
  languages: string[];
  durations: number[];
  outputFormats: string[];
  subtitleLanguages: string[];
}

/** GET /profiles */
export interface ProfilesAnswer {
  profiles: Profile[];
  defaults: Options;
}

export type Mode = "mock" | "local" | "aws";

/** GET /capabilities */
export interface Capabilities {
  modes: Mode[];
  defaultMode: Mode;
  renditions: { label: string; maxWidth: number; maxHeight: number }[];
  maxUploadBytes: number;
  minTrailerSeconds: number;
  maxTrailerSeconds: number;
  maxVideoSeconds?: number;
  extensions: string[];
  features: string[];
}

/** GET /health */
export interface Health {
  status: "ok" | "degraded";
  mode: Mode;
  region: string;
  services: Record<string, boolean>;
  bucket: string | null;
  version: string;
  /** Whole seconds. */
  uptime: number;
  ffmpeg: { version: string | null; kind: string | null };
  disk: { freeBytes: number };
  notes: string[];
  problems: string[];
}

export interface Progress {
  stage: Stage;
  /** 1 to 7. */
  stageIndex: number | null;
  stageCount: number;
  /** 0 to 100, of the whole job. */
  percent: number;
  message: string;
  /** Where the service can tell. */
  secondsLeft?: number | null;
}

export interface JobInput {
  sourceFile: string;
  profile: Profile;
  targetLanguage: string;
  subtitleLanguage: string;
  maxDurationSeconds: number;
  outputFormat: string;
  includeCaptions: boolean;
  includeStoryboard: boolean;
}

export interface JobError {
  code: string;
  message: string;
  stage: Stage;
}

export interface JobWarning {
  code: string;
  message: string;
}

/** What one part of the work really ran on; further keys are details of that part. */
export interface Provider {
  /** What really ran: aws, local, mock, none, … */
  mode: string;
  fallbackReason?: string | null;
  /** Whether AWS was asked for, and this is invented. */
  synthetic?: boolean;
  [detail: string]: string | number | boolean | null | undefined;
}

export interface Deliverable {
  /** `outputs/<file name>`: a name, not a location. */
  path: string;
  mimeType: string;
  sizeBytes: number;
  /** Root-relative to the service; null where nothing serves it. */
  url: string | null;
  downloadUrl: string | null;
  /** Key of the stream that this file is a part of. */
  partOf?: string;
  /** Of trailers alone: */
  durationSeconds?: number | null;
  name?: string | null;
  description?: string | null;
  distribution?: Distribution | null;
  variantId?: string | null;
  width?: number | null;
  height?: number | null;
  renditionLabel?: string | null;
}

export type Deliverables = Record<string, Deliverable>;

/** GET /jobs/ID, under `job`. */
export interface Job {
  jobId: string;
  status: Status;
  /** RFC 3339. */
  submittedAt: string;
  startedAt: string | null;
  completedAt: string | null;
  /** What made the analysis. */
  mode: string | null;
  requestedMode: string;
  /** Whether AWS was asked for, and the analysis is invented. */
  synthetic?: boolean;
  input: JobInput;
  progress: Progress;
  /** Seconds by stage. */
  timings: Partial<Record<Stage, number>>;
  warnings: JobWarning[];
  providers: Record<string, Provider> | null;
  analysis: Analysis | null;
  personalization: Personalization | null;
  /** The primary trailer. */
  assembly: Assembly | null;
  /** The variants. */
  assemblies: VariantAssembly[] | null;
  deliverables: Deliverables | null;
  error: JobError | null;
}

/** Source ranges in seconds, by trailer. */
export type Spans = Partial<Record<TrailerId, [number, number][]>>;

/** What an event of GET /jobs/ID/events carries: the state of the job, and what it has made so far by its keys. */
export type JobEvent = Pick<
  Job,
  "jobId" | "status" | "startedAt" | "completedAt" | "progress" | "timings" | "error"
> & {
  deliverables: string[];
};

/** One row of GET /jobs. */
export interface JobSummary {
  jobId: string;
  status: Status;
  submittedAt: string;
  completedAt: string | null;
  mode: string | null;
  sourceFile: string;
  profileId: string;
  /** Of the film, on whose axis the spans lie. */
  durationSeconds: number | null;
  progress: Progress;
  posterUrl: string | null;
  spans: Spans | null;
}

export interface JobsPage {
  jobs: JobSummary[];
  /** Cursor of the next page. */
  next: string | null;
}

/** What the service says when it refuses. */
export interface Problem {
  error: string;
  code: string;
  field?: string;
  requestId?: string;
  job?: Job;
}

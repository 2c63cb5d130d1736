/** All files of a job in rows and columns: every one of them appears once. */

import { captionFiles, deliverableKey, PRIMARY, trailerName, variantIds } from "../../../api/trailers";
import { assemblyOf } from "../../../api/trailers";
import type { Deliverable, Job, Rendition, TrailerId } from "../../../api/types";

export interface Cell {
  column: string;
  file: Deliverable | null;
}

export interface TrailerFiles {
  id: TrailerId;
  name: string;
  /** One a column, in their order. */
  cells: Cell[];
  captions: { language: string; file: Deliverable }[];
}

export interface FileGroup {
  name: string;
  icon: "file" | "picture" | "film";
  files: { name: string; file: Deliverable }[];
}

export interface FileBoard {
  /** Sizes of picture, largest first. */
  columns: string[];
  trailers: TrailerFiles[];
  /** What is no trailer and no caption: storyboard, key frames, streams … */
  groups: FileGroup[];
  count: number;
  bytes: number;
}

const ALIAS = /^variant_\d+$/;
const KEY_FRAME = /^keyframe_scene_(\d+)$/;
const SHEET = /^contact_sheet_(.+)$/;

function isStream(key: string, file: Deliverable): boolean {
  return file.mimeType === "application/vnd.apple.mpegurl" || file.partOf !== undefined || /_hls(_|$)/.test(key);
}

function columnsOf(job: Job): string[] {
  const renditions = new Map<string, Rendition>();
  for (const assembly of [job.assembly, ...(job.assemblies ?? [])]) {
    for (const rendition of assembly?.renditions ?? []) renditions.set(rendition.label, rendition);
  }
  return [...renditions.values()].sort((a, b) => b.width * b.height - a.width * a.height).map(({ label }) => label);
}

function trailerFiles(job: Job, id: TrailerId, columns: readonly string[]): TrailerFiles {
  const top = deliverableKey(id);
  const byLabel = new Map<string, Deliverable>();
  const renditions = assemblyOf(job, id)?.renditions ?? [];
  for (const { label, key } of renditions) {
    const file = job.deliverables?.[key];
    if (file) byLabel.set(label, file);
  }
  const alone = job.deliverables?.[top];
  if (alone && byLabel.size === 0) byLabel.set(alone.renditionLabel ?? columns[0] ?? "", alone);
  return {
    id,
    name: trailerName(job, id),
    cells: columns.map((column) => ({ column, file: byLabel.get(column) ?? null })),
    captions: captionFiles(job, id),
  };
}

/** The file's own name, without folder and job. */
export function fileName(job: Job, file: Deliverable): string {
  const name = file.path.split("/").at(-1) ?? file.path;
  return name.startsWith(`${job.jobId}_`) ? name.slice(job.jobId.length + 1) : name;
}

function groupOf(key: string, file: Deliverable): Omit<FileGroup, "files"> {
  if (KEY_FRAME.test(key)) return { name: "Key frames", icon: "picture" };
  if (SHEET.test(key)) return { name: "Contact sheets", icon: "picture" };
  if (isStream(key, file)) return { name: "Streams (HLS)", icon: "film" };
  if (key === "storyboard") return { name: "Storyboard", icon: "file" };
  if (key === "poster") return { name: "Poster", icon: "picture" };
  return { name: "Further files", icon: "file" };
}

const GROUPS: readonly string[] = [
  "Storyboard",
  "Poster",
  "Contact sheets",
  "Key frames",
  "Streams (HLS)",
  "Further files",
];

export function fileBoard(job: Job): FileBoard {
  const labels = columnsOf(job);
  const columns = labels.length ? labels : [job.deliverables?.master?.renditionLabel ?? "Trailer"];
  const trailers = [PRIMARY, ...variantIds(job)].map((id) => trailerFiles(job, id, columns));
  const entries = Object.entries(job.deliverables ?? {}).filter(([key]) => !ALIAS.test(key));
  const placed = new Set(
    trailers.flatMap(({ cells, captions }) => [
      ...cells.map(({ file }) => file?.path),
      ...captions.map(({ file }) => file.path),
    ]),
  );
  const groups = new Map<string, FileGroup>();
  for (const [key, file] of entries) {
    if (placed.has(file.path)) continue;
    const { name, icon } = groupOf(key, file);
    const group = groups.get(name) ?? { name, icon, files: [] };
    group.files.push({ name: fileName(job, file), file });
    groups.set(name, group);
  }
  return {
    columns,
    trailers,
    groups: [...groups.values()].sort((a, b) => GROUPS.indexOf(a.name) - GROUPS.indexOf(b.name)),
    count: entries.length,
    bytes: entries.reduce((sum, [, file]) => sum + file.sizeBytes, 0),
  };
}

/** Questions about jobs. */

import { client } from "./client";
import type { Job, JobsPage, Status } from "./types";

/**
 * The job and its ETag. The browser's own cache asks with `If-None-Match`, so that a job that has not changed costs
 * an empty answer; a header of ours would need the leave of other origins.
 */
export async function fetchJob(id: string, signal: AbortSignal): Promise<{ job: Job; etag: string | null }> {
  const answer = await client.get<{ job: Job }>(`/jobs/${encodeURIComponent(id)}`, { signal });
  const etag: unknown = answer.headers.etag;
  return { job: answer.data.job, etag: typeof etag === "string" ? etag : null };
}

export async function listJobs(
  wish: { limit: number; cursor?: string | null; status?: Status | null; name?: string },
  signal: AbortSignal,
): Promise<JobsPage> {
  const params: Record<string, string | number> = { limit: wish.limit };
  if (wish.cursor) params.cursor = wish.cursor;
  if (wish.status) params.status = wish.status;
  if (wish.name) params.q = wish.name;
  return (await client.get<JobsPage>("/jobs", { params, signal })).data;
}

/** An ended job is deleted; one that runs is being cancelled, and stays. */
export async function endJob(id: string): Promise<"deleted" | "cancelling"> {
  const answer = await client.delete(`/jobs/${encodeURIComponent(id)}`);
  return answer.status === 202 ? "cancelling" : "deleted";
}

export async function clearSpace(): Promise<{ removedFiles: number; freedBytes: number }> {
  return (await client.post<{ removedFiles: number; freedBytes: number }>("/clear")).data;
}

/** Whether a file is still served. */
export async function isThere(path: string): Promise<boolean> {
  const answer = await client.head(path, { validateStatus: () => true });
  return answer.status < 400;
}

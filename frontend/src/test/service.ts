/** A service in memory: answers the page's requests as the real one does, and remembers what was asked. */

import { AxiosError, type InternalAxiosRequestConfig } from "axios";
import { vi } from "vitest";

import { client } from "../api/client";
import type { Capabilities, Health, Job, JobSummary, ProfilesAnswer } from "../api/types";
import { BUILT_IN, BUILT_IN_CAPABILITIES } from "../api/catalogue";
import { sampleJob } from "./sample";

export interface Asked {
  method: string;
  path: string;
  params: Record<string, unknown>;
  headers: Record<string, string>;
  form: FormData | null;
}

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export const HEALTH: Health = {
  status: "ok",
  mode: "mock",
  region: "us-east-1",
  services: {},
  bucket: null,
  version: "1.0.0",
  uptime: 3,
  ffmpeg: { version: "6.0", kind: "path" },
  disk: { freeBytes: 10 ** 10 },
  notes: [],
  problems: [],
};

export class Service {
  readonly asked: Asked[] = [];
  profiles: ProfilesAnswer = BUILT_IN;
  capabilities: Capabilities = { ...BUILT_IN_CAPABILITIES, modes: ["mock", "local"], defaultMode: "mock" };
  health: Health = HEALTH;
  jobs = new Map<string, Job>();
  healthAsked = 0;
  /** Nothing answers. */
  gone = false;
  /** Parts of the film that were told as sent before the answer, 0 to 1. */
  sent: number[] = [1];
  /** POST /generate is never answered. */
  holds = false;
  /** In place of a job, the answer to POST /generate; null is a broken connection. */
  refusal: Answer | null | undefined = undefined;

  constructor() {
    client.defaults.adapter = (config) => this.adapter(config);
    vi.stubGlobal("fetch", () => {
      this.healthAsked += 1;
      return this.gone ? Promise.reject(new TypeError("no answer")) : Promise.resolve(Response.json(this.health));
    });
  }

  add(job: Partial<Job> = {}): Job {
    const added = { ...sampleJob(), ...job };
    this.jobs.set(added.jobId, added);
    return added;
  }

  askedFor(method: string, path: string): Asked[] {
    return this.asked.filter((one) => one.method === method && one.path === path);
  }

  private async adapter(config: InternalAxiosRequestConfig) {
    const method = (config.method ?? "get").toUpperCase();
    const asked: Asked = {
      method,
      path: config.url ?? "",
      params: (config.params ?? {}) as Asked["params"],
      headers: config.headers.toJSON() as Record<string, string>,
      form: config.data instanceof FormData ? config.data : null,
    };
    this.asked.push(asked);
    await Promise.resolve();
    if (this.gone) throw new AxiosError("Network Error", AxiosError.ERR_NETWORK, config);
    const answer = asked.path === "/generate" ? await this.generate(config) : this.answer(asked);
    if (answer === null) throw new AxiosError("Network Error", AxiosError.ERR_NETWORK, config);
    const response = {
      data: answer.body,
      status: answer.status,
      statusText: "",
      headers: answer.headers ?? {},
      config,
      request: {},
    };
    if (config.validateStatus && !config.validateStatus(answer.status)) {
      throw new AxiosError("Refused", AxiosError.ERR_BAD_REQUEST, config, {}, response);
    }
    return response;
  }

  private async generate(config: InternalAxiosRequestConfig): Promise<Answer | null> {
    const film = (config.data as FormData).get("video") as File;
    for (const part of this.sent) {
      config.onUploadProgress?.({ loaded: part * film.size, total: film.size, bytes: 0, lengthComputable: true });
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    if (this.holds) await new Promise(() => undefined);
    if (config.signal?.aborted) throw new AxiosError("canceled", AxiosError.ERR_CANCELED, config);
    if (this.refusal !== undefined) return this.refusal;
    return { status: 202, body: { job: this.add({ status: "queued", deliverables: null }) } };
  }

  private answer({ method, path, params }: Asked): Answer {
    if (path === "/profiles") return { status: 200, body: this.profiles };
    if (path === "/options") return { status: 200, body: this.profiles.defaults };
    if (path === "/capabilities") return { status: 200, body: this.capabilities };
    if (path === "/jobs") return { status: 200, body: this.page(params) };
    const id = /^\/jobs\/([^/]+)/.exec(path)?.[1] ?? "";
    const job = this.jobs.get(id);
    if (!job) return { status: 404, body: { error: "Job not found", code: "job_not_found" } };
    if (method === "DELETE") return this.end(job);
    return { status: 200, body: { job } };
  }

  private end(job: Job): Answer {
    if (job.status === "queued" || job.status === "processing") {
      this.add({ ...job, status: "cancelled" });
      return { status: 202, body: { job } };
    }
    this.jobs.delete(job.jobId);
    return { status: 204 };
  }

  /** Newest first; the cursor is the place of the next row. */
  private page({ limit, cursor, status }: Record<string, unknown>) {
    const all = [...this.jobs.values()]
      .filter((job) => !status || job.status === status)
      .sort((a, b) => b.submittedAt.localeCompare(a.submittedAt));
    const from = Number(cursor ?? 0);
    const to = from + Number(limit);
    return { jobs: all.slice(from, to).map(summary), next: to < all.length ? String(to) : null };
  }
}

function summary(job: Job): JobSummary {
  return {
    jobId: job.jobId,
    status: job.status,
    submittedAt: job.submittedAt,
    completedAt: job.completedAt,
    mode: job.mode,
    sourceFile: job.input.sourceFile,
    profileId: job.input.profile.id,
    durationSeconds: job.analysis?.totalDuration ?? null,
    progress: job.progress,
    posterUrl: job.deliverables?.poster?.url ?? null,
    spans: { variant_0: [[1, 2]] },
  };
}

import { beforeEach, expect, it, vi } from "vitest";

import { fakeStreams, type FakeStream } from "../test/events";
import { Service } from "../test/service";
import type { Job, JobEvent, Progress } from "./types";
import { watchJob } from "./watchJob";

let service: Service;
let streams: FakeStream[];

beforeEach(() => {
  vi.useFakeTimers();
  service = new Service();
  streams = fakeStreams();
});

function progress(stage: Progress["stage"], percent: number): Progress {
  return { stage, stageIndex: 5, stageCount: 7, percent, message: "" };
}

function running(percent: number): Job {
  return service.add({ status: "processing", progress: progress("rendering", percent), deliverables: null });
}

function event(percent: number, deliverables: string[] = []): Partial<JobEvent> {
  return { status: "processing", startedAt: null, progress: progress("rendering", percent), timings: {}, deliverables };
}

function watch(id: string) {
  const seen: Job[] = [];
  const onUnknown = vi.fn();
  const onSilence = vi.fn();
  const { stop } = watchJob(id, { onJob: (job) => seen.push(job), onUnknown, onSilence });
  return { seen, onUnknown, onSilence, stop, last: () => seen.at(-1) };
}

function looks(id: string): number {
  return service.askedFor("GET", `/jobs/${id}`).length;
}

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

it("takes an ended job once and opens no stream", async () => {
  const job = service.add();
  const { seen } = watch(job.jobId);
  await settle(60_000);
  expect(seen).toHaveLength(1);
  expect(streams).toHaveLength(0);
  expect(looks(job.jobId)).toBe(1);
});

it("follows the events without asking for the whole job", async () => {
  const { jobId } = running(10);
  const { last, stop } = watch(jobId);
  await settle();
  streams[0]?.open();
  streams[0]?.tell("progress", event(20));
  streams[0]?.tell("progress", event(30));
  await settle(10_000);
  expect(last()?.progress.percent).toBe(30);
  expect(looks(jobId)).toBe(1);
  stop();
});

it("takes the whole job when a file was made, and when it has ended", async () => {
  const { jobId } = running(10);
  const { last } = watch(jobId);
  await settle();
  streams[0]?.open();
  streams[0]?.tell("progress", event(20, ["master"]));
  await settle();
  expect(looks(jobId)).toBe(2);
  service.add();
  streams[0]?.tell("completed", { ...event(100), status: "completed" });
  await settle();
  expect(last()?.status).toBe("completed");
  expect(last()?.deliverables).not.toBeNull();
  expect(streams[0]?.readyState).toBe(2);
});

it("lets no percent fall within a stage", async () => {
  const { jobId } = running(10);
  const { seen, stop } = watch(jobId);
  await settle();
  streams[0]?.open();
  streams[0]?.tell("progress", event(40, ["master"]));
  await settle();
  expect(seen.map((job) => job.progress.percent)).toEqual([10, 40, 40]);
  stop();
});

it("lets the browser resume a stream that has lasted", async () => {
  const { jobId } = running(10);
  const { stop } = watch(jobId);
  await settle();
  for (let round = 0; round < 4; round += 1) {
    streams[0]?.open();
    await settle(50_000);
    streams[0]?.fail(false);
  }
  expect(streams).toHaveLength(1);
  expect(streams[0]?.readyState).not.toBe(2);
  expect(looks(jobId)).toBe(1);
  stop();
});

it.each([
  ["a refused stream", 1, true],
  ["two broken streams", 2, false],
])("polls every two seconds after %s", async (_, failures, forGood) => {
  const { jobId } = running(10);
  const { last, stop } = watch(jobId);
  await settle();
  for (let count = 0; count < failures; count += 1) streams[0]?.fail(forGood);
  expect(streams[0]?.readyState).toBe(2);
  running(50);
  await settle(2_000);
  expect(last()?.progress.percent).toBe(50);
  await settle(4_000);
  expect(looks(jobId)).toBe(4);
  expect(streams).toHaveLength(1);
  stop();
});

it("says that nothing answers, and goes on asking", async () => {
  const { jobId } = running(10);
  service.gone = true;
  const { onSilence, seen, stop } = watch(jobId);
  await settle();
  expect(onSilence).toHaveBeenCalledTimes(1);
  service.gone = false;
  await settle(2_000);
  expect(seen).toHaveLength(1);
  stop();
});

it("ends where no such job is known", async () => {
  const { onUnknown } = watch("000000000000");
  await settle(60_000);
  expect(onUnknown).toHaveBeenCalledTimes(1);
  expect(looks("000000000000")).toBe(1);
});

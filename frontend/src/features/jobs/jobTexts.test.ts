import { describe, expect, it } from "vitest";

import type { Job, Progress } from "../../api/types";
import { sampleJob } from "../../test/sample";
import { failureText } from "./failureText";
import { awsBill, pillsOf, spoken } from "./providers";
import { stageRows } from "./stages";
import { Estimate } from "./timeLeft";
import { newsOf } from "./useJobNews";

function progress(percent: number, more: Partial<Progress> = {}): Progress {
  return { stage: "rendering", stageIndex: 5, stageCount: 7, percent, message: "", ...more };
}

function running(percent: number, more: Partial<Job> = {}): Job {
  return { ...sampleJob(), status: "processing", deliverables: null, progress: progress(percent), ...more };
}

describe("what really ran", () => {
  it("marks what was simulated, and says so", () => {
    const pills = pillsOf(sampleJob());
    const kinds = Object.fromEntries(pills.map(({ name, kind }) => [name, kind]));
    expect(kinds).toMatchObject({
      Analysis: "simulated",
      Ranking: "simulated",
      Captions: "simulated",
      Rendering: "real",
    });
    expect(pills.find(({ key }) => key === "rekognition")?.reason).toMatch(/invented, the cuts are real/);
  });

  it("marks what fell back, with its reason", () => {
    const rekognition = { mode: "local", fallbackReason: "AWS refused the access key." };
    const [pill] = pillsOf({ ...sampleJob(), requestedMode: "aws", providers: { rekognition } });
    expect(pill).toMatchObject({ kind: "fallback", from: "AWS", reason: "AWS refused the access key." });
    expect(pill && spoken(pill)).toBe("Analysis ran on this machine, fell back from AWS");
  });

  it("never takes a simulation that was fallen back to for real", () => {
    const rekognition = { mode: "mock", fallbackReason: "AWS did not answer." };
    const [pill] = pillsOf({ ...sampleJob(), requestedMode: "aws", providers: { rekognition } });
    expect(pill).toMatchObject({ kind: "simulated", from: "AWS" });
    expect(pill && spoken(pill)).toBe("Analysis was simulated, fell back from AWS");
  });

  it("marks what was invented though AWS was asked for", () => {
    const rekognition = { mode: "mock", configured: "aws", synthetic: true, fallbackReason: "AWS refused." };
    const [pill] = pillsOf({ ...sampleJob(), requestedMode: "aws", providers: { rekognition } });
    expect(pill).toMatchObject({ kind: "simulated", on: "synthetic", from: "AWS" });
    expect(pill?.reason).toMatch(/^AWS refused\. Synthetic: AWS was asked for/);
  });

  it("says what was left out, and why", () => {
    const sagemaker = { mode: "none", configured: "aws", fallbackReason: "Amazon SageMaker did not answer." };
    const [pill] = pillsOf({ ...sampleJob(), requestedMode: "aws", providers: { sagemaker } });
    expect(pill && spoken(pill)).toBe("Model was left out, fell back from AWS");
  });

  it("adds up what AWS was asked", () => {
    const rekognition = { mode: "aws", calls: 36, estimatedCostUsd: 0.036 };
    const s3 = { mode: "aws", calls: 1, estimatedCostUsd: 0.000005 };
    expect(awsBill({ providers: { rekognition, s3 } })).toBe("37 calls, about $0.04");
    expect(awsBill({ providers: { s3 } })).toBe("1 call, less than $0.01");
    expect(awsBill(sampleJob())).toBeNull();
  });

  it("shows parts that it does not know", () => {
    expect(pillsOf({ ...sampleJob(), providers: { upscaler: { mode: "off" } } })).toMatchObject([
      { name: "Upscaler", kind: "off" },
    ]);
  });
});

describe("stages", () => {
  it("are seven, and one of them runs", () => {
    expect(stageRows(running(40)).map(({ state }) => state)).toEqual([
      "done",
      "done",
      "done",
      "done",
      "running",
      "waiting",
      "waiting",
    ]);
  });

  it("stop at the one that failed", () => {
    const failed = running(20, { status: "failed", error: { code: "corrupt_media", message: "x", stage: "analysis" } });
    expect(stageRows(failed).map(({ state }) => state)).toEqual([
      "done",
      "failed",
      "skipped",
      "skipped",
      "skipped",
      "skipped",
      "skipped",
    ]);
  });

  it("do not call simulated scenes found", () => {
    expect(stageRows(sampleJob())[1]?.text).toMatch(/scenes simulated$/);
  });
});

describe("failures", () => {
  it("of the film say what to do with it", () => {
    const error = { code: "corrupt_media", message: "Only 14 s could be read.", stage: "upload" as const };
    expect(failureText(running(0, { status: "failed", error }))).toMatchObject({
      title: "The film ends too early",
      fault: "film",
      said: "Only 14 s could be read.",
    });
  });

  it("of ours name the code and the job below the heading", () => {
    const error = { code: "process_failed", message: "A processing step failed.", stage: "rendering" as const };
    const { title, text, fault } = failureText(running(60, { status: "failed", error }));
    expect(title).toBe("Rendering stopped. Your film is fine");
    expect(text).toContain("process_failed");
    expect(text).toContain("0123456789ab");
    expect(fault).toBe("ours");
  });
});

describe("time left", () => {
  it("takes the service's figure", () => {
    expect(new Estimate().next(progress(10, { secondsLeft: 42 }), 0)).toBe(42);
  });

  it("says nothing before it knows the pace", () => {
    const estimate = new Estimate();
    expect(estimate.next(progress(10), 0)).toBeNull();
    expect(estimate.next(progress(12), 5_000)).toBeNull();
    expect(estimate.next(progress(30), 10_000)).toBeCloseTo(35);
  });

  it("falls at will, and rises only after ten seconds of worse news", () => {
    const estimate = new Estimate();
    estimate.next(progress(10, { secondsLeft: 60 }), 0);
    expect(estimate.next(progress(20, { secondsLeft: 30 }), 1_000)).toBe(30);
    expect(estimate.next(progress(20, { secondsLeft: 90 }), 2_000)).toBe(29);
    expect(estimate.next(progress(20, { secondsLeft: 90 }), 11_000)).toBe(20);
    expect(estimate.next(progress(20, { secondsLeft: 90 }), 12_500)).toBe(90);
  });
});

describe("news", () => {
  it("are the first file, each variant, each stage, each quarter and the end", () => {
    const { master, variant_0: variant } = sampleJob().deliverables ?? {};
    const before = running(20);
    const withMaster = running(24, { deliverables: master ? { master } : null });
    expect(newsOf(before, withMaster, null)?.text).toBe("Primary trailer is ready to watch");
    const withVariant = running(24, { deliverables: master && variant ? { master, variant_0: variant } : null });
    expect(newsOf(withMaster, withVariant, null)?.text).toBe("Opening Act is ready");
    expect(newsOf(running(49), running(50), 61)?.text).toBe("50 percent, about 1 min left");
    expect(newsOf(running(49), running(49.5), 61)).toBeNull();
    const next = { ...running(90), progress: progress(90, { stage: "deliverables" }) };
    expect(newsOf(running(89), next, null)?.text).toBe("Stage 6 of 7, Deliverables");
    expect(newsOf(running(99), sampleJob(), null)).toEqual({ urgent: false, text: "All trailers are ready" });
  });

  it("of a failure are urgent", () => {
    const error = { code: "no_video_stream", message: "", stage: "upload" as const };
    expect(newsOf(running(1), running(1, { status: "failed", error }), null)).toEqual({
      urgent: true,
      text: "The job failed. There is no picture in this file",
    });
  });
});

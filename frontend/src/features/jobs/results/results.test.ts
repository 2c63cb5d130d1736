import { describe, expect, it } from "vitest";

import { sampleJob } from "../../../test/sample";
import { frameRateText } from "../SummaryPanel";
import { fileBoard } from "./files";
import { sceneRows, shownRows } from "./sceneRows";
import { scoreParts } from "./scoreParts";
import { ROW_HEIGHT, windowOf } from "./useWindow";

describe("files", () => {
  it("lists every deliverable once", () => {
    const job = sampleJob();
    const board = fileBoard(job);
    const listed = [
      ...board.trailers.flatMap(({ cells, captions }) => [
        ...cells.map(({ file }) => file),
        ...captions.map(({ file }) => file),
      ]),
      ...board.groups.flatMap(({ files }) => files.map(({ file }) => file)),
    ].map((file) => file?.path);
    const all = new Set(Object.values(job.deliverables ?? {}).map(({ path }) => path));
    expect(new Set(listed)).toEqual(all);
    expect(listed).toHaveLength(all.size);
    expect(board.count).toBe(all.size);
  });

  it("folds key frames and streams, and names files without the job", () => {
    const { groups } = fileBoard(sampleJob());
    expect(groups.map(({ name }) => name)).toEqual([
      "Storyboard",
      "Poster",
      "Contact sheets",
      "Key frames",
      "Streams (HLS)",
    ]);
    expect(groups[3]?.files[0]?.name).toBe("frame_01.jpg");
  });

  it("holds a place for what is not made yet", () => {
    const board = fileBoard({ ...sampleJob(), deliverables: null });
    expect(board.trailers).toHaveLength(5);
    expect(board.trailers.every(({ cells }) => cells.every(({ file }) => file === null))).toBe(true);
  });

  it("falls back to the master alone", () => {
    const job = sampleJob();
    const { master } = job.deliverables ?? {};
    const board = fileBoard({
      ...job,
      assembly: null,
      assemblies: null,
      personalization: null,
      deliverables: master ? { master } : null,
    });
    expect(board.trailers.map(({ name }) => name)).toEqual(["Primary trailer"]);
    expect(board.trailers[0]?.cells[0]?.file).toEqual(master);
  });
});

describe("scenes", () => {
  it("are taken or left out, never both", () => {
    const rows = sceneRows(sampleJob());
    const taken = shownRows(rows, "taken");
    const left = shownRows(rows, "left");
    expect(rows).toHaveLength(6);
    expect(taken.length + left.length).toBe(rows.length);
    expect(taken.every(({ takers }) => takers.length > 0)).toBe(true);
  });

  it("of many draws those in sight and eight over", () => {
    expect(windowOf(200, 0, 400)).toEqual({ from: 0, to: 200, above: 0, below: 0 });
    const { from, to, above, below } = windowOf(2_000, 100 * ROW_HEIGHT, 8 * ROW_HEIGHT);
    expect([from, to]).toEqual([92, 116]);
    expect(above + below + (to - from) * ROW_HEIGHT).toBe(2_000 * ROW_HEIGHT);
  });
});

it("makes parts that add up to the score", () => {
  for (const scene of sampleJob().personalization?.rankedScenes ?? []) {
    const sum = scoreParts(scene).reduce((total, { points }) => total + points, 0);
    expect(sum).toBeCloseTo(scene.score, 2);
  }
});

it("writes frame rates as people do", () => {
  expect(frameRateText("24/1")).toBe("24 fps");
  expect(frameRateText("24000/1001")).toBe("23.976 fps");
});

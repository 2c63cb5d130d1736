import { sampleJob } from "../test/sample";
import { captionFiles, trailerFile, variantIds, variantKeys } from "./trailers";

it("finds the variants by their keys, in order", () => {
  expect(variantKeys(sampleJob().deliverables)).toEqual(["variant_0", "variant_1", "variant_2", "variant_3"]);
});

it("lists planned variants before their files exist", () => {
  expect(variantIds({ ...sampleJob(), deliverables: null })).toHaveLength(4);
});

it("finds the primary under master, and each trailer's own captions", () => {
  const job = sampleJob();
  expect(trailerFile(job, "primary")?.url).toBe("/jobs/0123456789ab/deliverables/master");
  expect(captionFiles(job, "variant_0").map(({ language }) => language)).toEqual(["en"]);
});

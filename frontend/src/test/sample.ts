/** A job that the service made of a synthetic film of 75 s, in mock mode; a fresh copy each time. */

import type { Job } from "../api/types";
import job from "./data/job.json";

export function sampleJob(): Job {
  return structuredClone(job) as unknown as Job;
}

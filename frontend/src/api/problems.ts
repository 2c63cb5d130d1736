/** What went wrong with a request, in one shape. */

import axios from "axios";

import type { Problem } from "./types";

export interface Trouble {
  /** Of the answer; null where none came. */
  status: number | null;
  code: string;
  /** What the service said, word for word. */
  said: string | null;
  retryAfterSeconds: number | null;
  requestId: string | null;
}

export function troubleOf(error: unknown): Trouble {
  if (!axios.isAxiosError<Partial<Problem>>(error)) {
    return { status: null, code: "unexpected", said: null, retryAfterSeconds: null, requestId: null };
  }
  const { response } = error;
  if (!response) {
    return { status: null, code: "no_answer", said: null, retryAfterSeconds: null, requestId: null };
  }
  const body = typeof response.data === "object" ? response.data : {};
  const wait = Number(response.headers["retry-after"]);
  return {
    status: response.status,
    code: typeof body.code === "string" ? body.code : `http_${response.status}`,
    said: typeof body.error === "string" ? body.error : null,
    retryAfterSeconds: Number.isFinite(wait) && wait > 0 ? wait : null,
    requestId: typeof body.requestId === "string" ? body.requestId : null,
  };
}

/** The one axios instance. Uploads have no limit of time unless one is set; everything else has. */

import axios, { type AxiosError } from "axios";

import { API_BASE } from "./base";
import { connection } from "./connection";

const DEFAULT_TIMEOUT_MS = 30_000;

/** Milliseconds as configured, or null where nothing sensible is. */
export function configuredTimeout(text: string | undefined): number | null {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : null;
}

const configured = configuredTimeout(import.meta.env.REACT_APP_TRAILER_TIMEOUT_MS);

/** 0 is none. */
export const UPLOAD_TIMEOUT_MS = configured ?? 0;

export const client = axios.create({ baseURL: API_BASE, timeout: configured ?? DEFAULT_TIMEOUT_MS });

client.interceptors.response.use(
  (response) => {
    connection.heard();
    return response;
  },
  (error: AxiosError) => {
    if (error.response) connection.heard();
    else if (!axios.isCancel(error)) connection.suspect();
    return Promise.reject(error);
  },
);

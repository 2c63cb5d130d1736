import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import { loadEnv, type Plugin } from "vite";
import { defineConfig } from "vitest/config";

// The service puts the nonce of each answer where this mark stands (web/pages.py).
const NONCE_MARK = "__CSP_NONCE__";

const PREFIX = "REACT_APP_TRAILER_";

/** Says where the API is when it is elsewhere, so that the policy of the page can allow it. */
function apiBase(mode: string): Plugin {
  const base = loadEnv(mode, import.meta.dirname, PREFIX)[`${PREFIX}API_BASE`] ?? "";
  const content = base.replace(/\/*$/, "/");
  return {
    name: "trailer-api-base",
    transformIndexHtml: () =>
      /^https?:/.test(base) ? [{ tag: "meta", attrs: { name: "trailer-api-base", content }, injectTo: "head" }] : [],
  };
}

const BUILD = "build";

/** Lays beside each text of the build what it is when compressed; the service gives that to those who take it. */
function compressed(): Plugin {
  return {
    name: "trailer-compressed",
    apply: "build",
    closeBundle() {
      for (const name of readdirSync(BUILD, { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const text = readFileSync(join(BUILD, name));
        writeFileSync(join(BUILD, `${name}.br`), brotliCompressSync(text));
        writeFileSync(join(BUILD, `${name}.gz`), gzipSync(text, { level: 9 }));
      }
    },
  };
}

export default defineConfig(({ command, mode }) => ({
  // Built files lie under /app/, beside the API; the dev server has port 3000 for itself.
  base: command === "build" ? "/app/" : "/",
  plugins: [react(), apiBase(mode), compressed()],
  envPrefix: PREFIX,
  html: command === "build" ? { cspNonce: NONCE_MARK } : {},
  build: {
    outDir: BUILD,
    // An inlined asset would be a data: address, which the policy of the page allows for pictures alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    globals: true,
    setupFiles: "src/test/setup.ts",
    restoreMocks: true,
    // Machines that test also do other things.
    testTimeout: 20_000,
  },
}));

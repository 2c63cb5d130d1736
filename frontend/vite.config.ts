import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The service puts the nonce of each answer where this mark stands (web/pages.py).
const NONCE_MARK = "__CSP_NONCE__";

export default defineConfig(({ command }) => ({
  // Built files lie under /app/, beside the API; the dev server has port 3000 for itself.
  base: command === "build" ? "/app/" : "/",
  plugins: [react()],
  envPrefix: "REACT_APP_TRAILER_",
  html: command === "build" ? { cspNonce: NONCE_MARK } : {},
  build: {
    outDir: "build",
    // An inlined asset would be a data: address, which the policy of the page allows for pictures alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    globals: true,
    setupFiles: "src/test/setup.ts",
    restoreMocks: true,
  },
}));

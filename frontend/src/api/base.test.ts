import { describe, expect, it } from "vitest";

import { API_BASE, apiUrl, resolveBase } from "./base";
import { configuredTimeout } from "./client";

function page(address: string) {
  return new URL(address);
}

describe("where the service is", () => {
  it.each([
    ["http://localhost:3000/app", "http://localhost:5007"],
    ["http://0.0.0.0:3000/", "http://127.0.0.1:5007"],
    ["http://192.168.1.7:3000/app/jobs", "http://192.168.1.7:5007"],
    ["http://localhost:5007/app", ""],
    ["https://trailers.example.org/app", ""],
    ["http://localhost/app", ""],
  ])("is for %s at “%s”", (address, base) => {
    expect(resolveBase(undefined, page(address))).toBe(base);
    expect(resolveBase("", page(address))).toBe(base);
  });

  it("is where the build says, also as a path, without a slash at its end", () => {
    expect(resolveBase("/api/trailer/", page("http://localhost:3000"))).toBe("/api/trailer");
    expect(resolveBase("https://api.example.org", page("http://localhost:5007"))).toBe("https://api.example.org");
  });
});

it("asks for a download in the query", () => {
  expect(apiUrl("/jobs/1/deliverables/master", { download: true })).toBe(
    `${API_BASE}/jobs/1/deliverables/master?download=true`,
  );
  expect(apiUrl("jobs?limit=4", { download: true })).toBe(`${API_BASE}/jobs?limit=4&download=true`);
});

it("takes a timeout only where it is one", () => {
  expect(configuredTimeout("2500")).toBe(2500);
  for (const text of [undefined, "", "0", "-1", "soon"]) expect(configuredTimeout(text)).toBeNull();
});

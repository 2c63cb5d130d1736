/** Where the service is: as built, else port 5007 of this host for pages of the dev server, else the page's own origin. */
export function resolveBase(
  configured: string | undefined,
  page: Pick<Location, "protocol" | "hostname" | "port">,
): string {
  if (configured) return configured.replace(/\/+$/, "");
  if (page.port !== "3000") return "";
  const host = page.hostname === "0.0.0.0" ? "127.0.0.1" : page.hostname;
  return `${page.protocol}//${host}:5007`;
}

export const API_BASE = resolveBase(import.meta.env.REACT_APP_TRAILER_API_BASE, window.location);

/** An address of the service, from one that is relative to its root. */
export function apiUrl(path: string, options: { download?: boolean } = {}): string {
  const rooted = `${API_BASE}${path.startsWith("/") ? "" : "/"}${path}`;
  if (!options.download) return rooted;
  return `${rooted}${rooted.includes("?") ? "&" : "?"}download=true`;
}

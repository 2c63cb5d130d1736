/** Which two trailers are compared, from the address: `?left=0&right=2`, by variant; `p` is the primary. */

import type { TrailerId } from "../../api/types";

export interface Sides {
  left: TrailerId;
  right: TrailerId;
}

/** Wishes that name no trailer of the job give way to what is ticked, then to the first that are there. */
export function sidesFrom(
  search: URLSearchParams,
  ticked: readonly TrailerId[],
  there: readonly TrailerId[],
): Sides | null {
  const asked = [fromAddress(search.get("left")), fromAddress(search.get("right"))];
  const chosen: TrailerId[] = [];
  for (const id of [...asked, ...ticked, ...there]) {
    if (id !== null && there.includes(id) && !chosen.includes(id)) chosen.push(id);
  }
  const [left, right] = chosen;
  return left && right ? { left, right } : null;
}

export function toAddress({ left, right }: Sides): string {
  return `left=${mark(left)}&right=${mark(right)}`;
}

function mark(id: TrailerId): string {
  return id === "primary" ? "p" : id.slice("variant_".length);
}

function fromAddress(text: string | null): TrailerId | null {
  if (text === "p") return "primary";
  return text !== null && /^\d{1,2}$/.test(text) ? `variant_${Number(text)}` : null;
}

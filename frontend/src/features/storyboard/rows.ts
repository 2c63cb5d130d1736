/** Where the rows of the strip lie, in pixels from its top. The same for every state, so that nothing jumps. */

export interface Row {
  y: number;
  height: number;
}

export interface Rows {
  ruler: Row;
  film: Row;
  ticks: Row;
  curve: Row;
  /** One for each lane, the primary's lower than the others. */
  lanes: readonly Row[];
  height: number;
}

const WIDE = { film: 72, curve: 44, lane: 20, gap: 4, air: 6 };
const NARROW = { film: 48, curve: 32, lane: 16, gap: 4, air: 4 };
const RULER = 20;
const TICKS = 3;
const PRIMARY = 8;

/** `primaries` says for each lane whether it is the primary's. */
export function rowsOf(primaries: readonly boolean[], narrow: boolean): Rows {
  const size = narrow ? NARROW : WIDE;
  const film = { y: RULER + 2, height: size.film };
  const ticks = { y: film.y + film.height + 2, height: TICKS };
  const curve = { y: ticks.y + ticks.height + size.air, height: size.curve };
  let y = curve.y + curve.height + size.air;
  const lanes = primaries.map((primary) => {
    const row = { y, height: primary ? PRIMARY : size.lane };
    y += row.height + size.gap;
    return row;
  });
  return { ruler: { y: 0, height: RULER }, film, ticks, curve, lanes, height: y + 1 };
}

/** Which lane lies at `y`, gaps belonging to the nearer one; -1 above and below all. */
export function laneAt(rows: Rows, y: number): number {
  return rows.lanes.findIndex((row) => y >= row.y - 2 && y < row.y + row.height + 2);
}

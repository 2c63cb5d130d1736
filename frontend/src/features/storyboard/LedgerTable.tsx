import styled from "styled-components";

import type { RankedScene } from "../../api/types";
import { NARROW } from "../../ui/layout";
import { InspectorHead } from "./inspectorParts";
import { ledgerOf } from "./ledger";
import { Bar } from "../../ui/Bar";

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;
  font-size: 12px;
  line-height: 18px;
  th,
  td {
    padding: 1px 8px 2px 0;
    text-align: left;
    font-weight: 400;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  thead th {
    color: var(--ink3);
  }
  th:last-child,
  td:last-child {
    padding-right: 0;
    text-align: right;
  }
  th:nth-child(1) {
    width: 112px;
  }
  th:nth-child(3) {
    width: 92px;
  }
  th:nth-child(4) {
    width: 44px;
  }
  td:nth-child(3) {
    color: var(--ink3);
  }
  tfoot th,
  tfoot td {
    border-top: 1px solid var(--line);
    padding-top: 5px;
  }
  tfoot th:first-child,
  tfoot td:last-child {
    font-weight: 600;
  }
  tfoot td:nth-child(2) {
    color: var(--ink3);
  }
  ${NARROW} {
    th:nth-child(1) {
      width: 100px;
    }
  }
`;

const Simulated = styled.span`
  margin-left: 8px;
  padding: 0 7px;
  border: 1px dashed var(--sim);
  border-radius: 10px;
  background: var(--sim-bg);
  color: var(--sim);
`;

const PARTS = { emotion: "var(--ink2)", tag: "var(--ink3)", other: "var(--ink2)" };

interface Props {
  ranked: RankedScene | null;
  /** Why no trailer may take the scene, or null. */
  keptOut: string | null;
}

/** Why a scene has its score; the points of the rows add up to it. */
export function LedgerTable({ ranked, keptOut }: Props) {
  const ledger = ranked && keptOut === null ? ledgerOf(ranked) : null;
  return (
    <div>
      <InspectorHead>
        Why this score
        {ledger?.simulated ? <Simulated>simulated</Simulated> : null}
      </InspectorHead>
      {ledger ? (
        <Table>
          <thead>
            <tr>
              <th scope="col">Signal</th>
              <th scope="col">Strength</th>
              <th scope="col">× weight</th>
              <th scope="col">Points</th>
            </tr>
          </thead>
          <tbody>
            {ledger.rows.map((row) => (
              <tr key={row.name}>
                <td title={row.name}>{row.name}</td>
                <td>
                  {row.strength === null ? null : (
                    <Bar percent={row.strength * 100} colour={PARTS[row.part]} height={8} />
                  )}
                </td>
                <td>{row.formula}</td>
                <td>{row.points < 0 ? `−${-row.points}` : row.points}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Score</th>
              <td colSpan={2}>{ledger.note}</td>
              <td>{ledger.score}</td>
            </tr>
          </tfoot>
        </Table>
      ) : (
        <p>{keptOut === null ? "No score yet." : `No score: left out for all trailers (${keptOut}).`}</p>
      )}
    </div>
  );
}

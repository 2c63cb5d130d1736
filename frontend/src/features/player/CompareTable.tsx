import styled from "styled-components";

import { trailerName } from "../../api/trailers";
import type { Job } from "../../api/types";
import { Card, NARROW } from "../../ui/layout";
import { Tag } from "../../ui/Tag";
import { compareFigures } from "./compareFigures";
import type { Sides } from "./compareSides";

const Frame = styled(Card)`
  margin-top: 24px;
  overflow: hidden;
`;

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;
  font-size: 13px;
  line-height: 18px;
  th,
  td {
    padding: 10px 12px;
    border-bottom: 1px solid var(--line);
    font-weight: 500;
  }
  tr:last-child > * {
    border-bottom: 0;
  }
  tr > :first-child {
    text-align: right;
  }
  tr > :last-child {
    text-align: left;
  }
  tbody th {
    width: 20%;
    color: var(--ink3);
    font-weight: 400;
    text-align: center;
  }
  ${NARROW} {
    th,
    td {
      padding: 8px 6px;
    }
    tbody th {
      width: 32%;
    }
  }
`;

const Who = styled.span`
  display: inline-flex;
  align-items: center;
  gap: 8px;
  font-weight: 500;
`;

/** Figures of both, the name of each between them. */
export function CompareTable({ job, sides }: { job: Job; sides: Sides }) {
  const head = (id: Sides["left"]) => (
    <Who>
      <Tag id={id} />
      {trailerName(job, id)}
    </Who>
  );
  return (
    <Frame>
      <Table aria-label="Figures of both trailers">
        <thead>
          <tr>
            <th scope="col">{head(sides.left)}</th>
            <td />
            <th scope="col">{head(sides.right)}</th>
          </tr>
        </thead>
        <tbody>
          {compareFigures(job, sides).map(({ name, left, right }) => (
            <tr key={name}>
              <td>{left}</td>
              <th scope="row">{name}</th>
              <td>{right}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Frame>
  );
}

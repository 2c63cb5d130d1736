import { useMemo, useState } from "react";
import styled from "styled-components";

import { count } from "../../../ui/format";
import { Card, NARROW, Section, SectionHead, Small, Unseen } from "../../../ui/layout";
import { Segmented } from "../../../ui/Segmented";
import { useJobView } from "../JobContext";
import { SceneRow } from "./SceneRow";
import { type SceneFilter, sceneRows, shownRows } from "./sceneRows";
import { ROW_HEIGHT, useWindow } from "./useWindow";

const CHOICES = [
  { value: "all", label: "All" },
  { value: "taken", label: "Taken" },
  { value: "left", label: "Left out" },
] as const;

const VISIBLE_ROWS = 8;

const Scroll = styled.div`
  max-height: ${(VISIBLE_ROWS + 0.5) * ROW_HEIGHT}px;
  overflow-y: auto;
  border-radius: var(--r-card);
`;

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  font-size: 13px;
  line-height: 18px;
  th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 10px 12px;
    background: var(--surface);
    box-shadow: inset 0 -1px var(--line);
    font-size: 12px;
    line-height: 16px;
    font-weight: 500;
    color: var(--ink3);
    text-align: left;
    white-space: nowrap;
  }
  td {
    height: ${ROW_HEIGHT}px;
    padding: 7px 12px;
    border-bottom: 1px solid var(--line);
  }
  tr:last-child td {
    border-bottom: 0;
  }
  .figure {
    text-align: right;
  }
  ${NARROW} {
    .wide {
      display: none;
    }
    td,
    th {
      padding-inline: 4px;
    }
    td:first-child,
    th:first-child {
      padding-left: 12px;
      width: 76px;
    }
    td:last-child,
    th:last-child {
      padding-right: 12px;
    }
  }
`;

const Spacer = styled.tr<{ $height: number }>`
  td {
    height: ${({ $height }) => $height}px;
    padding: 0;
    border: 0;
  }
`;

const Title = styled.h2`
  span {
    color: var(--ink3);
    font-weight: 400;
  }
`;

const None = styled(Small)`
  padding: 16px;
`;

/** All scenes of the film; of very many only those in sight are drawn. */
export function SceneTable() {
  const { job, scene, selectScene } = useJobView();
  const [filter, setFilter] = useState<SceneFilter>("all");
  const all = useMemo(() => sceneRows(job), [job]);
  const rows = shownRows(all, filter);
  const { frame, from, to, above, below } = useWindow(
    rows.length,
    rows.findIndex(({ id }) => id === scene),
  );
  return (
    <Section id="scenes" aria-labelledby="scenes-title">
      <SectionHead>
        <Title id="scenes-title">
          Scenes <span>{all.length}</span>
        </Title>
        <Segmented name="Scenes shown" value={filter} onChange={setFilter} choices={CHOICES} />
      </SectionHead>
      <Card>
        <Scroll ref={frame} role="region" aria-label="Scene table" tabIndex={0}>
          <Table aria-label="Scenes" aria-rowcount={rows.length + 1}>
            <thead>
              <tr>
                <th>
                  <Unseen>Key frame</Unseen>
                </th>
                <th>Scene</th>
                <th>Start</th>
                <th>Length</th>
                <th className="wide">Emotions</th>
                <th className="wide">Labels</th>
                <th className="figure">Score</th>
                <th className="figure">Taken</th>
              </tr>
            </thead>
            <tbody>
              {above ? (
                <Spacer $height={above} aria-hidden="true">
                  <td colSpan={8} />
                </Spacer>
              ) : null}
              {rows.slice(from, to).map((row, place) => (
                <SceneRow
                  key={row.id}
                  row={row}
                  index={from + place + 2}
                  selected={row.id === scene}
                  onSelect={selectScene}
                />
              ))}
              {below ? (
                <Spacer $height={below} aria-hidden="true">
                  <td colSpan={8} />
                </Spacer>
              ) : null}
            </tbody>
          </Table>
          {rows.length === 0 ? <None>{emptyText(all.length, filter)}</None> : null}
        </Scroll>
      </Card>
    </Section>
  );
}

function emptyText(all: number, filter: SceneFilter): string {
  if (all === 0) return "No scenes were found. The film may be one single shot. The trailers use even parts of it.";
  return filter === "taken" ? "No trailer took a scene." : `All of the ${count(all, "scene")} were taken.`;
}

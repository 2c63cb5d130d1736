import { useState } from "react";
import styled from "styled-components";

import { sceneNumber } from "../../../api/trailers";
import type { RankedScene, TrailerId } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { points, shortSeconds } from "../../../ui/format";
import { Card, label, Section, SectionHead } from "../../../ui/layout";
import { Tag } from "../../../ui/Tag";
import { useJobView } from "../JobContext";
import { KeyFrame } from "../KeyFrame";
import { List, ListItem, More, SceneButton } from "./listParts";
import { kindsOf, PART_NAMES, type PartKind, type ScorePart, scoreParts } from "./scoreParts";
import { takersByScene } from "./takers";

const FIRST = 6;

const COLOURS: Record<PartKind, string> = {
  chance: "var(--line3)",
  emotion: "var(--ink2)",
  tags: "var(--curve)",
  other: "var(--line2)",
};

const Legend = styled.p`
  display: flex;
  gap: 14px;
  ${label}
  span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
`;

const Head = styled.div`
  display: flex;
  justify-content: space-between;
  gap: 8px;
  margin-bottom: 5px;
  b {
    font-weight: 600;
  }
`;

const Track = styled.svg`
  width: 100%;
  height: 6px;
  border-radius: 3px;
  background: var(--sunk);
`;

const Words = styled.div`
  flex: 1;
  min-width: 0;
`;

const Taken = styled.span`
  display: flex;
  justify-content: flex-end;
  width: 20px;
`;

/** The scenes by their score, best first: six, then all. */
export function RankingList() {
  const { job } = useJobView();
  const [all, setAll] = useState(false);
  const ranked = job.personalization?.rankedScenes ?? [];
  const takers = takersByScene(job);
  return (
    <Section id="ranking" aria-labelledby="ranking-title">
      <SectionHead>
        <h2 id="ranking-title">Ranking</h2>
        <Legend>
          {kindsOf(ranked).map((kind) => (
            <span key={kind}>
              <svg width="10" height="10" aria-hidden="true">
                <rect width="10" height="10" rx="2" fill={COLOURS[kind]} />
              </svg>
              {PART_NAMES[kind]}
            </span>
          ))}
        </Legend>
      </SectionHead>
      <Card>
        <List>
          {(all ? ranked : ranked.slice(0, FIRST)).map((scene, place) => (
            <Ranked
              key={scene.sceneId}
              place={place + 1}
              scene={scene}
              taker={takers.get(scene.sceneId)?.[0] ?? null}
            />
          ))}
        </List>
        {ranked.length > FIRST ? (
          <More>
            <Button $size="small" $kind="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Show the first six" : `Show all ${ranked.length}`}
            </Button>
          </More>
        ) : null}
      </Card>
    </Section>
  );
}

function Ranked({ place, scene, taker }: { place: number; scene: RankedScene; taker: TrailerId | null }) {
  return (
    <ListItem>
      <i>{place}</i>
      <KeyFrame scene={scene.sceneId} />
      <Words>
        <Head>
          <SceneButton scene={scene.sceneId}>
            Scene {sceneNumber(scene.sceneId)} <small>{shortSeconds(scene.duration)}</small>
          </SceneButton>
          <b>{points(scene.score)}</b>
        </Head>
        <Parts parts={scoreParts(scene)} />
      </Words>
      <Taken>{taker ? <Tag id={taker} /> : null}</Taken>
    </ListItem>
  );
}

function Parts({ parts }: { parts: ScorePart[] }) {
  const placed = parts.map((part, place) => ({
    ...part,
    x: 100 * parts.slice(0, place).reduce((sum, { points: before }) => sum + before, 0),
  }));
  return (
    <Track viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      {placed.map(({ kind, x, points: share }) => (
        <rect key={kind} x={x} width={Math.max(0, 100 * share - 0.3)} height="1" fill={COLOURS[kind]} />
      ))}
    </Track>
  );
}

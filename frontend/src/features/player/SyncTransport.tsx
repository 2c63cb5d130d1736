import { useSyncExternalStore } from "react";
import styled from "styled-components";

import { trailerNumber } from "../../api/trailers";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Card, NARROW, Row, Small } from "../../ui/layout";
import { Segmented } from "../../ui/Segmented";
import { Tag } from "../../ui/Tag";
import type { Sides } from "./compareSides";
import { Now } from "./Controls";
import type { Pair } from "./Pair";

const Board = styled(Card)`
  display: grid;
  grid-template-columns: 1fr auto 1fr;
  align-items: center;
  gap: 12px 16px;
  margin-top: 16px;
  padding: 12px 16px;
  > :last-child {
    justify-self: end;
  }
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    > :last-child {
      justify-self: center;
    }
  }
`;

const Wide = styled(Button)`
  min-width: 132px;
`;

const Of = styled.span`
  color: var(--ink3);
`;

/** One transport for both players. */
export function SyncTransport({ pair, sides, seconds }: { pair: Pair; sides: Sides; seconds: number }) {
  const { playing, waiting, sound } = useSyncExternalStore(pair.subscribe, pair.now);
  const heard = (side: "left" | "right") => {
    const number = trailerNumber(sides[side]);
    return {
      value: side,
      label: <Tag id={sides[side]} />,
      spoken: `Sound from ${number === null ? "the primary trailer" : `variant ${number}`}`,
    };
  };
  return (
    <Board role="group" aria-label="Both players">
      <Row $gap={8}>
        <Icon name="link" />
        <Small>{playing && waiting ? "Waiting until both can play" : "Both start together and stay in step"}</Small>
      </Row>
      <Row $gap={8}>
        <Button $size="large" $square aria-label="Back to the start of both" onClick={() => pair.seek(0)}>
          <Icon name="start" />
        </Button>
        <Wide $size="large" $kind="primary" onClick={pair.toggle}>
          <Icon name={playing ? "pause" : "play"} />
          {playing ? "Pause both" : "Play both"}
        </Wide>
        <span>
          <Now ticker={pair.ticker} /> <Of>/ {clock(seconds)}</Of>
        </span>
      </Row>
      <Row $gap={10}>
        <Small as="span">Sound from</Small>
        <Segmented
          name="Sound from"
          value={sound === 0 ? "left" : "right"}
          choices={[heard("left"), heard("right")]}
          onChange={(side) => pair.hear(side === "left" ? 0 : 1)}
        />
      </Row>
    </Board>
  );
}

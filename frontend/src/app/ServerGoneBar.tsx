import { useEffect, useState } from "react";
import styled from "styled-components";

import { connection } from "../api/connection";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { timeOfDay } from "../ui/dates";
import { Icon } from "../ui/Icon";
import { useNow } from "../ui/useNow";
import { announcer } from "../ui/announcer";
import { useConnection } from "../ui/useConnection";

const BACK_MS = 4_000;

/** Laid over the page, so that nothing jumps. */
const Strip = styled.div`
  position: fixed;
  z-index: 8;
  top: calc(var(--header) + 8px);
  left: 50%;
  translate: -50% 0;
  width: min(calc(100vw - 2 * var(--side)), 720px);
  border-radius: var(--r-card);
  box-shadow: var(--dialog-shadow);
`;

function seconds(stamp: number): string {
  const moment = new Date(stamp);
  return `${timeOfDay(moment.toISOString())}:${String(moment.getSeconds()).padStart(2, "0")}`;
}

/** Whether the service has just come back: for four seconds after it was away. */
function useReturn(down: boolean): boolean {
  const [was, setWas] = useState(false);
  const [back, setBack] = useState(false);
  if (down !== was) {
    setWas(down);
    setBack(!down);
  }
  useEffect(() => {
    if (!back) return undefined;
    const timer = setTimeout(() => setBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [back]);
  return back;
}

export function ServerGoneBar() {
  const { state, heardAt, nextTryAt } = useConnection();
  const down = state === "down";
  const back = useReturn(down);
  const now = useNow(1_000, down);
  useEffect(() => {
    if (down) announcer.alarm("The server does not answer");
  }, [down]);
  useEffect(() => {
    if (back) announcer.say("The server is back");
  }, [back]);

  if (back) {
    return (
      <Strip>
        <Banner tone="ok" icon="check" title="The server is back" />
      </Strip>
    );
  }
  if (!down) return null;
  const wait = nextTryAt === null ? 0 : Math.max(1, Math.ceil((nextTryAt - now) / 1000));
  return (
    <Strip>
      <Banner
        tone="warn"
        icon="offline"
        title="The server does not answer"
        actions={
          <Button $size="small" onClick={() => void connection.look()}>
            <Icon name="again" /> Try now
          </Button>
        }
      >
        {heardAt === null ? "" : `What you see is from ${seconds(heardAt)}. `}
        We try again every few seconds{wait ? `, next in ${wait} s` : ""}. A running job goes on without this page.
      </Banner>
    </Strip>
  );
}

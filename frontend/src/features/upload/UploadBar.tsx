import styled from "styled-components";

import { ProgressBar } from "../../ui/Bar";
import { Button } from "../../ui/Button";
import { fileSize, timeLeft } from "../../ui/format";
import { NARROW, small } from "../../ui/layout";
import { useNow } from "../../ui/useNow";
import type { Sending } from "./sending";

const Words = styled.div`
  flex: 1;
  min-width: 0;
`;

/** Too much text to stand beside two buttons where it is narrow. */
const Sentence = styled(Words)`
  ${small}
  ${NARROW} {
    flex-basis: 100%;
  }
`;

const Line = styled.div`
  display: flex;
  justify-content: space-between;
  gap: 12px;
  margin-bottom: 8px;
  b {
    font-weight: 600;
  }
  span {
    ${small}
    color: var(--ink2);
    text-align: right;
  }
`;

const Wide = styled.i`
  font-style: normal;
  ${NARROW} {
    display: none;
  }
`;

interface Props {
  sending: Sending;
  onCancel: () => void;
  onSendNow: () => void;
}

/** How far the film is on its way. */
export function UploadBar({ sending, onCancel, onSendNow }: Props) {
  if (sending.phase === "waiting") return <Waiting until={sending.until} onCancel={onCancel} onSendNow={onSendNow} />;
  const percent = sending.phase === "sending" ? sending.percent : sending.phase === "handing" ? 99 : 100;
  return (
    <>
      <Words>
        <Line>
          <b>
            {sending.phase === "sending" ? (
              <>
                Sending<Wide> the film</Wide> {percent}%
              </>
            ) : sending.phase === "handing" ? (
              "Sent. The service looks at the film"
            ) : (
              "The film is there"
            )}
          </b>
          {sending.phase === "sending" ? <Amount {...sending} /> : null}
        </Line>
        <ProgressBar name="Sending the film" percent={percent} height={8} />
      </Words>
      <Button disabled={sending.phase === "done"} onClick={onCancel}>
        Cancel
      </Button>
    </>
  );
}

function Amount({ loaded, total, secondsLeft }: Extract<Sending, { phase: "sending" }>) {
  return (
    <span>
      {fileSize(loaded) ?? "0 B"}
      <Wide> of {fileSize(total)}</Wide>
      {secondsLeft === null ? null : <Wide> · {timeLeft(secondsLeft)}</Wide>}
    </span>
  );
}

function Waiting({ until, onCancel, onSendNow }: { until: number; onCancel: () => void; onSendNow: () => void }) {
  const now = useNow(1_000);
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  return (
    <>
      <Sentence>
        <b>The service is busy</b>
        <p>
          All places are taken. We ask again in {seconds} s and send your film as soon as there is room. Keep this page
          open.
        </p>
      </Sentence>
      <Button onClick={onSendNow}>Ask now</Button>
      <Button onClick={onCancel}>Stop waiting</Button>
    </>
  );
}

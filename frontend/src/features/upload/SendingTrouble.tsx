import { useEffect } from "react";
import { Link } from "react-router";
import styled from "styled-components";

import { announcer } from "../../ui/announcer";
import { Bar } from "../../ui/Bar";
import { Banner } from "../../ui/Banner";
import { Button, ButtonLink } from "../../ui/Button";
import { FileName } from "../../ui/FileName";
import { fileSize } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Small } from "../../ui/layout";
import type { NewTrailer } from "./useNewTrailer";
import type { Sending } from "./sending";
import { troubleText } from "./troubleText";

const Frame = styled.section`
  margin-top: 28px;
`;

const Line = styled.div`
  display: flex;
  justify-content: space-between;
  gap: 16px;
  margin: 12px 0 8px;
  > :first-child {
    min-width: 0;
  }
`;

/** Why the film did not get there, above the bar that sends it. */
export function SendingTrouble({ trailer }: { trailer: NewTrailer }) {
  const { sending, film } = trailer;
  if (!film) return null;
  if (sending.phase === "interrupted") return <Interrupted trailer={trailer} sending={sending} name={film.name} />;
  if (sending.phase === "refused") return <Refused trailer={trailer} sending={sending} />;
  return null;
}

function Interrupted(props: {
  trailer: NewTrailer;
  sending: Extract<Sending, { phase: "interrupted" }>;
  name: string;
}) {
  const { trailer, sending, name } = props;
  return (
    <Frame>
      <Banner
        tone="warn"
        icon="offline"
        title={`The upload stopped at ${sending.percent}%`}
        actions={
          <>
            <Button $size="small" onClick={trailer.sendAgain}>
              <Icon name="again" /> Send again
            </Button>
            <Button $size="small" $kind="ghost" onClick={trailer.remove}>
              Remove
            </Button>
          </>
        }
      >
        The connection broke. The film stays chosen, so you need not look for it again.
      </Banner>
      <Line>
        <FileName name={name} />
        <Small>
          {fileSize(sending.loaded) ?? "0 B"} of {fileSize(sending.total)}
        </Small>
      </Line>
      <Bar percent={sending.percent} colour="var(--warn)" />
    </Frame>
  );
}

function Refused({ trailer, sending }: { trailer: NewTrailer; sending: Extract<Sending, { phase: "refused" }> }) {
  const { trouble } = sending;
  const text = troubleText(trouble, trailer.catalogue?.capabilities.maxVideoSeconds ?? null);
  useEffect(() => announcer.alarm(text.title), [text.title]);
  const actions = {
    film: (
      <Button $size="small" onClick={trailer.remove}>
        <Icon name="upload" /> Choose another film
      </Button>
    ),
    jobs: (
      <ButtonLink as={Link} $size="small" to="/app/jobs">
        Open jobs
      </ButtonLink>
    ),
    again: (
      <Button $size="small" onClick={trailer.sendAgain}>
        <Icon name="again" /> Try again
      </Button>
    ),
    none: null,
  };
  return (
    <Frame>
      <Banner
        tone={text.tone}
        icon={text.icon}
        title={text.title}
        said={text.quoted ? trouble.said : null}
        actions={actions[text.action]}
      >
        {text.text}
      </Banner>
    </Frame>
  );
}

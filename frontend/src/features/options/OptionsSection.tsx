import styled from "styled-components";

import { Card, NARROW, Section, SectionHead } from "../../ui/layout";
import type { NewTrailer } from "../upload/useNewTrailer";
import { OptionsPanel } from "./OptionsPanel";

const Whole = styled(Section)`
  transition: opacity var(--quick);
  &[inert] {
    opacity: 0.55;
  }
`;

const Blank = styled(Card)`
  height: 134px;
  ${NARROW} {
    height: 470px;
  }
`;

export function OptionsSection({ trailer }: { trailer: NewTrailer }) {
  const { catalogue, wishes, busy, wish } = trailer;
  return (
    <Whole inert={busy ? "" : undefined} aria-labelledby="options">
      <SectionHead>
        <h2 id="options">Options</h2>
      </SectionHead>
      {catalogue && wishes ? <OptionsPanel catalogue={catalogue} wishes={wishes} onWish={wish} /> : <Blank />}
    </Whole>
  );
}

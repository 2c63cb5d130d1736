import styled from "styled-components";

import { Card, Page, Unseen } from "../../ui/layout";
import { StageGrid, VariantGrid } from "./jobLayout";

const Line = styled.div<{ $width: number; $height: number }>`
  width: min(100%, ${({ $width }) => $width}px);
  height: ${({ $height }) => $height}px;
  margin-bottom: 6px;
  border-radius: var(--r-chip);
  background: var(--sunk);
`;

const Screen = styled.div`
  aspect-ratio: 16 / 9;
  border-radius: var(--r-card);
  background: var(--sunk);
`;

const Blank = styled(Card)`
  min-height: 240px;
`;

/** A job's page before the job is there; of the same shape. */
export function JobSkeleton() {
  return (
    <Page id="content" aria-busy="true">
      <Unseen>The job is on its way.</Unseen>
      <Line $width={160} $height={14} />
      <Line $width={360} $height={28} />
      <Line $width={520} $height={54} />
      <StageGrid>
        <Screen />
        <Blank />
      </StageGrid>
      <VariantGrid as="div">
        {[0, 1, 2, 3].map((place) => (
          <Blank key={place} />
        ))}
      </VariantGrid>
    </Page>
  );
}

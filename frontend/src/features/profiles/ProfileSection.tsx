import styled from "styled-components";

import { Section, SectionHead } from "../../ui/layout";
import { RetryBanner } from "../../ui/RetryBanner";
import type { NewTrailer } from "../upload/useNewTrailer";
import { ProfileGrid } from "./ProfileGrid";

const Whole = styled(Section)`
  transition: opacity var(--quick);
  &[inert] {
    opacity: 0.55;
  }
`;

const Note = styled.div`
  margin-bottom: 12px;
`;

export function ProfileSection({ trailer }: { trailer: NewTrailer }) {
  const { catalogue, wishes, busy } = trailer;
  return (
    <Whole inert={busy ? "" : undefined} aria-labelledby="profiles">
      <SectionHead>
        <h2 id="profiles">Who is it for?</h2>
      </SectionHead>
      {catalogue?.builtIn ? (
        <Note>
          <RetryBanner icon="info" title="Using the built-in profiles" onRetry={trailer.retryCatalogue}>
            The service did not send its own. You can go on.
          </RetryBanner>
        </Note>
      ) : null}
      <ProfileGrid
        profiles={catalogue?.profiles ?? null}
        chosen={wishes?.profileId ?? ""}
        onChoose={(profileId) => trailer.wish({ profileId })}
        labelledBy="profiles"
      />
    </Whole>
  );
}

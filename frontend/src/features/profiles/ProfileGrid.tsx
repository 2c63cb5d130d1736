import { useId } from "react";
import styled from "styled-components";

import type { Profile } from "../../api/types";
import { Card, MIDDLE, NARROW } from "../../ui/layout";
import { ProfileCard } from "./ProfileCard";

const Grid = styled.fieldset`
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 16px;
  ${MIDDLE} {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
`;

const Blank = styled(Card)`
  height: 256px;
  ${NARROW} {
    height: 130px;
  }
`;

interface Props {
  /** null while they are on their way. */
  profiles: readonly Profile[] | null;
  chosen: string;
  onChoose: (id: string) => void;
  labelledBy: string;
}

/** Who the trailer is for: radio buttons that look like cards. */
export function ProfileGrid({ profiles, chosen, onChoose, labelledBy }: Props) {
  const group = useId();
  if (profiles === null) {
    return (
      <Grid as="div" aria-hidden="true">
        {[0, 1, 2, 3].map((place) => (
          <Blank key={place} />
        ))}
      </Grid>
    );
  }
  return (
    <Grid role="radiogroup" aria-labelledby={labelledBy}>
      {profiles.map((profile) => (
        <ProfileCard
          key={profile.id}
          profile={profile}
          group={group}
          chosen={profile.id === chosen}
          onChoose={() => onChoose(profile.id)}
        />
      ))}
    </Grid>
  );
}

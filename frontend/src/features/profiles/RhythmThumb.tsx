import styled from "styled-components";

import type { Profile } from "../../api/types";
import { Rhythm, tasteGround } from "./Rhythm";
import { rhythmOf } from "./rhythms";

const Box = styled.span<{ $ground: string; $large: boolean }>`
  display: flex;
  align-items: flex-end;
  flex: none;
  width: ${({ $large }) => ($large ? 72 : 34)}px;
  height: ${({ $large }) => ($large ? 44 : 24)}px;
  padding: ${({ $large }) => ($large ? "12px 8px 0" : "8px 4px 0")};
  border-radius: ${({ $large }) => ($large ? 8 : 5)}px;
  background: ${({ $ground }) => $ground};
  overflow: hidden;
  svg {
    width: 100%;
    height: 100%;
  }
`;

/** A profile's rhythm beside its name. */
export function RhythmThumb({ profile, large = false }: { profile: Profile; large?: boolean }) {
  return (
    <Box $ground={tasteGround(rhythmOf(profile.id))} $large={large}>
      <Rhythm profile={profile} />
    </Box>
  );
}

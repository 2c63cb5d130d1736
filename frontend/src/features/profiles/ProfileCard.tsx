import styled from "styled-components";

import type { Profile } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { Chip, NARROW, small } from "../../ui/layout";
import { Rhythm, tasteColour, tasteGround } from "./Rhythm";
import { rhythmOf } from "./rhythms";

const Frame = styled.label`
  position: relative;
  display: flex;
  flex-direction: column;
  border: 1px solid var(--line);
  border-radius: var(--r-card);
  background: var(--surface);
  overflow: hidden;
  cursor: pointer;
  transition: border-color var(--quick);
  &:hover {
    border-color: var(--line2);
  }
  &:has(:checked) {
    border-color: var(--ink);
    box-shadow: 0 0 0 1px var(--ink);
  }
  &:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 3px;
  }
  &:has(:disabled) {
    cursor: default;
  }
  ${NARROW} {
    flex-direction: row;
  }
`;

const Radio = styled.input`
  position: absolute;
  inset: 0;
  margin: 0;
  opacity: 0;
  cursor: inherit;
`;

const Art = styled.div<{ $ground: string }>`
  display: flex;
  align-items: flex-end;
  flex: none;
  height: 104px;
  padding: 20px 20px 0;
  border-bottom: 1px solid var(--line);
  background: ${({ $ground }) => $ground};
  svg {
    width: 100%;
    height: 64px;
  }
  ${NARROW} {
    width: 96px;
    height: auto;
    min-height: 92px;
    padding: 24px 12px 0;
    border-bottom: 0;
    border-right: 1px solid var(--line);
    svg {
      height: 40px;
    }
  }
`;

const Words = styled.div`
  display: flex;
  flex: 1;
  flex-direction: column;
  min-width: 0;
  padding: 14px 16px 16px;
  overflow-wrap: anywhere;
  ${NARROW} {
    padding: 12px 14px;
  }
`;

const Head = styled.div`
  display: flex;
  justify-content: space-between;
  gap: 8px;
`;

const Summary = styled.p`
  ${small}
  flex: 1;
  margin: 2px 0 14px;
  color: var(--ink2);
  ${NARROW} {
    margin-bottom: 8px;
  }
`;

const Mark = styled.span`
  display: grid;
  place-items: center;
  flex: none;
  width: 20px;
  height: 20px;
  border: 1.5px solid var(--ink3);
  border-radius: 50%;
  color: transparent;
  ${Radio}:checked ~ ${Words} & {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
`;

const Chips = styled.div<{ $second?: boolean }>`
  display: flex;
  flex-wrap: wrap;
  gap: 5px;
  margin-top: ${({ $second }) => ($second ? 6 : 0)}px;
  ${NARROW} {
    ${({ $second }) => ($second ? "display: none;" : "")}
  }
`;

const Emotion = styled(Chip)<{ $colour: string; $ground: string }>`
  color: ${({ $colour }) => $colour};
  background: ${({ $ground }) => $ground};
`;

interface Props {
  profile: Profile;
  /** Of the group of radio buttons. */
  group: string;
  chosen: boolean;
  onChoose: () => void;
}

export function ProfileCard({ profile, group, chosen, onChoose }: Props) {
  const kind = rhythmOf(profile.id);
  return (
    <Frame>
      <Radio type="radio" name={group} value={profile.id} checked={chosen} onChange={onChoose} />
      <Art $ground={tasteGround(kind)}>
        <Rhythm profile={profile} />
      </Art>
      <Words>
        <Head>
          <h3>{profile.label}</h3>
          <Mark aria-hidden="true">
            <Icon name="check" size={12} />
          </Mark>
        </Head>
        <Summary>{profile.summary}</Summary>
        <Chips>
          {profile.preferences.dominantEmotions.map((emotion) => (
            <Emotion key={emotion} $colour={tasteColour(kind)} $ground={tasteGround(kind)}>
              {emotion}
            </Emotion>
          ))}
        </Chips>
        <Chips $second>
          {profile.preferences.foregroundTags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </Chips>
      </Words>
    </Frame>
  );
}

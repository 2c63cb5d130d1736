import { useEffect, useRef } from "react";
import styled from "styled-components";

import { clock } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { NARROW } from "../../ui/layout";
import type { Act } from "./mediaActions";
import { Scrubber } from "./Scrubber";
import type { Ticker } from "./ticker";

export const Shade = styled.div<{ $compact: boolean }>`
  position: absolute;
  inset: auto 0 0;
  padding: ${({ $compact }) => ($compact ? "28px 10px 4px" : "48px 16px 10px")};
  background: linear-gradient(transparent, rgb(0 0 0 / 82%));
  color: #fff;
  transition: opacity var(--ease);
  ${NARROW} {
    padding: 28px 10px 4px;
  }
`;

const Line = styled.div`
  display: flex;
  align-items: center;
  gap: 4px;
  margin-top: 2px;
  font-size: 13px;
`;

const Press = styled.button.attrs({ type: "button" })`
  position: relative;
  display: grid;
  place-items: center;
  width: 32px;
  height: 32px;
  padding: 0;
  border: 0;
  border-radius: 6px;
  background: none;
  color: #fff;
  &[aria-pressed="true"] {
    background: rgb(255 255 255 / 22%);
  }
  &:hover:not(:disabled) {
    background: rgb(255 255 255 / 16%);
  }
  &:disabled {
    opacity: 0.45;
  }
  &:focus-visible {
    outline-color: #fff;
    outline-offset: 0;
  }
  &::after {
    content: "";
    position: absolute;
    inset: -6px 0;
  }
`;

const Time = styled.span`
  padding-left: 6px;
  white-space: nowrap;
`;

const Space = styled.span`
  flex: 1;
`;

export interface ControlsProps {
  ticker: Ticker;
  seconds: number;
  cuts: readonly number[];
  playing: boolean;
  muted: boolean;
  /** Null where there are none. */
  captionsOn: boolean | null;
  /** Said by the captions' button. */
  captionsNote: string;
  compact: boolean;
  act: Act;
}

export function Controls(props: ControlsProps) {
  const { ticker, seconds, cuts, playing, muted, captionsOn, captionsNote, compact, act } = props;
  return (
    <Shade $compact={compact} data-controls>
      <Scrubber ticker={ticker} seconds={seconds} cuts={cuts} act={act} />
      <Line>
        <Press aria-label={playing ? "Pause" : "Play"} onClick={() => act({ do: "toggle" })}>
          <Icon name={playing ? "pause" : "play"} size={18} />
        </Press>
        <Press aria-label={muted ? "Sound on" : "Mute"} onClick={() => act({ do: "mute" })}>
          <Icon name={muted ? "muted" : "sound"} size={18} />
        </Press>
        <Time>
          <Now ticker={ticker} /> / {clock(seconds)}
        </Time>
        <Space />
        <Press
          aria-label={captionsNote}
          title={captionsNote}
          aria-pressed={captionsOn ?? false}
          disabled={captionsOn === null}
          onClick={() => act({ do: "captions" })}
        >
          <Icon name="captions" size={18} />
        </Press>
        {document.fullscreenEnabled ? (
          <Press aria-label="Full screen" onClick={() => act({ do: "fullscreen" })}>
            <Icon name="fullscreen" size={18} />
          </Press>
        ) : null}
      </Line>
    </Shade>
  );
}

/** The clock; written once a second. */
export function Now({ ticker }: { ticker: Ticker }) {
  const words = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      ticker.subscribe((second) => {
        const said = clock(second);
        if (words.current && words.current.textContent !== said) words.current.textContent = said;
      }),
    [ticker],
  );
  return <span ref={words} />;
}

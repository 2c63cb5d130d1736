import { useMemo, useRef, useSyncExternalStore } from "react";
import styled from "styled-components";

import type { TrailerId } from "../../api/types";
import { NARROW } from "../../ui/layout";
import type { Stage } from "../jobs/stage";
import type { StripActions } from "./actions";
import type { Hand } from "./hand";
import { Lanes } from "./Lanes";
import type { Strip } from "./model";
import { rowsOf } from "./rows";
import { sayClip, sayScene } from "./say";
import { FRAME_WIDTH } from "./scale";
import { StripGutter } from "./StripGutter";
import { MAP_HEIGHT, StripMap } from "./StripMap";
import { CursorRing, HandFrame, Playhead } from "./StripMarks";
import { Curve, Frames, Ruler, Thirds } from "./StripPicture";
import { useNarrow } from "../../ui/useMedia";
import type { Zoom } from "./useScale";
import { useStripKeys } from "./useStripKeys";
import { useStripPointer, useWheelZoom } from "./useStripPointer";

const CARET = 14;
const NARROW_FRAME = 33;
const PLAYING_FAINT = 0.6;
const COMPARED_FAINT = 0.3;

const Board = styled.div`
  display: grid;
  grid-template-columns: 132px minmax(0, 1fr);
  padding: 8px 20px 0;
  ${NARROW} {
    grid-template-columns: 24px minmax(0, 1fr);
    padding: 6px 13px 0;
  }
`;

const MapRow = styled.div`
  height: ${MAP_HEIGHT + 6}px;
  font-size: 12px;
  line-height: ${MAP_HEIGHT}px;
  color: var(--ink2);
  overflow: hidden;
`;

const Gutter = styled.div`
  position: relative;
`;

const Axis = styled.div<{ $height: number }>`
  height: ${({ $height }) => $height}px;
  min-width: 0;
  cursor: pointer;
  touch-action: pan-y;
  user-select: none;
  outline: none;

  /* The ring of the focus is the frame over the scene's column. */
  &:focus-visible .hand {
    stroke: var(--focus);
    stroke-width: 2.5;
  }
`;

export interface StripBoardProps {
  strip: Strip;
  hand: Hand;
  stage: Stage;
  zoom: Zoom;
  actions: StripActions;
  /** Lanes that stay full; null for all but what playing dims. */
  lit?: readonly TrailerId[] | null;
  /** Whether an inspector stands below. */
  caret?: boolean;
}

/** The drawing itself: one tab stop, a slider over the scenes. */
export function StripBoard({ strip, hand, stage, zoom, actions, lit = null, caret = false }: StripBoardProps) {
  const { scale, change, measure } = zoom;
  const narrow = useNarrow();
  const axis = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () =>
      rowsOf(
        strip.lanes.map((lane) => lane.id === "primary"),
        narrow,
      ),
    [strip.lanes, narrow],
  );
  const keys = useStripKeys({ strip, scale, change, hand, actions });
  const pointer = useStripPointer({ strip, rows, scale, change, hand, actions });
  useWheelZoom(axis, scale, change);
  const playing = useSyncExternalStore(stage.subscribe, () => (stage.now().playing ? stage.now().trailer : null));
  // Hovering renders nothing: the slider's value is the scene that stays.
  const value = useSyncExternalStore(hand.subscribe, () => (hand.isHovered() ? (hand.chosen() ?? 0) : hand.scene()));
  const scene = strip.scenes[value];
  const lane = keys.cursor && strip.lanes[keys.cursor.lane];
  const said = keys.cursor && lane ? sayClip(lane, keys.cursor.clip) : scene ? sayScene(strip, scene) : "No scenes";
  const height = rows.height + (caret ? CARET : 4);
  const marks = { strip, scale, rows };
  return (
    <Board>
      <MapRow>{scale.to - scale.from < scale.duration && !narrow ? "Whole film" : null}</MapRow>
      <MapRow aria-hidden="true">
        <StripMap strip={strip} scale={scale} change={change} />
      </MapRow>
      <Gutter aria-hidden="true">
        <StripGutter strip={strip} rows={rows} narrow={narrow} />
      </Gutter>
      <div ref={measure}>
        <Axis
          ref={axis}
          $height={height}
          role="slider"
          tabIndex={0}
          aria-label="Film strip"
          aria-orientation="horizontal"
          aria-valuemin={1}
          aria-valuemax={Math.max(1, strip.scenes.length)}
          aria-valuenow={value + 1}
          aria-valuetext={said}
          onKeyDown={keys.onKeyDown}
          onBlur={keys.onBlur}
          {...pointer}
        >
          <svg width={scale.width} height={height} aria-hidden="true">
            {scale.width > 0 ? (
              <>
                <Ruler scale={scale} rows={rows} />
                <Frames {...marks} least={narrow ? NARROW_FRAME : FRAME_WIDTH} />
                <Curve {...marks} />
                <Lanes
                  {...marks}
                  lit={lit ?? (playing ? [playing] : null)}
                  faint={lit ? COMPARED_FAINT : PLAYING_FAINT}
                />
                <Thirds scale={scale} rows={rows} />
                <HandFrame {...marks} hand={hand} caret={caret} />
                <Playhead {...marks} stage={stage} />
                {keys.cursor ? <CursorRing {...marks} cursor={keys.cursor} /> : null}
              </>
            ) : null}
          </svg>
        </Axis>
      </div>
    </Board>
  );
}

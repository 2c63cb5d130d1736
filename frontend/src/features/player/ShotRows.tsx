import { useEffect, useMemo, useRef } from "react";
import styled from "styled-components";

import { apiUrl } from "../../api/base";
import { keyFramePath, trailerName } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { clock, count } from "../../ui/format";
import { Card, NARROW, Unseen } from "../../ui/layout";
import { laneColour } from "../../ui/Tag";
import { clipsOf } from "../storyboard/buildStrip";
import { FilmCell } from "../storyboard/FilmCell";
import { type Scale, toX } from "../storyboard/scale";
import { ticks } from "../storyboard/ticks";
import { useScale } from "../storyboard/useScale";
import type { Sides } from "./compareSides";
import type { Ticker } from "./ticker";

const ROW = 58;
const GAP = 14;
const RULER = 22;
const PICTURE = 54;
const HEIGHT = RULER + 2 * ROW + GAP;

const Frame = styled(Card)`
  padding: 16px 20px;
  ${NARROW} {
    padding: 14px;
  }
`;

const Axis = styled.div`
  height: ${HEIGHT}px;
  cursor: pointer;
  text {
    font: 400 11px var(--font);
    fill: var(--ink3);
  }
`;

interface Props {
  job: Job;
  sides: Sides;
  /** Of the longer one. */
  seconds: number;
  ticker: Ticker;
  seek: (second: number) => void;
}

/** The shots of both trailers on one clock; a click goes there in both. */
export function ShotRows({ job, sides, seconds, ticker, seek }: Props) {
  const { scale, measure } = useScale(seconds);
  const playhead = useRef<SVGPathElement>(null);
  useEffect(
    () => ticker.subscribe((now) => playhead.current?.setAttribute("transform", `translate(${toX(scale, now)} 0)`)),
    [ticker, scale],
  );
  return (
    <Frame>
      <Unseen>
        {[sides.left, sides.right]
          .map((id) => `${trailerName(job, id)}: ${count(clipsOf(job, id).length, "shot")}`)
          .join(". ")}
      </Unseen>
      <div ref={measure}>
        {/* The players' own sliders do the same by keyboard. */}
        <Axis
          aria-hidden="true"
          onPointerDown={(event) =>
            seek(
              ((event.clientX - event.currentTarget.getBoundingClientRect().left) / Math.max(1, scale.width)) * seconds,
            )
          }
        >
          <svg width={scale.width} height={HEIGHT}>
            {ticks(scale)
              .filter((tick) => tick.labelled)
              .map(({ second, x }) => (
                <text key={second} x={x} y="11">
                  {clock(second)}
                </text>
              ))}
            <Shots job={job} id={sides.left} scale={scale} y={RULER} />
            <Shots job={job} id={sides.right} scale={scale} y={RULER + ROW + GAP} />
            <path ref={playhead} d={`M0 ${RULER - 4}V${HEIGHT}`} stroke="var(--bad)" strokeWidth="1.5" />
          </svg>
        </Axis>
      </div>
    </Frame>
  );
}

function Shots({ job, id, scale, y }: { job: Job; id: TrailerId; scale: Scale; y: number }) {
  const clips = useMemo(() => clipsOf(job, id), [job, id]);
  return clips.map((clip, index) => {
    if (clip.in === null || clip.out === null) return null;
    // Of a mix, each of the two has its half.
    const x = toX(scale, clip.in + clip.mix / 2);
    const end = clip.out - (clips[index + 1]?.mix ?? 0) / 2;
    const width = Math.max(1, toX(scale, end) - x - 1.5);
    const picture = keyFramePath(job, clip.sceneId);
    return (
      <g key={`${clip.in} ${clip.sceneId}`}>
        <FilmCell picture={picture && apiUrl(picture)} x={x} y={y} width={width} height={PICTURE - 2} />
        <rect x={x} y={y + PICTURE} width={width} height="4" rx="2" fill={laneColour(id)} />
      </g>
    );
  });
}

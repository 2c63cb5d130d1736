import { useEffect, useRef } from "react";
import styled from "styled-components";

import { assemblyOf, trailerFile } from "../../api/trailers";
import type { TrailerId } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { useJobView } from "../jobs/JobContext";
import { start } from "./mediaActions";
import { trailerMedia } from "./media";
import { Badge, Frame } from "./playerParts";
import { PlayerView } from "./PlayerView";
import { clock } from "../../ui/format";

const Empty = styled(Frame)`
  display: grid;
  place-content: center;
  justify-items: center;
  gap: 8px;
  padding: 16px;
  background: var(--sunk);
  color: var(--ink3);
  text-align: center;
`;

interface Props {
  trailer: TrailerId;
  /** Small: nothing is loaded and no controls are shown until it is started. */
  compact?: boolean;
}

/** The player of one trailer of the job around; its place until the file stands in the deliverables. */
export function Player({ trailer, compact = false }: Props) {
  const { job } = useJobView();
  if (!trailerFile(job, trailer)?.url) {
    return (
      <Empty>
        <Icon name="film" size={24} />
        <p>{job.status === "completed" ? "This trailer was not made." : "Plays here as soon as it is ready."}</p>
      </Empty>
    );
  }
  return <Seated trailer={trailer} compact={compact} />;
}

/** Has its place on the page's stage. */
function Seated({ trailer, compact }: Required<Props>) {
  const { job, stage } = useJobView();
  const video = useRef<HTMLVideoElement>(null);
  const media = trailerMedia(job, trailer);
  const planned = assemblyOf(job, trailer) !== null;

  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    return stage.register(trailer, {
      play(at) {
        if (at !== undefined) element.currentTime = at;
        start(element);
      },
      pause: () => element.pause(),
      seek: (at) => (element.currentTime = at),
    });
  }, [stage, trailer]);

  if (!media) return null;
  return (
    <PlayerView
      {...media}
      video={video}
      compact={compact}
      eager={!compact}
      badges={
        compact ? (
          <>
            {media.captions ? <Badge $corner="left">CC {media.captions.language.toUpperCase()}</Badge> : null}
            {planned ? <Badge $corner="right">{clock(media.seconds)}</Badge> : null}
          </>
        ) : null
      }
      onReport={(at, playing) => stage.report({ trailer, at, playing })}
    />
  );
}

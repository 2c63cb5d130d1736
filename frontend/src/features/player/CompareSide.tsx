import { type RefObject, useId, useSyncExternalStore } from "react";
import styled from "styled-components";

import { apiUrl } from "../../api/base";
import { trailerFile, trailerName } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { ButtonLink } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { NARROW, Small, Unseen } from "../../ui/layout";
import { Tag } from "../../ui/Tag";
import type { MediaAction } from "./mediaActions";
import { target } from "./mediaActions";
import { trailerMedia } from "./media";
import type { Pair } from "./Pair";
import { Badge } from "./playerParts";
import { PlayerView } from "./PlayerView";

const Head = styled.div`
  display: flex;
  align-items: center;
  gap: 10px;
  min-height: 30px;
  margin-bottom: 10px;
`;

const Choose = styled.span`
  position: relative;
  display: inline-flex;
  align-items: center;
  svg {
    position: absolute;
    right: 0;
    pointer-events: none;
  }
  select {
    appearance: none;
    padding: 4px 22px 4px 0;
    border: 0;
    background: none;
    font-weight: 600;
    cursor: pointer;
    option {
      background: var(--surface);
      color: var(--ink);
    }
  }
`;

const About = styled(Small)`
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
`;

const Word = styled.span`
  ${NARROW} {
    display: none;
  }
`;

interface Props {
  job: Job;
  side: 0 | 1;
  id: TrailerId;
  /** Trailers that can be chosen here. */
  choices: readonly TrailerId[];
  onChoose: (id: TrailerId) => void;
  pair: Pair;
  video: RefObject<HTMLVideoElement>;
}

/** One of two players: which trailer, its file, and its picture. */
export function CompareSide({ job, side, id, choices, onChoose, pair, video }: Props) {
  const field = useId();
  const sound = useSyncExternalStore(pair.subscribe, () => pair.now().sound);
  const media = trailerMedia(job, id);
  const file = trailerFile(job, id);
  if (!media) return null;

  function take(action: MediaAction): boolean {
    if (action.do === "captions" || action.do === "fullscreen") return false;
    const to = media && target(action, video.current?.currentTime ?? 0, media);
    if (action.do === "frame") pair.pause();
    if (typeof to === "number") pair.seek(to);
    else if (action.do === "mute") pair.hear(sound === side ? (side === 0 ? 1 : 0) : side);
    else pair.toggle();
    return true;
  }

  return (
    <div>
      <Head>
        <Tag id={id} />
        <Choose>
          <Unseen as="label" htmlFor={field}>
            {side === 0 ? "Left trailer" : "Right trailer"}
          </Unseen>
          <select id={field} value={id} onChange={(event) => onChoose(event.target.value as TrailerId)}>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {trailerName(job, choice)}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </Choose>
        <About>{file?.description}</About>
        {file?.downloadUrl ? (
          <ButtonLink
            $size="small"
            href={apiUrl(file.downloadUrl, { download: true })}
            download
            aria-label={`Download ${trailerName(job, id)}`}
          >
            <Icon name="download" />
            <Word>Download</Word>
          </ButtonLink>
        ) : null}
      </Head>
      <PlayerView
        key={id}
        {...media}
        eager
        video={video}
        take={take}
        corner={<Badge $corner="top">{sound === side ? "Sound on" : "Muted"}</Badge>}
      />
    </div>
  );
}

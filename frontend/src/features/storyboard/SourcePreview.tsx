import { useEffect, useRef, useState } from "react";
import styled from "styled-components";

import { apiUrl } from "../../api/base";
import { Button } from "../../ui/Button";
import { exactClock, shortSeconds } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { label } from "../../ui/layout";
import type { StripScene } from "./model";

const Picture = styled.div`
  position: relative;
  aspect-ratio: 16 / 9;
  border-radius: var(--r-control);
  overflow: hidden;
  background: var(--sunk);
  img,
  video {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  video {
    object-fit: contain;
    background: #000;
  }
`;

const Watch = styled(Button)`
  position: absolute;
  left: 8px;
  bottom: 8px;
  border-color: transparent;
  background: var(--over-picture);
  color: #fff;
`;

const Times = styled.div`
  ${label}
  display: flex;
  justify-content: space-between;
  gap: 8px;
  margin-top: 8px;
`;

const Sorry = styled.p`
  ${label}
  position: absolute;
  inset: auto 8px 8px;
  padding: 4px 8px;
  border-radius: var(--r-chip);
  background: var(--over-picture);
  color: #fff;
`;

interface Props {
  jobId: string;
  scene: StripScene;
}

/** The scene's key frame; on request the film itself in its place, muted, from the scene's start. */
export function SourcePreview({ jobId, scene }: Props) {
  const [state, setState] = useState<"picture" | "film" | "broken">("picture");
  const video = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    if (state === "film" && video.current) video.current.currentTime = scene.start;
  }, [state, scene.start]);

  return (
    <div>
      <Picture>
        {state === "film" ? (
          <video
            ref={video}
            src={apiUrl(`/jobs/${jobId}/source`)}
            aria-label={`The film, from scene ${scene.number}`}
            muted
            autoPlay
            controls
            playsInline
            preload="metadata"
            onError={() => setState("broken")}
          />
        ) : (
          <>
            {scene.picture === null ? null : (
              <img
                src={scene.picture}
                alt={`Key frame of scene ${scene.number}`}
                width={256}
                height={144}
                decoding="async"
              />
            )}
            {state === "broken" ? (
              <Sorry>The film cannot be shown here: this browser does not play it, or it is no longer kept.</Sorry>
            ) : (
              <Watch $size="small" onClick={() => setState("film")}>
                <Icon name="play" size={14} />
                Watch in the film
              </Watch>
            )}
          </>
        )}
      </Picture>
      <Times>
        <span>
          {exactClock(scene.start)} to {exactClock(scene.end)}
        </span>
        <span>{shortSeconds(scene.end - scene.start)}</span>
      </Times>
    </div>
  );
}

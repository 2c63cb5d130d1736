import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";

import { Icon } from "../../ui/Icon";
import { toggleCaptions, useCaptionsOn } from "./captionsChoice";
import { Controls } from "./Controls";
import { type Facts, type MediaAction, perform } from "./mediaActions";
import { playerKey } from "./playerKeys";
import { BigPlay, Caption, Cover, Frame, Loading } from "./playerParts";
import { Unplayable } from "./Unplayable";
import { useCues } from "./useCues";
import { usePhase } from "./usePhase";
import { useTicker } from "./useTicker";

export interface CaptionTrack {
  address: string;
  language: string;
}

export interface PlayerViewProps extends Facts {
  /** `Variant 1, Opening Act`. */
  name: string;
  address: string;
  poster: string | null;
  /** Whether something of the file is loaded before it is asked for. */
  eager: boolean;
  download: string | null;
  captions: CaptionTrack | null;
  captionsNote: string;
  cuts: readonly number[];
  /** Small: controls come once it is started. */
  compact?: boolean;
  /** Over the poster. */
  badges?: ReactNode;
  /** Over the picture at all times. */
  corner?: ReactNode;
  /** Takes an action over; false leaves it to the player. */
  take?: (action: MediaAction) => boolean;
  /** For whoever plays it from elsewhere. */
  video: RefObject<HTMLVideoElement>;
  /** Where it is, at each `timeupdate`, `play`, `pause` and `seeked`. */
  onReport?: (second: number, playing: boolean) => void;
}

export function PlayerView(props: PlayerViewProps) {
  const { name, address, poster, captions, compact = false, video, onReport, take } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [muted, setMuted] = useState(false);
  const { phase, events } = usePhase();
  const ticker = useTicker(video);
  const captionsOn = useCaptionsOn();
  const { track, text } = useCues(captionsOn, captions?.address ?? null);

  function act(action: MediaAction): void {
    if (take?.(action)) return;
    if (action.do === "captions") toggleCaptions();
    else if (action.do === "fullscreen") void toggleFullscreen(frame.current);
    else if (video.current) perform(video.current, action, props);
  }

  useKeys(frame, act);

  function report(): void {
    const element = video.current;
    if (element) onReport?.(element.currentTime, !element.paused && !element.ended);
  }

  const playing = phase === "playing" || phase === "buffering";
  const broken = phase === "broken" || phase === "gone";
  const atRest = phase === "poster";
  return (
    <Frame ref={frame} role="group" aria-label={name} data-playing={playing}>
      <video
        ref={video}
        src={address}
        poster={poster ?? undefined}
        preload={props.eager ? "metadata" : "none"}
        playsInline
        crossOrigin={isForeign(address) ? "anonymous" : undefined}
        {...events}
        onPlay={() => {
          events.onPlay();
          report();
        }}
        onPause={() => {
          events.onPause();
          report();
        }}
        onTimeUpdate={report}
        onSeeked={report}
        onVolumeChange={(event) => setMuted(event.currentTarget.muted)}
      >
        <track
          ref={track}
          kind="captions"
          src={captions?.address}
          srcLang={captions?.language ?? "en"}
          label={captions?.language}
        />
      </video>
      {text ? <Caption $compact={compact}>{text}</Caption> : null}
      <Cover
        aria-label={playing ? `Pause ${name}` : `Play ${name}`}
        tabIndex={compact && atRest ? 0 : -1}
        onClick={() => act({ do: "toggle" })}
      >
        {atRest || phase === "ended" ? (
          <BigPlay>
            <Icon name={phase === "ended" ? "again" : "play"} size={20} />
          </BigPlay>
        ) : null}
      </Cover>
      {phase === "buffering" ? <Loading>Loading …</Loading> : null}
      {atRest ? props.badges : null}
      {props.corner}
      {compact && atRest ? null : (
        <Controls
          {...{ ticker, playing, muted, compact, act }}
          seconds={props.seconds}
          cuts={props.cuts}
          captionsOn={captions ? captionsOn : null}
          captionsNote={props.captionsNote}
        />
      )}
      {broken ? <Unplayable why={phase} download={props.download} /> : null}
    </Frame>
  );
}

/** Keys of the player while the focus is in it. */
function useKeys(frame: RefObject<HTMLElement>, act: (action: MediaAction) => void): void {
  useEffect(() => {
    const element = frame.current;
    function onKey(event: KeyboardEvent): void {
      const action = playerKey(event);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      act(action);
    }
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  });
}

async function toggleFullscreen(element: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await element?.requestFullscreen();
}

/** Whether the file comes from another origin; captions are then only read with its leave. */
function isForeign(address: string): boolean {
  return new URL(address, window.location.href).origin !== window.location.origin;
}

import { useState } from "react";
import styled from "styled-components";

import { Button } from "../../ui/Button";
import { FileName } from "../../ui/FileName";
import { clock, fileSize } from "../../ui/format";
import { Icon, type IconName } from "../../ui/Icon";
import { Card, NARROW, Row, small } from "../../ui/layout";
import { lengthText } from "./checkFilm";
import { useObjectUrl } from "./useObjectUrl";

const Frame = styled(Card)`
  display: grid;
  grid-template-columns: minmax(0, 400px) minmax(0, 1fr);
  gap: 28px;
  align-items: center;
  padding: 20px;
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 14px;
  }
  h2 {
    font-size: 18px;
  }
`;

const Screen = styled.div`
  display: grid;
  aspect-ratio: 16 / 9;
  border-radius: var(--r-card);
  background: #000;
  color: #fff;
  overflow: hidden;
  video {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  p {
    place-self: center;
    padding: 16px;
    text-align: center;
    ${small}
  }
`;

const Meta = styled.p`
  margin-top: 2px;
  color: var(--ink2);
`;

const Note = styled(Row)<{ $tone: string }>`
  ${small}
  min-height: 20px;
  margin: 18px 0 22px;
  font-weight: 500;
  color: ${({ $tone }) => $tone};
`;

type Preview = { state: "loading" | "fails" } | { state: "plays"; seconds: number; width: number; height: number };

interface Props {
  film: File;
  /** Longest film that the service takes. */
  maxSeconds: number | null;
  sending: boolean;
  onAnother: () => void;
  onRemove: () => void;
}

/** The chosen film: its name, what the browser can tell of it, and a preview where the browser plays it. */
export function FilmCard(props: Props) {
  const { film, maxSeconds, sending, onAnother, onRemove } = props;
  const url = useObjectUrl(film);
  const [preview, setPreview] = useState<Preview>({ state: "loading" });
  const facts = [fileSize(film.size)];
  if (preview.state === "plays") {
    const size = preview.width ? `${preview.width} × ${preview.height}` : null;
    const length = Number.isFinite(preview.seconds) ? clock(preview.seconds) : null;
    facts.unshift(length, size);
  }
  return (
    <Frame>
      <Screen>
        {preview.state === "fails" ? (
          <p>This browser cannot show the film. It can be sent all the same.</p>
        ) : url ? (
          // A preview of the caller's own file: nobody has captions for it.
          // eslint-disable-next-line jsx-a11y/media-has-caption
          <video
            controls
            playsInline
            preload="metadata"
            src={url}
            aria-label="Preview of the film"
            onLoadedMetadata={({ currentTarget: { duration, videoWidth, videoHeight } }) =>
              setPreview(
                videoWidth
                  ? { state: "plays", seconds: duration, width: videoWidth, height: videoHeight }
                  : { state: "fails" },
              )
            }
            onError={() => setPreview({ state: "fails" })}
          />
        ) : null}
      </Screen>
      <div>
        <h2>
          <FileName name={film.name} />
        </h2>
        <Meta>{facts.filter(Boolean).join(" · ")}</Meta>
        <Notice preview={preview} maxSeconds={maxSeconds} sending={sending} />
        {sending ? null : (
          <Row $gap={8}>
            <Button onClick={onAnother}>Choose another</Button>
            <Button $kind="ghost" onClick={onRemove}>
              Remove
            </Button>
          </Row>
        )}
      </div>
    </Frame>
  );
}

function noticeOf(preview: Preview, maxSeconds: number | null): { icon: IconName; text: string; tone: string } | null {
  if (preview.state === "loading") return null;
  if (preview.state !== "plays") {
    return { icon: "info", text: "No preview in this browser, within the size limit", tone: "var(--ink2)" };
  }
  if (maxSeconds !== null && preview.seconds > maxSeconds) {
    return {
      icon: "warning",
      text: `Longer than ${lengthText(maxSeconds) ?? "allowed"}: cut it first`,
      tone: "var(--warn)",
    };
  }
  return { icon: "check", text: "Plays in this browser, within the limits", tone: "var(--ok)" };
}

function Notice(props: { preview: Preview; maxSeconds: number | null; sending: boolean }) {
  const notice = props.sending
    ? { icon: "info" as const, text: "Keep this page open until it is sent", tone: "var(--ink2)" }
    : noticeOf(props.preview, props.maxSeconds);
  return (
    <Note $gap={8} $tone={notice?.tone ?? "inherit"}>
      {notice ? (
        <>
          <Icon name={notice.icon} /> {notice.text}
        </>
      ) : null}
    </Note>
  );
}

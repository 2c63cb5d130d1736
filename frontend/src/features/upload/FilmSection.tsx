import { useRef } from "react";
import styled from "styled-components";

import { BUILT_IN_CAPABILITIES } from "../../api/catalogue";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import type { NewTrailer } from "./useNewTrailer";
import { formatList, limitsText } from "./checkFilm";
import { DropZone } from "./DropZone";
import { FilmCard } from "./FilmCard";

const Stack = styled.section`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 12px;
`;

/** The film: where to drop it, or the one that was chosen, and what was wrong with another. */
export function FilmSection({ trailer, down }: { trailer: NewTrailer; down: boolean }) {
  const { film, refused, firstOfSeveral, busy, choose, remove } = trailer;
  const limits = trailer.catalogue?.capabilities ?? BUILT_IN_CAPABILITIES;
  const field = useRef<HTMLInputElement>(null);
  return (
    <Stack aria-label="Film">
      {refused ? (
        <Banner
          tone="bad"
          icon="warning"
          title={refused.refusal.title}
          actions={
            film ? (
              <Button $size="small" onClick={() => field.current?.click()}>
                Choose a film
              </Button>
            ) : null
          }
        >
          <bdi>
            <b>{refused.name}</b>
          </bdi>{" "}
          {refused.refusal.text}
        </Banner>
      ) : null}
      {firstOfSeveral ? (
        <Banner tone="warn" icon="info" title="One film at a time">
          We took the first, <bdi>{firstOfSeveral}</bdi>. Make the others in turn.
        </Banner>
      ) : null}
      {film ? (
        <FilmCard
          key={`${film.name} ${film.size} ${film.lastModified}`}
          film={film}
          maxSeconds={limits.maxVideoSeconds ?? null}
          sending={busy}
          onAnother={() => field.current?.click()}
          onRemove={remove}
        />
      ) : (
        <DropZone
          disabled={down}
          hint={`${formatList(limits.extensions)}, ${limitsText(limits)}`}
          onBrowse={() => field.current?.click()}
          onFiles={choose}
        />
      )}
      <input
        ref={field}
        type="file"
        hidden
        aria-label="Film"
        accept={["video/*", ...limits.extensions.map((extension) => `.${extension}`)].join(",")}
        onChange={(event) => {
          choose([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </Stack>
  );
}

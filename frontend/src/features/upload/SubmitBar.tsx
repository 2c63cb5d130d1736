import styled from "styled-components";

import { Button } from "../../ui/Button";
import { FileName } from "../../ui/FileName";
import { NARROW, small } from "../../ui/layout";
import { wishesText } from "../options/wishes";
import { UploadBar } from "./UploadBar";
import type { NewTrailer } from "./useNewTrailer";

const Bar = styled.section.attrs({ "aria-label": "Make trailers" })`
  position: sticky;
  bottom: 0;
  z-index: 5;
  display: flex;
  align-items: center;
  gap: 20px;
  min-height: 73px;
  margin: 28px 0 0;
  padding: 14px max(var(--side), calc((100% - var(--content)) / 2));
  border-top: 1px solid var(--line);
  background: var(--surface);
  ${NARROW} {
    flex-wrap: wrap;
    gap: 12px;
    padding: 12px var(--side);
  }
`;

const Words = styled.div`
  flex: 1;
  min-width: 0;
  color: var(--ink2);
  b {
    display: flex;
    color: var(--ink);
    font-weight: 600;
  }
  p {
    ${small}
  }
  ${NARROW} {
    display: none;
  }
`;

const Make = styled(Button)`
  ${NARROW} {
    width: 100%;
  }
`;

/** What will be made, and the button that makes it; the bar of the upload while it is sent. */
export function SubmitBar({ trailer }: { trailer: NewTrailer }) {
  const { film, wishes, catalogue, sending, busy } = trailer;
  const profile = catalogue?.profiles.find(({ id }) => id === wishes?.profileId);
  if (busy) {
    return (
      <Bar>
        <UploadBar sending={sending} onCancel={trailer.cancel} onSendNow={trailer.sendAgain} />
      </Bar>
    );
  }
  return (
    <Bar>
      <Words>
        {film && wishes ? (
          <>
            <b>
              <FileName name={film.name} />
            </b>
            <p>{wishesText(wishes, profile?.label ?? "")}</p>
          </>
        ) : (
          "Choose a film to begin"
        )}
      </Words>
      <Make $kind="primary" $size="large" disabled={!film || !wishes} onClick={trailer.send}>
        Make trailers
      </Make>
    </Bar>
  );
}

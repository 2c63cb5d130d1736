import styled from "styled-components";

import { ButtonLink } from "../../ui/Button";
import { Icon } from "../../ui/Icon";

const Board = styled.div`
  position: absolute;
  inset: 0;
  display: flex;
  flex-direction: column;
  align-items: center;
  justify-content: center;
  gap: 4px;
  padding: 12px;
  background: #101113;
  color: #eeeff1;
  text-align: center;
  overflow: auto;
  h4 {
    font-size: 14px;
    line-height: 20px;
    font-weight: 600;
  }
  p {
    max-width: 46ch;
    font-size: 13px;
    line-height: 18px;
    color: #b4b8bf;
  }
`;

const Take = styled(ButtonLink)`
  margin-top: 8px;
`;

interface Props {
  why: "broken" | "gone";
  download: string | null;
}

/** Instead of the picture, where a file cannot be played or is not there any more. */
export function Unplayable({ why, download }: Props) {
  if (why === "gone") {
    return (
      <Board role="alert">
        <h4>This file is gone</h4>
        <p>It was removed from the server. Make the trailers again to get it back.</p>
      </Board>
    );
  }
  return (
    <Board role="alert">
      <h4>This browser cannot play the file</h4>
      <p>The file itself is fine. Download it and open it in your player.</p>
      {download === null ? null : (
        <Take href={download} $size="small" download>
          <Icon name="download" />
          Download
        </Take>
      )}
    </Board>
  );
}

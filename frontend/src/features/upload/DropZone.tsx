import { type DragEvent, type ReactNode, useState } from "react";
import styled from "styled-components";

import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { NARROW, small, WIDE } from "../../ui/layout";
import { DropPicture } from "./DropPicture";

const Zone = styled.div<{ $over: boolean }>`
  position: relative;
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 680px);
  min-height: 300px;
  border-radius: var(--r-drop);
  background: var(--surface);
  outline: ${({ $over }) => ($over ? "2px solid var(--ink)" : "1.5px dashed var(--line2)")};
  outline-offset: -1.5px;
  overflow: hidden;
  ${WIDE} {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
    min-height: 0;
  }
`;

const Words = styled.div`
  align-self: center;
  padding: 40px 48px;
  h2 {
    margin: 18px 0 4px;
    font-size: 22px;
    line-height: 30px;
    letter-spacing: -0.3px;
  }
  > p:last-child {
    ${small}
    color: var(--ink3);
  }
  ${WIDE} {
    padding: 32px;
  }
  ${NARROW} {
    padding: 28px 20px;
  }
`;

const Sub = styled.p`
  color: var(--ink2);
`;

const Mark = styled.div`
  display: grid;
  place-items: center;
  width: 52px;
  height: 52px;
  border-radius: 14px;
  background: var(--sunk);
`;

const Choose = styled(Button)`
  margin: 20px 0 18px;
  background: var(--surface);
  ${NARROW} {
    width: 100%;
  }
`;

interface Props {
  /** What is accepted, in words. */
  hint: ReactNode;
  disabled: boolean;
  /** The button was pressed. */
  onBrowse: () => void;
  onFiles: (files: readonly File[]) => void;
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes("Files");
}

/** Where a film is dropped or chosen; the whole of it takes a drop, the button takes the keyboard. */
export function DropZone({ hint, disabled, onBrowse, onFiles }: Props) {
  const [over, setOver] = useState(false);

  function onDrag(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = disabled ? "none" : "copy";
    setOver(!disabled);
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    if (!disabled) onFiles([...event.dataTransfer.files]);
  }

  return (
    <Zone $over={over} onDragEnter={onDrag} onDragOver={onDrag} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      <Words>
        <Mark>
          <Icon name="upload" size={24} />
        </Mark>
        <h2>{over ? "Drop to choose this film" : "Drop a film here"}</h2>
        <Sub>or choose one from this computer</Sub>
        <Choose $size="large" disabled={disabled} onClick={onBrowse}>
          Choose a film
        </Choose>
        <p>{hint}</p>
      </Words>
      <DropPicture />
    </Zone>
  );
}

import { type ReactNode, useEffect, useId, useRef } from "react";
import styled from "styled-components";

import { Button } from "./Button";
import { Row } from "./layout";

const Frame = styled.dialog<{ $wide: boolean }>`
  width: min(calc(100vw - 32px), ${({ $wide }) => ($wide ? 640 : 440)}px);
  max-height: calc(100dvh - 32px);
  padding: 20px;
  border: 1px solid var(--line);
  border-radius: var(--r-card);
  background: var(--surface);
  color: var(--ink);
  box-shadow: var(--dialog-shadow);
  overflow: auto;
  &::backdrop {
    background: var(--scrim);
  }
  &[open] {
    animation: appear var(--ease);
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
`;

const Body = styled.div`
  margin: 6px 0 20px;
  color: var(--ink2);
  overflow-wrap: anywhere;
`;

const Actions = styled(Row)`
  justify-content: flex-end;
`;

interface Props {
  title: string;
  children: ReactNode;
  /** Words of the safe answer: its button has the focus at the start. */
  safe: string;
  /** The other buttons. */
  actions?: ReactNode;
  /** The safe answer; also that of Esc. */
  onClose: () => void;
  wide?: boolean;
}

/** A question over the page. The focus stays inside and returns to the opener. */
export function Dialog({ title, children, safe, actions, onClose, wide = false }: Props) {
  const frame = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = frame.current;
    const opener = document.activeElement;
    shown?.showModal();
    shown?.querySelector<HTMLElement>("[data-safe]")?.focus();
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <Frame
      ref={frame}
      $wide={wide}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading}>{title}</h2>
      <Body>{children}</Body>
      <Actions $gap={8} $wrap>
        <Button data-safe onClick={onClose}>
          {safe}
        </Button>
        {actions}
      </Actions>
    </Frame>
  );
}

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import styled from "styled-components";

import { Button } from "./Button";
import { Icon } from "./Icon";

const Frame = styled.div`
  position: relative;
`;

const List = styled.div`
  position: absolute;
  z-index: 6;
  top: calc(100% + 4px);
  right: 0;
  min-width: 220px;
  padding: 4px;
  border: 1px solid var(--line);
  border-radius: var(--r-control);
  background: var(--surface);
  box-shadow: var(--dialog-shadow);
`;

const Item = styled.button<{ $danger: boolean }>`
  display: flex;
  align-items: center;
  gap: 10px;
  width: 100%;
  min-height: 36px;
  padding: 6px 10px;
  border: 0;
  border-radius: 6px;
  background: none;
  text-align: left;
  color: ${({ $danger }) => ($danger ? "var(--bad)" : "var(--ink)")};
  &:hover,
  &:focus-visible {
    background: var(--sunk);
  }
`;

export interface MenuItem {
  name: string;
  icon: ReactNode;
  onChoose: () => void;
  danger?: boolean;
}

const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Further deeds behind three dots. */
export function Menu({ label, items, small = false }: { label: string; items: readonly MenuItem[]; small?: boolean }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    frame.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    function onOutside(event: Event): void {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOpen(false);
    }
    document.addEventListener("pointerdown", onOutside);
    return () => document.removeEventListener("pointerdown", onOutside);
  }, [open]);

  function close(): void {
    setOpen(false);
    frame.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  }

  function onKey(event: KeyboardEvent): void {
    const entries = [...(frame.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const step = STEPS[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") setOpen(false);
    else if (step !== undefined && entries.length) {
      const now = entries.findIndex((entry) => entry === document.activeElement);
      entries[(now + step + entries.length) % entries.length]?.focus();
      event.preventDefault();
    }
  }

  return (
    <Frame ref={frame}>
      <Button
        $kind="ghost"
        $size={small ? "small" : "normal"}
        $square
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" size={18} />
      </Button>
      {open ? (
        <List id={id} role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKey}>
          {items.map(({ name, icon, onChoose, danger }) => (
            <Item
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              $danger={danger ?? false}
              onClick={() => {
                close();
                onChoose();
              }}
            >
              {icon} {name}
            </Item>
          ))}
        </List>
      ) : null}
    </Frame>
  );
}

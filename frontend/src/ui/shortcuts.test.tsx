import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { turnShortcuts, useShortcuts } from "./shortcuts";

function Page({ deeds }: { deeds: Record<string, () => void> }) {
  useShortcuts(deeds);
  return <input aria-label="field" />;
}

it("acts on keys and on keys in turn, in any case", () => {
  const help = vi.fn();
  const jobs = vi.fn();
  render(<Page deeds={{ "?": help, "g j": jobs }} />);
  fireEvent.keyDown(document.body, { key: "?", shiftKey: true });
  fireEvent.keyDown(document.body, { key: "G" });
  fireEvent.keyDown(document.body, { key: "j" });
  expect(help).toHaveBeenCalledTimes(1);
  expect(jobs).toHaveBeenCalledTimes(1);
});

it("leaves fields, other keys' partners and those who turned it off alone", () => {
  const deed = vi.fn();
  render(<Page deeds={{ n: deed }} />);
  fireEvent.keyDown(screen.getByLabelText("field"), { key: "n" });
  fireEvent.keyDown(document.body, { key: "n", ctrlKey: true });
  turnShortcuts(false);
  fireEvent.keyDown(document.body, { key: "n" });
  expect(deed).not.toHaveBeenCalled();
  turnShortcuts(true);
  fireEvent.keyDown(document.body, { key: "n" });
  expect(deed).toHaveBeenCalledTimes(1);
});

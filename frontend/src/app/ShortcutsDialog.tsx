import { useState } from "react";
import styled from "styled-components";

import { Dialog } from "../ui/Dialog";
import { Switch } from "../ui/Switch";
import { shortcutsOn, turnShortcuts } from "../ui/shortcuts";

const KEYS: readonly { where: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    where: "Anywhere",
    keys: [
      ["?", "This list"],
      ["N", "New trailer"],
      ["G then J", "Jobs"],
    ],
  },
  {
    where: "Player in focus",
    keys: [
      ["Space or K", "Play or pause"],
      ["J, L", "10 s back, on"],
      ["Left, Right", "5 s back, on"],
      ["Comma, Period", "One frame back, on"],
      ["C, M, F", "Captions, mute, full screen"],
      ["Home, End", "Start, end"],
    ],
  },
  {
    where: "Job page",
    keys: [
      ["1 to 4, 0", "Play that variant, the primary"],
      ["V", "Compare the two ticked variants"],
    ],
  },
  {
    where: "Film strip in focus",
    keys: [
      ["Left, Right", "Scene before, after"],
      ["Home, End", "First, last scene"],
      ["Up, Down", "Lane above, below"],
      ["Enter", "Seek or play"],
      ["Plus, Minus, Shift Z", "Zoom in, out, fit"],
    ],
  },
  {
    where: "Jobs",
    keys: [
      ["/", "Search"],
      ["Delete", "Delete the job of the row"],
    ],
  },
];

const Groups = styled.div`
  columns: 2;
  column-gap: 28px;
  margin: 12px 0;
  @media (max-width: 719.98px) {
    columns: 1;
  }
  section {
    break-inside: avoid;
    padding-bottom: 14px;
  }
  h3 {
    color: var(--ink);
    margin-bottom: 4px;
  }
  div {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    padding: 3px 0;
    font-size: 13px;
    line-height: 18px;
  }
  dt {
    color: var(--ink);
    font-weight: 500;
    white-space: nowrap;
  }
  dd {
    text-align: right;
  }
`;

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(shortcutsOn);
  return (
    <Dialog title="Keyboard shortcuts" wide safe="Close" onClose={onClose}>
      <Groups>
        {KEYS.map(({ where, keys }) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>{key}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </Groups>
      <Switch
        checked={on}
        onChange={(wanted) => {
          turnShortcuts(wanted);
          setOn(wanted);
        }}
      >
        Single keys act
      </Switch>
    </Dialog>
  );
}

import { Suspense, useState } from "react";
import styled from "styled-components";

import { apiUrl } from "../api/base";
import { NARROW } from "../ui/layout";
import { useConnection } from "../ui/useConnection";
import { later } from "../ui/later";

const FreeSpaceDialog = later(async () => (await import("./FreeSpaceDialog")).FreeSpaceDialog);

const Foot = styled.footer`
  display: flex;
  justify-content: space-between;
  flex-wrap: wrap;
  gap: 8px 16px;
  padding: 16px var(--side);
  border-top: 1px solid var(--line);
  color: var(--ink3);
  font-size: 12px;
  line-height: 16px;
  a,
  button {
    color: inherit;
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    font-size: inherit;
    line-height: inherit;
  }
  button:hover {
    text-decoration: underline;
  }
  ${NARROW} {
    flex-direction: column;
    gap: 12px;
  }
`;

export function Footer() {
  const { health } = useConnection();
  const [freeing, setFreeing] = useState(false);
  return (
    <Foot>
      <span>Personalized Trailer{health ? ` ${health.version}` : ""} · runs on your own machine</span>
      <span>
        <a href={apiUrl("/docs")}>API reference</a> ·{" "}
        <button type="button" aria-haspopup="dialog" onClick={() => setFreeing(true)}>
          Free up space
        </button>
      </span>
      <Suspense fallback={null}>{freeing ? <FreeSpaceDialog onClose={() => setFreeing(false)} /> : null}</Suspense>
    </Foot>
  );
}

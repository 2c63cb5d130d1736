import { type MouseEvent, type ReactNode, useState } from "react";
import styled from "styled-components";

import { apiUrl } from "../api/base";
import { isThere } from "../api/jobs";
import { announcer } from "./announcer";
import { Unseen } from "./layout";
import { ButtonLink, type ButtonLook } from "./Button";

const Gone = styled.span`
  color: var(--ink3);
`;

const Plain = styled.a`
  display: inline-flex;
  align-items: center;
  gap: 8px;
  min-height: 24px;
  white-space: nowrap;
`;

interface Props extends ButtonLook {
  /** Root-relative to the service. */
  path: string;
  children: ReactNode;
  /** What is downloaded, said before the words of the link to those who do not see its place. */
  spoken?: string;
  /** As a link among figures instead of a button. */
  plain?: boolean;
  className?: string;
}

/** Downloads a file of the service; where it is gone from there, says so instead of leaving the page. */
export function DownloadLink({ path, children, spoken, plain = false, ...look }: Props) {
  const [gone, setGone] = useState(false);
  const href = apiUrl(path, { download: true });

  async function onClick(event: MouseEvent): Promise<void> {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const there = await isThere(path).catch(() => null);
    if (there) window.location.assign(href);
    if (there !== false) return;
    setGone(true);
    announcer.alarm("This file is gone. It was removed from the server.");
  }

  if (gone) {
    return (
      <Gone role="note" title="It was removed from the server. Make the trailers again to get it back.">
        This file is gone
      </Gone>
    );
  }
  const shared = { href, download: true, onClick: (event: MouseEvent) => void onClick(event) };
  const words = (
    <>
      {spoken ? <Unseen>{spoken}, </Unseen> : null}
      {children}
    </>
  );
  if (plain) return <Plain {...shared}>{words}</Plain>;
  return (
    <ButtonLink {...shared} {...look}>
      {words}
    </ButtonLink>
  );
}

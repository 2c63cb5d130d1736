import { type MouseEvent, useEffect } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import styled from "styled-components";

import { connection } from "../api/connection";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { LiveRegion } from "./LiveRegion";
import { ServerGoneBar } from "./ServerGoneBar";

const Frame = styled.div`
  display: flex;
  flex-direction: column;
  min-height: 100dvh;
  > main {
    flex: 1;
    width: 100%;
  }
`;

const Skip = styled.a`
  position: fixed;
  z-index: 10;
  top: 8px;
  left: 8px;
  padding: 8px 12px;
  border-radius: var(--r-control);
  background: var(--accent);
  color: var(--on-accent);
  &:not(:focus) {
    clip-path: inset(50%);
  }
`;

/** By focus instead of the address: an entry of the history that the router did not make would upset its guards. */
function goToContent(event: MouseEvent): void {
  const content = document.getElementById("content");
  if (!content) return;
  event.preventDefault();
  content.tabIndex = -1;
  content.focus();
}

/** What stands around every page. */
export function Shell() {
  useEffect(() => connection.start(), []);
  return (
    <Frame>
      <Skip href="#content" onClick={goToContent}>
        Go to content
      </Skip>
      <Header />
      <ServerGoneBar />
      <Outlet />
      <Footer />
      <LiveRegion />
      <ScrollRestoration />
    </Frame>
  );
}

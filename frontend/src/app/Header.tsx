import { Suspense, useState } from "react";
import { NavLink, useNavigate } from "react-router";
import styled from "styled-components";

import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { NARROW } from "../ui/layout";
import { HealthDot } from "./HealthDot";
import { Logo } from "./Logo";
import { useShortcuts } from "../ui/shortcuts";
import { later } from "../ui/later";

const ShortcutsDialog = later(async () => (await import("./ShortcutsDialog")).ShortcutsDialog);

const Top = styled.header`
  position: sticky;
  top: 0;
  z-index: 9;
  display: flex;
  align-items: center;
  gap: 28px;
  height: var(--header);
  padding: 0 var(--side);
  border-bottom: 1px solid var(--line);
  background: var(--surface);
  ${NARROW} {
    gap: 12px;
  }
`;

const Brand = styled(NavLink)`
  display: flex;
  align-items: center;
  gap: 10px;
  font-weight: 600;
  letter-spacing: -0.1px;
  color: var(--ink);
  white-space: nowrap;
  &:hover {
    text-decoration: none;
  }
  ${NARROW} {
    span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;

const Nav = styled.nav`
  display: flex;
  flex: 1;
  gap: 4px;
  a {
    padding: 6px 12px;
    border-radius: var(--r-control);
    font-weight: 500;
    color: var(--ink2);
    white-space: nowrap;
  }
  a:hover {
    color: var(--ink);
    text-decoration: none;
  }
  a[aria-current] {
    color: var(--ink);
    background: var(--sunk);
  }
  ${NARROW} {
    a {
      padding: 6px 10px;
    }
  }
`;

const Keys = styled(Button)`
  ${NARROW} {
    display: none;
  }
`;

export function Header() {
  const [keys, setKeys] = useState(false);
  const navigate = useNavigate();
  useShortcuts({
    "?": () => setKeys(true),
    n: () => void navigate("/app"),
    "g j": () => void navigate("/app/jobs"),
  });
  return (
    <Top>
      <Brand to="/app" end>
        <Logo />
        <span>Personalized Trailer</span>
      </Brand>
      <Nav aria-label="Main">
        <NavLink to="/app" end>
          New trailer
        </NavLink>
        <NavLink to="/app/jobs">Jobs</NavLink>
      </Nav>
      <HealthDot />
      <Keys $kind="ghost" $size="small" $square aria-label="Keyboard shortcuts" onClick={() => setKeys(true)}>
        <Icon name="keyboard" size={18} />
      </Keys>
      <Suspense fallback={null}>{keys ? <ShortcutsDialog onClose={() => setKeys(false)} /> : null}</Suspense>
    </Top>
  );
}

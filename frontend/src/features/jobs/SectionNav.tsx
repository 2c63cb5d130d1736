import { useEffect, useState } from "react";
import styled from "styled-components";

import { NARROW, small } from "../../ui/layout";

export interface SectionLink {
  id: string;
  name: string;
}

const Nav = styled.nav`
  display: flex;
  gap: 20px;
  margin-bottom: 24px;
  border-bottom: 1px solid var(--line);
  ${small}
  font-weight: 500;
  a {
    padding: 6px 0 10px;
    color: var(--ink2);
    white-space: nowrap;
  }
  a:hover {
    color: var(--ink);
    text-decoration: none;
  }
  a[aria-current] {
    color: var(--ink);
    box-shadow: inset 0 -2px var(--ink);
  }
  ${NARROW} {
    gap: 18px;
    margin: 0 calc(-1 * var(--side)) 16px;
    padding: 0 var(--side);
    overflow-x: auto;
    scrollbar-width: none;
  }
`;

/** The section nearest to the top of the window. */
function useCurrent(sections: readonly SectionLink[]): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const ids = sections.map(({ id }) => id).join(" ");
  useEffect(() => {
    const seen = new Map<Element, boolean>();
    const watch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) seen.set(entry.target, entry.isIntersecting);
        const first = [...seen].find(([, inside]) => inside)?.[0];
        if (first) setCurrent(first.id);
      },
      { rootMargin: "-80px 0px -40% 0px" },
    );
    for (const id of ids.split(" ")) {
      const section = document.getElementById(id);
      if (section) {
        seen.set(section, false);
        watch.observe(section);
      }
    }
    return () => watch.disconnect();
  }, [ids]);
  return current;
}

/** Anchors to the sections of a page. */
export function SectionNav({ sections }: { sections: readonly SectionLink[] }) {
  const current = useCurrent(sections) ?? sections[0]?.id;
  return (
    <Nav aria-label="Sections">
      {sections.map(({ id, name }) => (
        <a key={id} href={`#${id}`} aria-current={id === current ? "true" : undefined}>
          {name}
        </a>
      ))}
    </Nav>
  );
}

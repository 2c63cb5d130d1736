import styled from "styled-components";

import { shortSeconds } from "../../ui/format";
import { Tag } from "../../ui/Tag";
import { InspectorHead } from "./inspectorParts";
import type { Strip, StripScene } from "./model";
import { takersOf } from "./takers";

const List = styled.ul`
  display: grid;
  gap: 6px;
  font-size: 12px;
  line-height: 18px;
  color: var(--ink2);
  li {
    display: flex;
    gap: 8px;
  }
  strong {
    font-weight: 600;
    color: var(--ink);
  }
`;

/** Which trailers show a scene, and what kept each of the others from it. */
export function WhoTookIt({ strip, scene }: { strip: Strip; scene: StripScene }) {
  const { took, left } = takersOf(strip, scene);
  const planned = strip.lanes.some((lane) => lane.clips.length > 0);
  return (
    <div>
      <InspectorHead>Who took it</InspectorHead>
      {planned ? (
        <List>
          {took.map(({ id, name, seconds }) => (
            <li key={id}>
              <Tag id={id} />
              <span>
                <strong>{name}</strong> took {shortSeconds(seconds)} of it
              </span>
            </li>
          ))}
          {left.map(({ id, name, reason }) => (
            <li key={id}>
              <Tag id={id} />
              <span>
                {name}: {reason}
              </span>
            </li>
          ))}
        </List>
      ) : (
        <p>The trailers are not planned yet.</p>
      )}
    </div>
  );
}

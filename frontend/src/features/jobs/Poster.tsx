import { useState } from "react";
import styled from "styled-components";

import { apiUrl } from "../../api/base";
import { Icon } from "../../ui/Icon";

const Frame = styled.div`
  display: grid;
  place-items: center;
  width: 100%;
  aspect-ratio: 16 / 9;
  background: var(--sunk);
  color: var(--ink3);
  overflow: hidden;
  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
`;

/** A picture of a job's trailer; of the same size before there is one, and where it is gone. */
export function Poster({ path }: { path: string | null }) {
  const [gone, setGone] = useState<string | null>(null);
  return (
    <Frame>
      {path && path !== gone ? (
        <img
          src={apiUrl(path)}
          alt=""
          width="320"
          height="180"
          loading="lazy"
          decoding="async"
          onError={() => setGone(path)}
        />
      ) : (
        <Icon name="film" size={18} />
      )}
    </Frame>
  );
}

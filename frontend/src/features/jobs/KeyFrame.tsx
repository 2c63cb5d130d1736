import { useState } from "react";
import styled from "styled-components";

import { apiUrl } from "../../api/base";
import { keyFramePath } from "../../api/trailers";
import { useJobView } from "./JobContext";

const Box = styled.span`
  display: block;
  flex: none;
  width: 64px;
  height: 36px;
  border-radius: var(--r-chip);
  background: var(--sunk);
  overflow: hidden;
  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
`;

/** A scene's key frame, small; an empty box of its size until it is made. */
export function KeyFrame({ scene }: { scene: string }) {
  const { job } = useJobView();
  const [gone, setGone] = useState(false);
  const path = keyFramePath(job, scene);
  return (
    <Box>
      {path && !gone ? (
        <img
          src={apiUrl(path)}
          alt=""
          width="64"
          height="36"
          loading="lazy"
          decoding="async"
          onError={() => setGone(true)}
        />
      ) : null}
    </Box>
  );
}

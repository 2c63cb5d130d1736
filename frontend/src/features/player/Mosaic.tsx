import styled from "styled-components";

import { apiUrl } from "../../api/base";
import { keyFramePath } from "../../api/trailers";
import type { Job, TrailerId } from "../../api/types";
import { Bar } from "../../ui/Bar";
import { bestSceneIds } from "./media";
import { Badge } from "./playerParts";

const TILES = 9;

const Grid = styled.div`
  position: relative;
  display: grid;
  grid-template-columns: repeat(3, 1fr);
  grid-template-rows: repeat(3, minmax(0, 1fr));
  gap: 1px;
  aspect-ratio: 16 / 9;
  overflow: hidden;
  background: var(--line);
`;

const Tile = styled.span`
  background: var(--sunk);
  overflow: hidden;
  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
    filter: grayscale(1);
    opacity: 0.55;
  }
`;

const Edge = styled.div`
  position: absolute;
  inset: auto 0 0;
`;

interface Props {
  job: Job;
  id: TrailerId;
  /** In the corner. */
  mark: string;
  percent: number | null;
}

/** A trailer to come: key frames of its scenes, in the order of the film, in grey. */
export function Mosaic({ job, id, mark, percent }: Props) {
  const taken = new Set(bestSceneIds(job, id).slice(0, TILES));
  const shown = (job.analysis?.scenes ?? []).map((scene) => scene.sceneId).filter((scene) => taken.has(scene));
  return (
    <Grid>
      {Array.from({ length: TILES }, (_, place) => {
        const path = keyFramePath(job, shown[place] ?? "");
        return (
          <Tile key={place}>
            {path === null ? null : <img src={apiUrl(path)} alt="" width={256} height={144} decoding="async" />}
          </Tile>
        );
      })}
      {mark ? <Badge $corner="right">{mark}</Badge> : null}
      {percent === null ? null : (
        <Edge>
          <Bar percent={percent} height={3} />
        </Edge>
      )}
    </Grid>
  );
}

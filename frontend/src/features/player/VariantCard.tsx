import { useId } from "react";
import styled from "styled-components";

import { apiUrl } from "../../api/base";
import { trailerFile, trailerName } from "../../api/trailers";
import type { Deliverable, TrailerId } from "../../api/types";
import { ButtonLink } from "../../ui/Button";
import { fileSize } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { label, NARROW, Small } from "../../ui/layout";
import { Shares } from "../../ui/Shares";
import { laneColour, Tag } from "../../ui/Tag";
import { useJobView } from "../jobs/JobContext";
import { Check, Look, Name, Tick, Title, VariantFrame, Words } from "./cardParts";
import { Mosaic } from "./Mosaic";
import { Player } from "./Player";
import { stateWords, variantState } from "./variantState";

const Foot = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 8px;
  min-height: 44px;
`;

const Size = styled.span`
  ${label}
  white-space: nowrap;
  ${NARROW} {
    b {
      display: none;
    }
  }
  b {
    font-weight: 400;
  }
`;

/** One variant of the job around: waiting, rendering, ready or failed, by what the job says of it. */
export function VariantCard({ id }: { id: TrailerId }) {
  const { job, compared, toggleCompared } = useJobView();
  const title = useId();
  const file = trailerFile(job, id);
  const plan = job.personalization?.variants.find((variant) => variant.id === id);
  const state = variantState(job, id);
  const shares = plan?.distribution ?? file?.distribution;
  const ready = state.is === "ready";
  return (
    <VariantFrame as="article" aria-labelledby={title} $chosen={compared.includes(id)}>
      <Look>
        {ready ? (
          <Player trailer={id} compact />
        ) : (
          <Mosaic
            job={job}
            id={id}
            mark={state.is === "rendering" ? (state.percent === null ? "Rendering" : `${state.percent}%`) : ""}
            percent={state.is === "rendering" ? state.percent : null}
          />
        )}
      </Look>
      <Words>
        <Title>
          <Tag id={id} />
          <Name id={title}>{trailerName(job, id)}</Name>
          {ready ? (
            <Check>
              <Tick
                aria-label={`Compare ${trailerName(job, id)}`}
                checked={compared.includes(id)}
                onChange={() => toggleCompared(id)}
              />
              <span>Compare</span>
            </Check>
          ) : null}
        </Title>
        <Small>{plan?.description ?? file?.description ?? " "}</Small>
        {shares ? <Shares shares={shares} colour={laneColour(id)} /> : null}
        <Foot>
          {file && ready ? <Taken file={file} name={trailerName(job, id)} /> : <Small>{stateWords(state)}</Small>}
        </Foot>
      </Words>
    </VariantFrame>
  );
}

function Taken({ file, name }: { file: Deliverable; name: string }) {
  const kind = /\.(\w+)$/.exec(file.path)?.[1]?.toUpperCase();
  return (
    <>
      {file.downloadUrl === null ? (
        <Small>No file to download</Small>
      ) : (
        <ButtonLink
          $size="small"
          href={apiUrl(file.downloadUrl, { download: true })}
          download
          aria-label={`Download ${name}`}
        >
          <Icon name="download" />
          Download
        </ButtonLink>
      )}
      <Size>
        {kind ? <b>{kind} · </b> : null}
        {fileSize(file.sizeBytes)}
      </Size>
    </>
  );
}

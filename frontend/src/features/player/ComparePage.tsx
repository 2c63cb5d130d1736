import { useEffect, useMemo, useRef, useState } from "react";
import { Link, useSearchParams } from "react-router";
import styled from "styled-components";

import { trailerFile, trailerName, variantIds } from "../../api/trailers";
import type { Job } from "../../api/types";
import { ButtonLink } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { FileName } from "../../ui/FileName";
import { Icon } from "../../ui/Icon";
import { label, NARROW, Page, Row, Section, SectionHead, Small } from "../../ui/layout";
import { useShortcuts } from "../../ui/shortcuts";
import { useTitle } from "../../ui/useTitle";
import { useJobView } from "../jobs/JobContext";
import { CompareOrigin } from "./CompareOrigin";
import { CompareSide } from "./CompareSide";
import { sharedBetween } from "./compareFigures";
import { type Sides, sidesFrom, toAddress } from "./compareSides";
import { CompareTable } from "./CompareTable";
import { trailerMedia } from "./media";
import { Pair } from "./Pair";
import { ShotRows } from "./ShotRows";
import { SyncTransport } from "./SyncTransport";

const Head = styled(Row)`
  justify-content: space-between;
  flex-wrap: wrap;
  margin-bottom: 20px;
  > div {
    min-width: 0;
  }
`;

const Crumbs = styled.p`
  ${label}
  display: flex;
  gap: 4px;
  min-width: 0;
  a {
    color: inherit;
    min-width: 0;
  }
`;

const Two = styled.div`
  display: grid;
  grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 16px;
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
  }
`;

/** `/app/jobs/:id/compare?left=0&right=2`, inside the JobContext of that job. */
export function ComparePage() {
  const { job, compared } = useJobView();
  const [search, setSearch] = useSearchParams();
  useTitle("Compare");
  const there = (["primary", ...variantIds(job)] as const).filter((id) => trailerFile(job, id)?.url);
  const variantsFirst = [...there.filter((id) => id !== "primary"), ...there.filter((id) => id === "primary")];
  const sides = sidesFrom(search, compared, variantsFirst);
  return (
    <Page id="content" tabIndex={-1}>
      <Head>
        <div>
          <Crumbs>
            <Link to="/app/jobs">Jobs</Link> /
            <Link to={`/app/jobs/${job.jobId}`}>
              <FileName name={job.input.sourceFile} />
            </Link>
          </Crumbs>
          <h1>Compare</h1>
        </div>
        <ButtonLink as={Link} to={`/app/jobs/${job.jobId}`}>
          <Icon name="cross" />
          Close compare
        </ButtonLink>
      </Head>
      {sides ? (
        <Compared
          job={job}
          sides={sides}
          choices={there}
          onChoose={(next) => setSearch(toAddress(next), { replace: true, preventScrollReset: true })}
        />
      ) : (
        <Empty icon="compare" title="There are not two trailers yet">
          Come back when a second one is ready to watch.
        </Empty>
      )}
    </Page>
  );
}

interface ComparedProps {
  job: Job;
  sides: Sides;
  choices: readonly Sides["left"][];
  onChoose: (sides: Sides) => void;
}

function Compared({ job, sides, choices, onChoose }: ComparedProps) {
  const { left, right } = sides;
  const [pair] = useState(() => new Pair());
  const [one, other] = [useRef<HTMLVideoElement>(null), useRef<HTMLVideoElement>(null)];
  const seconds = Math.max(...[left, right].map((id) => trailerMedia(job, id)?.seconds ?? 0));
  const shared = useMemo(() => sharedBetween(job, { left, right }), [job, left, right]);

  useEffect(() => {
    if (one.current && other.current) return pair.attach(one.current, other.current);
    return undefined;
  }, [pair, one, other, left, right]);

  useShortcuts({ s: () => pair.hear(pair.now().sound === 0 ? 1 : 0) });

  const side = { job, pair };
  return (
    <>
      <Two>
        <CompareSide
          {...side}
          side={0}
          id={left}
          choices={choices.filter((id) => id !== right)}
          onChoose={(id) => onChoose({ left: id, right })}
          video={one}
        />
        <CompareSide
          {...side}
          side={1}
          id={right}
          choices={choices.filter((id) => id !== left)}
          onChoose={(id) => onChoose({ left, right: id })}
          video={other}
        />
      </Two>
      <SyncTransport pair={pair} sides={sides} seconds={seconds} />
      <Section aria-labelledby="shots-title">
        <SectionHead>
          <h2 id="shots-title">Shot by shot</h2>
          <Small>Both trailers on one clock, 0 to {Math.ceil(seconds)} s</Small>
        </SectionHead>
        <ShotRows job={job} sides={sides} seconds={seconds} ticker={pair.ticker} seek={pair.seek} />
      </Section>
      <Section aria-labelledby="origin-title">
        <SectionHead>
          <h2 id="origin-title">Where they come from</h2>
          <Small>
            {shared < 0.005
              ? "No shared moment"
              : `${trailerName(job, left)} and ${trailerName(job, right)} share ${shared.toFixed(1)} s`}
          </Small>
        </SectionHead>
        <CompareOrigin sides={sides} pair={pair} />
      </Section>
      <CompareTable job={job} sides={sides} />
    </>
  );
}

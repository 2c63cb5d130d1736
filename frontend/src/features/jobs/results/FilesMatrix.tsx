import styled from "styled-components";

import type { Job } from "../../../api/types";
import { hasEnded } from "../../../api/watchJob";
import { DownloadLink } from "../../../ui/DownloadLink";
import { count, fileSize, languageName } from "../../../ui/format";
import { Icon } from "../../../ui/Icon";
import { Card, Section, SectionHead, Small } from "../../../ui/layout";
import { Tag } from "../../../ui/Tag";
import { useNarrow } from "../../../ui/useMedia";
import { useJobView } from "../JobContext";
import { FileGroupRow } from "./FileGroupRow";
import { FilesByTrailer } from "./FilesByTrailer";
import { type FileBoard, fileBoard, type TrailerFiles } from "./files";

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  font-size: 13px;
  line-height: 18px;
  th {
    padding: 10px 16px;
    font-size: 12px;
    line-height: 16px;
    font-weight: 500;
    color: var(--ink3);
    text-align: right;
  }
  th:first-child {
    text-align: left;
  }
  tbody th {
    font-size: 13px;
    line-height: 20px;
    color: var(--ink);
  }
  tbody th > span {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  td {
    padding: 8px 16px;
    text-align: right;
  }
  tbody tr {
    border-top: 1px solid var(--line);
  }
`;

const Dim = styled.span`
  color: var(--ink3);
`;

const Captions = styled.span`
  display: inline-flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: 4px 14px;
`;

/** Every file of the job with its size: trailers by size of picture, then all the rest. */
export function FilesMatrix() {
  const { job } = useJobView();
  const narrow = useNarrow();
  const board = fileBoard(job);
  const size = fileSize(board.bytes);
  return (
    <Section id="files" aria-labelledby="files-title">
      <SectionHead>
        <h2 id="files-title">Files</h2>
        <Small>
          {count(board.count, "file")}
          {size ? ` · ${size}` : ""}
        </Small>
      </SectionHead>
      <Card>
        {narrow ? <FilesByTrailer board={board} missing={missingText(job)} /> : <Matrix board={board} job={job} />}
        {board.groups.map((group) => (
          <FileGroupRow key={group.name} group={group} />
        ))}
      </Card>
    </Section>
  );
}

/** Why a file is not there. */
export function missingText(job: Job): string {
  return hasEnded(job) ? "not made" : "in work";
}

function Matrix({ board, job }: { board: FileBoard; job: Job }) {
  return (
    <Table aria-label="Trailer files">
      <thead>
        <tr>
          <th>Trailer</th>
          {board.columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
          <th>Captions (VTT)</th>
        </tr>
      </thead>
      <tbody>
        {board.trailers.map((trailer) => (
          <Row key={trailer.id} trailer={trailer} job={job} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ trailer: { id, name, cells, captions }, job }: { trailer: TrailerFiles; job: Job }) {
  const wanted = job.input.includeCaptions;
  return (
    <tr>
      <th scope="row">
        <span>
          <Tag id={id} /> {name}
        </span>
      </th>
      {cells.map(({ column, file }) => (
        <td key={column}>
          {file?.downloadUrl ? (
            <DownloadLink plain path={file.downloadUrl} spoken={`Download ${name}, ${column}`}>
              {fileSize(file.sizeBytes) ?? "0 B"} <Icon name="download" size={14} />
            </DownloadLink>
          ) : (
            <Dim>{missingText(job)}</Dim>
          )}
        </td>
      ))}
      <td>
        <Captions>
          {captions.map(({ language, file }) =>
            file.downloadUrl ? (
              <DownloadLink
                key={language}
                plain
                path={file.downloadUrl}
                spoken={`Download captions of ${name}, ${languageName(language)}`}
              >
                {captions.length > 1 ? `${language.toUpperCase()} ` : ""}
                {fileSize(file.sizeBytes) ?? "0 B"} <Icon name="download" size={14} />
              </DownloadLink>
            ) : null,
          )}
          {captions.length ? null : <Dim>{wanted ? missingText(job) : "not made"}</Dim>}
        </Captions>
      </td>
    </tr>
  );
}

import styled from "styled-components";

import { DownloadLink } from "../../../ui/DownloadLink";
import { fileSize, languageName } from "../../../ui/format";
import { Icon } from "../../../ui/Icon";
import { small } from "../../../ui/layout";
import { Tag } from "../../../ui/Tag";
import type { FileBoard, TrailerFiles } from "./files";

const Fold = styled.details`
  ${small}
  &:not(:first-child) {
    border-top: 1px solid var(--line);
  }
  summary {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 52px;
    padding: 8px 12px;
    font-weight: 500;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary > :nth-child(2) {
    flex: 1;
  }
  &[open] summary > svg {
    rotate: 180deg;
  }
  ul {
    display: grid;
    gap: 4px;
    padding: 0 12px 12px 42px;
  }
  li {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    min-height: 32px;
    align-items: center;
  }
`;

const Size = styled.span`
  font-weight: 400;
  color: var(--ink2);
`;

/** On a narrow page: a fold a trailer. */
export function FilesByTrailer({ board, missing }: { board: FileBoard; missing: string }) {
  return board.trailers.map((trailer) => <Trailer key={trailer.id} trailer={trailer} missing={missing} />);
}

function Trailer({ trailer: { id, name, cells, captions }, missing }: { trailer: TrailerFiles; missing: string }) {
  const largest = cells.find(({ file }) => file)?.file;
  const links = [
    ...cells.map(({ column, file }) => ({ what: column, file })),
    ...captions.map(({ language, file }) => ({ what: `Captions, ${languageName(language)}`, file })),
  ];
  return (
    <Fold>
      <summary>
        <Tag id={id} />
        <span>{name}</span>
        <Size>{largest ? fileSize(largest.sizeBytes) : missing}</Size>
        <Icon name="chevron" size={14} />
      </summary>
      <ul>
        {links.map(({ what, file }) => (
          <li key={what}>
            {what}
            {file?.downloadUrl ? (
              <DownloadLink plain path={file.downloadUrl} spoken={`Download ${name}, ${what}`}>
                {fileSize(file.sizeBytes) ?? "0 B"} <Icon name="download" size={14} />
              </DownloadLink>
            ) : (
              <Size>{missing}</Size>
            )}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

import { useState } from "react";
import styled from "styled-components";

import { Button } from "../../../ui/Button";
import { DownloadLink } from "../../../ui/DownloadLink";
import { FileName } from "../../../ui/FileName";
import { fileSize } from "../../../ui/format";
import { Icon } from "../../../ui/Icon";
import { NARROW, small } from "../../../ui/layout";
import type { FileGroup } from "./files";

const Line = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 12px;
  min-height: 44px;
  padding: 6px 16px;
  border-top: 1px solid var(--line);
  ${small}
  > span:first-child {
    display: flex;
    align-items: center;
    gap: 12px;
    font-weight: 500;
    svg {
      margin: 0 2px;
      color: var(--ink2);
    }
  }
  ${NARROW} {
    padding: 8px 12px;
  }
`;

const Files = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
  gap: 2px 24px;
  padding: 4px 16px 12px 48px;
  ${small}
  li {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    min-width: 0;
  }
  ${NARROW} {
    padding: 4px 12px 12px;
  }
`;

/** Files of one kind: a single one is offered at once, many are folded. */
export function FileGroupRow({ group: { name, icon, files } }: { group: FileGroup }) {
  const [open, setOpen] = useState(false);
  const [only] = files;
  return (
    <>
      <Line>
        <span>
          <Icon name={icon} /> {name}
          {files.length > 1 ? ` (${files.length})` : ""}
        </span>
        {files.length === 1 && only?.file.downloadUrl ? (
          <DownloadLink plain path={only.file.downloadUrl} spoken={`Download ${name}`}>
            {fileSize(only.file.sizeBytes) ?? "0 B"} <Icon name="download" size={14} />
          </DownloadLink>
        ) : (
          <Button
            $size="small"
            $kind="ghost"
            aria-expanded={open}
            aria-label={`${open ? "Hide" : "Show"} ${name}`}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide" : "Show"} <Icon name="chevron" size={14} />
          </Button>
        )}
      </Line>
      {open ? (
        <Files>
          {files.map(({ name: own, file }) => (
            <li key={file.path}>
              <FileName name={own} />
              {file.downloadUrl ? (
                <DownloadLink plain path={file.downloadUrl} spoken={`Download ${own}`}>
                  {fileSize(file.sizeBytes) ?? "0 B"} <Icon name="download" size={14} />
                </DownloadLink>
              ) : null}
            </li>
          ))}
        </Files>
      ) : null}
    </>
  );
}

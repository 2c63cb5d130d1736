import styled, { css } from "styled-components";

import { Card, NARROW } from "../../ui/layout";
import { Frame } from "./playerParts";

export const VariantFrame = styled(Card)<{ $chosen: boolean }>`
  display: flex;
  flex-direction: column;
  min-width: 0;
  overflow: hidden;
  transition: border-color var(--quick);
  ${({ $chosen }) =>
    $chosen &&
    css`
      border-color: var(--line3);
    `}
  ${NARROW} {
    display: grid;
    grid-template-columns: 124px minmax(0, 1fr);

    /* Once it plays, the picture has the card's whole width. */
    &:has([data-controls], [role="alert"]) {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

export const Look = styled.div`
  ${Frame} {
    border-radius: 0;
  }
  ${NARROW} {
    > * {
      height: 100%;
      width: 100%;
    }
    ${VariantFrame}:not(:has([data-controls], [role="alert"])) & > * {
      aspect-ratio: auto;
    }
    ${VariantFrame}:not(:has([data-controls])) & video {
      object-fit: cover;
    }
  }
`;

export const Words = styled.div`
  flex: 1;
  display: flex;
  flex-direction: column;
  gap: 2px;
  min-width: 0;
  padding: 14px;
  > p + div {
    margin-top: 10px;
  }
  > :last-child {
    margin-top: auto;
    padding-top: 14px;
  }
  ${NARROW} {
    padding: 12px;
  }
`;

export const Title = styled.div`
  display: flex;
  align-items: center;
  gap: 8px;
`;

export const Name = styled.h3`
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
`;

export const Check = styled.label`
  position: relative;
  display: flex;
  align-items: center;
  gap: 6px;
  font-size: 12px;
  color: var(--ink2);
  cursor: pointer;
  &::after {
    content: "";
    position: absolute;
    inset: -12px -6px;
  }
  ${NARROW} {
    span {
      display: none;
    }
  }
`;

export const Tick = styled.input.attrs({ type: "checkbox" })`
  width: 16px;
  height: 16px;
  margin: 0;
  accent-color: var(--accent);
  z-index: 1;
`;

import styled from "styled-components";

import { NARROW } from "../../ui/layout";

export const Frame = styled.div`
  position: relative;
  aspect-ratio: 16 / 9;
  border-radius: var(--r-card);
  overflow: hidden;
  background: #000;
  video {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  &:fullscreen {
    aspect-ratio: auto;
    border-radius: 0;
  }

  /* While it plays, the controls leave the picture to those who neither point at it nor hold the focus in it. */
  @media (hover: hover) {
    &[data-playing="true"]:not(:hover, :focus-within) [data-controls] {
      opacity: 0;
    }
  }
`;

/** The whole picture is a button. */
export const Cover = styled.button.attrs({ type: "button" })`
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  border: 0;
  padding: 0;
  background: none;
  color: #fff;
  border-radius: inherit;
  &:focus-visible {
    outline-offset: -4px;
    outline-color: #fff;
  }
`;

export const BigPlay = styled.span`
  display: grid;
  place-items: center;
  width: 48px;
  height: 48px;
  border-radius: 50%;
  background: var(--over-picture);
  transition: transform var(--quick);
  ${Cover}:hover & {
    transform: scale(1.06);
  }
`;

export const Caption = styled.p<{ $compact: boolean }>`
  position: absolute;
  left: 50%;
  bottom: ${({ $compact }) => ($compact ? 60 : 80)}px;
  transform: translateX(-50%);
  width: max-content;
  max-width: calc(100% - 24px);
  padding: 4px 12px;
  border-radius: var(--r-chip);
  background: var(--over-picture);
  color: #fff;
  font-size: ${({ $compact }) => ($compact ? 13 : 17)}px;
  line-height: ${({ $compact }) => ($compact ? 18 : 24)}px;
  text-align: center;
  white-space: pre-line;
  pointer-events: none;
  ${NARROW} {
    bottom: 60px;
    font-size: 13px;
    line-height: 18px;
  }
  ${Frame}:fullscreen & {
    bottom: 96px;
    font-size: 28px;
    line-height: 38px;
  }
`;

export const Badge = styled.span<{ $corner: "left" | "right" | "top" }>`
  position: absolute;
  ${({ $corner }) => ({ left: "left: 8px; bottom: 8px", right: "right: 8px; bottom: 8px", top: "left: 12px; top: 12px" })[$corner]};
  padding: 2px 7px;
  border-radius: var(--r-chip);
  background: var(--over-picture);
  color: #fff;
  font-size: 12px;
  line-height: 16px;
  pointer-events: none;
  ${NARROW} {
    ${({ $corner }) => $corner === "left" && "display: none;"}
  }
`;

export const Loading = styled.span`
  position: absolute;
  right: 12px;
  top: 12px;
  padding: 2px 7px;
  border-radius: var(--r-chip);
  background: var(--over-picture);
  color: #fff;
  font-size: 12px;
  line-height: 16px;
  pointer-events: none;
  opacity: 0;
  animation: come 0s 400ms forwards;
  @keyframes come {
    to {
      opacity: 1;
    }
  }
`;

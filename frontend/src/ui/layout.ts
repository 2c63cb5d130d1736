import styled, { css } from "styled-components";

export const NARROW = "@media (max-width: 719.98px)";
export const MIDDLE = "@media (max-width: 959.98px)";
export const WIDE = "@media (max-width: 1199.98px)";

export const Page = styled.main`
  max-width: calc(var(--content) + 2 * var(--side));
  margin: 0 auto;
  padding: 28px var(--side) 56px;
  outline: none;
  ${NARROW} {
    padding: 20px var(--side) 40px;
  }
`;

export const Card = styled.div`
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--r-card);
  box-shadow: var(--card-shadow);
`;

export const Section = styled.section`
  margin-top: 32px;
  min-width: 0;
  ${NARROW} {
    margin-top: 28px;
  }
`;

export const SectionHead = styled.div`
  display: flex;
  align-items: center;
  justify-content: space-between;
  flex-wrap: wrap;
  gap: 8px 16px;
  min-height: 36px;
  margin-bottom: 12px;
`;

export const small = css`
  font-size: 13px;
  line-height: 18px;
`;

export const label = css`
  font-size: 12px;
  line-height: 16px;
  color: var(--ink3);
`;

export const Small = styled.p`
  ${small}
  color: var(--ink2);
  overflow-wrap: anywhere;
`;

export const Label = styled.span`
  ${label}
`;

export const Chip = styled.span`
  display: inline-block;
  padding: 1px 7px;
  border-radius: var(--r-chip);
  background: var(--sunk);
  color: var(--ink2);
  font-size: 12px;
  line-height: 18px;
`;

export const Row = styled.div<{ $gap?: number; $wrap?: boolean }>`
  display: flex;
  align-items: center;
  gap: ${({ $gap = 12 }) => $gap}px;
  flex-wrap: ${({ $wrap }) => ($wrap ? "wrap" : "nowrap")};
`;

/** Words for those who listen. */
export const Unseen = styled.span`
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

import styled, { css } from "styled-components";

interface Look {
  $kind?: "plain" | "primary" | "ghost" | "danger";
  $size?: "small" | "normal" | "large";
  $square?: boolean;
}

const KINDS = {
  plain: css`
    background: var(--surface);
    border-color: var(--line2);
    color: var(--ink);
  `,
  primary: css`
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  `,
  ghost: css`
    background: transparent;
    border-color: transparent;
    color: var(--ink2);
  `,
  danger: css`
    background: var(--surface);
    border-color: color-mix(in srgb, var(--bad) 40%, transparent);
    color: var(--bad);
  `,
};

const HEIGHTS = { small: 30, normal: 36, large: 44 };

const look = css<Look>`
  position: relative;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  flex: none;
  height: ${({ $size = "normal" }) => HEIGHTS[$size]}px;
  min-width: ${({ $size = "normal" }) => HEIGHTS[$size]}px;
  padding: 0 ${({ $size = "normal", $square }) => ($square ? 0 : { small: 10, normal: 14, large: 22 }[$size])}px;
  border: 1px solid;
  border-radius: var(--r-control);
  font-weight: 500;
  font-size: ${({ $size = "normal" }) => ({ small: 13, normal: 14, large: 15 })[$size]}px;
  white-space: nowrap;
  text-decoration: none;
  transition:
    border-color var(--quick),
    background-color var(--quick);
  ${({ $kind = "plain" }) => KINDS[$kind]}

  /* A finger needs 44 px, whatever is drawn. */
  &::after {
    content: "";
    position: absolute;
    inset: calc((${({ $size = "normal" }) => HEIGHTS[$size]}px - 44px) / 2) 0;
  }

  &:hover:not(:disabled) {
    text-decoration: none;
    border-color: ${({ $kind = "plain" }) => ({ plain: "var(--line3)", primary: "var(--accent)", ghost: "var(--line2)", danger: "var(--bad)" })[$kind]};
  }

  &:disabled {
    background: var(--sunk);
    border-color: var(--line);
    color: var(--ink3);
  }
`;

export const Button = styled.button.attrs({ type: "button" })<Look>`
  ${look}
`;

/** Looks like a button, goes somewhere. */
export const ButtonLink = styled.a<Look>`
  ${look}
`;

export { look as buttonLook };
export type { Look as ButtonLook };

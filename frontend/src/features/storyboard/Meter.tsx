import styled from "styled-components";

const Box = styled.svg`
  width: 100%;
  height: ${({ height }) => height}px;
  border-radius: 3px;
  background: var(--sunk);
`;

interface Props {
  /** 0 to 1. */
  value: number;
  colour?: string;
  height?: number;
}

/** A bar; its figure stands beside it. */
export function Meter({ value, colour = "var(--ink2)", height = 6 }: Props) {
  return (
    <Box height={height} aria-hidden="true">
      <rect width={`${Math.min(100, Math.max(0, value * 100))}%`} height="100%" rx="2" fill={colour} />
    </Box>
  );
}

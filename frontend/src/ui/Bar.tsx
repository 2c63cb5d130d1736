import styled from "styled-components";

const Groove = styled.svg<{ $height: number }>`
  width: 100%;
  height: ${({ $height }) => $height}px;
  border-radius: ${({ $height }) => $height / 2}px;
  background: var(--sunk);
  rect {
    transition: width var(--flow);
  }
`;

interface Props {
  /** 0 to 100. */
  percent: number;
  height?: number;
  colour?: string;
}

/** A filled groove. It says nothing by itself: the words stand beside it, or around it. */
export function Bar({ percent, height = 6, colour = "var(--link)" }: Props) {
  const width = Math.min(100, Math.max(0, percent));
  return (
    <Groove $height={height} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width={width} height="1" fill={colour} />
    </Groove>
  );
}

const Whole = styled.div`
  svg {
    display: block;
  }
`;

/** Progress of something with a name. */
export function ProgressBar({ name, percent, text, ...look }: Props & { name: string; text?: string | undefined }) {
  return (
    <Whole
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={text}
    >
      <Bar percent={percent} {...look} />
    </Whole>
  );
}

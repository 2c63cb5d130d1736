import styled from "styled-components";

const Turning = styled.svg`
  color: var(--link);
  animation: turn 1.6s linear infinite;
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;

const LENGTH = 56.5;

/** Work that goes on: a turning arc, or one as long as the share that is done. Words stand beside it. */
export function Ring({ size = 16, percent }: { size?: number; percent?: number }) {
  const arc = percent === undefined ? 0.68 : Math.max(0.04, percent / 100);
  const drawn = (
    <>
      <circle cx="12" cy="12" r="9" stroke="var(--line2)" />
      <circle
        cx="12"
        cy="12"
        r="9"
        stroke="currentColor"
        strokeDasharray={`${arc * LENGTH} ${LENGTH}`}
        transform="rotate(-90 12 12)"
      />
    </>
  );
  const box = { width: size, height: size, viewBox: "0 0 24 24", fill: "none", strokeWidth: 2.6 };
  if (percent !== undefined) {
    return (
      <svg {...box} aria-hidden="true">
        {drawn}
      </svg>
    );
  }
  return (
    <Turning {...box} aria-hidden="true">
      {drawn}
    </Turning>
  );
}

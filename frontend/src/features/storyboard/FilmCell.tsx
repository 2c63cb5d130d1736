import { repeats } from "./thumbs";

interface Props {
  /** Address of the key frame; null until it is made. */
  picture: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A stretch of film, shown by its key frame: cropped to its middle, never stretched. */
export function FilmCell({ picture, x, y, width, height }: Props) {
  const count = repeats(width, height);
  const each = width / count;
  return (
    <svg x={x} y={y} width={Math.max(1, width)} height={height}>
      <rect width="100%" height="100%" fill="var(--sunk)" />
      {picture === null
        ? null
        : Array.from({ length: count }, (_, place) => (
            <svg key={place} x={place * each} width={each} height={height}>
              <image href={picture} width="100%" height="100%" preserveAspectRatio="xMidYMid slice" />
            </svg>
          ))}
    </svg>
  );
}

/** A film and what three trailers took of it. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <rect x="5" y="6" width="14" height="2.4" rx="1" fill="var(--line3)" />
      <rect x="5" y="10.2" width="4" height="2.4" rx="1" fill="var(--v0)" />
      <rect x="10" y="12.8" width="4" height="2.4" rx="1" fill="var(--v1)" />
      <rect x="15" y="15.4" width="4" height="2.4" rx="1" fill="var(--v2)" />
    </svg>
  );
}

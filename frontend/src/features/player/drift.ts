/** When two players have run apart, and where the one without sound has to go. */

/** Seconds that nobody sees. */
export const TOLERANCE = 0.08;
/** A seek takes time; the follower is sent a little ahead of where the leader is now. */
const AHEAD = 0.04;

interface Side {
  second: number;
  /** Length. */
  seconds: number;
}

/** Where the follower should seek; null where it is in step, or holds its last picture. */
export function correction(leader: Side, follower: Side): number | null {
  if (leader.second >= follower.seconds - TOLERANCE || leader.second >= leader.seconds) return null;
  return Math.abs(follower.second - leader.second) > TOLERANCE ? leader.second + AHEAD : null;
}

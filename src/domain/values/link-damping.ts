/**
 * When a link that goes down again and again is kept out of use for new paths, in the manner of route flap damping
 * (RFC 2439 4.2): each time costs a penalty of 1, which decays by half in each half-life.
 */
export interface DampingPolicy {
  /** Milliseconds. */
  readonly halfLife: number;
  /** Penalty from which on the link is kept out of use. */
  readonly suppress: number;
  /** Penalty at which it is in use again; less than `suppress`. */
  readonly reuse: number;
  /** A link that stays up is not kept out of use for longer than this, milliseconds. */
  readonly longest: number;
}

/** What is remembered of a link that went down. */
export interface FlapHistory {
  /** How often, since the penalty was last forgotten. */
  readonly flaps: number;
  /** As it was at `at`: right after the link went down last. */
  readonly penalty: number;
  /** Instant, milliseconds since 1970. */
  readonly at: number;
  /** Instant at which the link is in use again, if it stays up; absent: it is in use. */
  readonly dampedUntil?: number;
}

/** A penalty is forgotten when it has decayed to half of what a link is used again at (RFC 2439 4.8.7). */
const FORGOTTEN = 0.5;

/** The link's history after it went down at `at`. */
export function afterFlap(
  { halfLife, suppress, reuse, longest }: DampingPolicy,
  known: FlapHistory | undefined,
  at: number,
): FlapHistory {
  const left = known === undefined ? 0 : decayed(known, halfLife, at);
  const isForgotten = known?.dampedUntil === undefined && left < FORGOTTEN * reuse;
  // More than decays in the longest time counts for nothing.
  const penalty = Math.min(left + 1, Math.max(suppress, reuse * 2 ** (longest / halfLife)));
  const flaps = isForgotten ? 1 : (known?.flaps ?? 0) + 1;
  const isDamped = known?.dampedUntil !== undefined || penalty >= suppress;
  if (!isDamped) return { flaps, penalty, at };
  const decay = Math.min(longest, Math.max(0, Math.ceil(halfLife * Math.log2(penalty / reuse))));
  return { flaps, penalty, at, dampedUntil: Math.max(known?.dampedUntil ?? 0, at + decay) };
}

/** Flaps that still count at an instant. */
export const flapsAt = ({ halfLife, reuse }: DampingPolicy, known: FlapHistory, at: number): number =>
  known.dampedUntil === undefined && decayed(known, halfLife, at) < FORGOTTEN * reuse ? 0 : known.flaps;

const decayed = ({ penalty, at }: FlapHistory, halfLife: number, now: number): number =>
  penalty * 2 ** (-Math.max(0, now - at) / halfLife);

import { type Isolation, isolate } from './isolation.js';
import type { Effort, GlobalDemand, GlobalProblem } from './problem.js';

/**
 * The fewest LSPs that have to move so that one finds room on a single path, every other LSP keeping a path with its bandwidth
 * (RFC 8051 3.7: what is free is in pieces, on the members of a bundle or elsewhere). Undefined: no moves are enough, or more
 * than `most` were needed.
 *
 * `problem`: the LSPs that may move; others are background. As for `isolate`: O(paths tried x a search for few moves).
 */
export function roomByMoving(
  problem: GlobalProblem,
  subject: GlobalDemand,
  most: number,
  effort: Effort,
): Pick<Isolation, 'path' | 'movers'> | undefined {
  const { capacity, background, demands } = problem;
  const { bandwidth, allowed } = subject;
  // Where it would not fit beside those who can not move, it need not be looked for.
  const wide = Uint8Array.from(capacity, (bits, link) =>
    allowed?.[link] !== 0 && bits - (background?.[link] ?? 0) >= bandwidth ? 1 : 0,
  );
  const others = demands.filter(({ id }) => id !== subject.id);
  const posed = { ...problem, demands: [{ ...subject, allowed: wide }, ...others] };
  const found = isolate(posed, subject.id, bandwidth, effort);
  return found === undefined || found.movers.length > most ? undefined : found;
}

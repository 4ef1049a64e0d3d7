import type { LinkId } from '../domain/values/identifiers.js';
import type { NetworkView } from './network-view.js';

/** An LSP that moves, make-before-break. */
export interface Moving {
  readonly from: ReadonlySet<LinkId>;
  readonly to: readonly LinkId[];
  /** Bit/s. */
  readonly bandwidth: number;
}

export type Ordered<Move extends Moving> = Move & {
  /** Places in the order of those that have to be gone before. */
  readonly after: readonly number[];
  /** How many moves come before, one after the other. */
  readonly rounds: number;
};

/**
 * Moves in an order in which each has room, once those before it that it needs have gone; undefined: some wait for each other.
 * Nobody is over a link that he does not fit on while others are still there. O(moves^2 x hops).
 */
export function inOrder<Move extends Moving>(
  view: NetworkView,
  moves: readonly Move[],
): readonly Ordered<Move>[] | undefined {
  const { decidingComputer: computer } = view;
  const given = new Map<LinkId, number>();
  const give = (link: LinkId, bits: number): void => {
    given.set(link, (given.get(link) ?? 0) + bits);
  };
  const hasRoom = ({ from, to, bandwidth }: Move): boolean =>
    to.every(
      (link) =>
        from.has(link) || computer.available(link, LOWEST_PRIORITY) + (given.get(link) ?? 0) >= bandwidth,
    );
  const rest = [...moves];
  const ordered: Ordered<Move>[] = [];
  while (rest.length > 0) {
    const next = rest.find(hasRoom);
    if (next === undefined) return undefined;
    rest.splice(rest.indexOf(next), 1);
    const after = [...ordered.keys()].filter((place) => makesRoomFor(ordered[place]!, next));
    const rounds = after.reduce((most, place) => Math.max(most, ordered[place]!.rounds + 1), 0);
    ordered.push({ ...next, after, rounds });
    for (const link of next.to) if (!next.from.has(link)) give(link, -next.bandwidth);
    for (const link of next.from) if (!next.to.includes(link)) give(link, next.bandwidth);
  }
  return ordered;
}

const makesRoomFor = (earlier: Moving, { from, to }: Moving): boolean =>
  to.some((link) => !from.has(link) && earlier.from.has(link) && !earlier.to.includes(link));

/** Nothing is moved onto bandwidth that another LSP has, whatever the priorities are. */
const LOWEST_PRIORITY = 7;

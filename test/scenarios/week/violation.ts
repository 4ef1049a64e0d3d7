import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { NetworkState } from '../../../src/projections/network-state.js';

/** Something that must not be. */
export interface Violation {
  readonly what: string;
  /** Ids of links, LSPs, bookings and the like: what the log says of them is told with it. */
  readonly about: readonly string[];
}

/** Where a check looks from: a fold of the log of its own, and when the present process began. */
export interface Seen {
  readonly state: NetworkState;
  /** Of the event, or of the look at the clock. */
  readonly now: number;
  /** What fell due while no process ran is done at this instant. */
  readonly processSince: number;
}

/** An invariant. It keeps what it needs to look at no more than an event can have touched. */
export interface Check {
  /** After an event that `seen.state` has applied. */
  after(event: RecordedEvent, seen: Seen): Iterable<Violation>;
  /** When time has passed and everything that follows from that has happened. */
  at(seen: Seen): Iterable<Violation>;
}

const LINES = 14;
const LONGEST_LINE = 400;

/** A violation as a person needs it: the seed, the place in the log, and what happened to its subjects last. */
export function told(
  { what, about }: Violation,
  seed: number,
  position: number,
  log: readonly {
    readonly position: number;
    readonly time: number;
    readonly type: string;
    readonly text: string;
  }[],
): string {
  const history = log
    .filter((event) => event.position <= position && about.some((id) => event.text.includes(`"${id}"`)))
    .slice(-LINES)
    .map(({ position: at, time, type, text }) => {
      return `  ${at} ${new Date(time).toISOString()} ${type} ${text.slice(0, LONGEST_LINE)}`;
    });
  return [`seed ${seed}, event ${position}: ${what}`, ...history].join('\n');
}

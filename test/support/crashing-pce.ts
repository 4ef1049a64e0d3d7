import { setImmediate } from 'node:timers/promises';
import type { RestorationPolicy } from '../../src/app/restoration-policy.js';
import type { MemoryLog } from '../../src/events/stores/memory/open.js';
import { endingAfter } from './ending-store.js';
import type { FakeClock } from './fake-clock.js';
import { TestPce } from './pce.js';
import type { PlayedPccs } from './played-pcc.js';
import { REFERENCE_NETWORK } from './reference-network.js';

/** The world outside the process: it goes on whatever the process does. */
export interface Outside {
  readonly log: MemoryLog;
  readonly clock: FakeClock;
  readonly pccs: PlayedPccs;
}

export interface Life {
  /** What a client asks until it has an answer: once in every process. */
  readonly ask: (cairn: TestPce) => Promise<unknown>;
  /** Instant at which everything has to be over. */
  readonly until: number;
  /** What happens besides, at the end of each second. */
  readonly eachSecond?: (cairn: TestPce, now: number) => Promise<unknown>;
  readonly restoration?: RestorationPolicy;
}

/** One process on the reference network, until the end or until the log has so many events. True: it is over. */
export async function live(
  { log, clock, pccs }: Outside,
  { ask, until, eachSecond = () => Promise.resolve(), restoration = {} }: Life,
  endAfter = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const cairn = new TestPce({ log, clock, restoration, wrapStore: endingAfter(endAfter, log) });
  const ended = (): boolean => log.events.length >= endAfter;
  const step = async (act: () => Promise<unknown>): Promise<void> => {
    if (!ended()) await act().catch(() => undefined);
  };
  await step(() => cairn.pce.start());
  if (log.events.every(({ type }) => type !== 'LinkObserved'))
    await step(() => cairn.topology(REFERENCE_NETWORK));
  await step(() => pccs.connectTo(cairn));
  await step(() => ask(cairn));
  while (!ended() && clock.now() < until) {
    clock.advance(1_000);
    await step(() => cairn.settled());
    await step(() => eachSecond(cairn, clock.now()));
  }
  cairn.gateway.onSent = undefined;
  // What was on its way to a head-end arrives.
  await setImmediate();
  await cairn.pce.stop().catch(() => undefined);
  return !ended();
}

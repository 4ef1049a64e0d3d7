// A process that ends after any event of a reoptimization: the next one finishes it or takes it back, and nothing is asked twice.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Reoptimize } from '../../src/app/reoptimization/reoptimizations.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../src/events/stores/memory/open.js';
import { endingAfter } from '../support/ending-store.js';
import { FakeClock } from '../support/fake-clock.js';
import { TestPce } from '../support/pce.js';
import { type Fault, PlayedPccs } from '../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';

const START = Date.UTC(2026, 2, 1, 12);
const NAMES = ['a', 'b', 'c', 'd'];

interface Outside {
  readonly log: MemoryLog;
  readonly clock: FakeClock;
  readonly pccs: PlayedPccs;
}

/** Four LSPs of which two have to move; the second move is refused if the case is one of rolling back. */
async function prepared(refusing: boolean): Promise<Outside> {
  const world: Outside = { log: emptyLog(), clock: new FakeClock(START), pccs: new PlayedPccs(['10.0.0.1']) };
  const cairn = await TestPce.start(world);
  await cairn.topology(REFERENCE_NETWORK);
  await world.pccs.connectTo(cairn);
  for (const name of NAMES) {
    await cairn.pce.lsps.create({
      pcc: '10.0.0.1',
      name,
      request: pathRequest({ source: 'A', destination: 'D', bandwidth: 2.5e9 }),
      setupType: 'RSVP_TE',
      holdingPriority: 7,
    });
    await cairn.settled();
  }
  await cairn.pce.stop();
  const updates = new Set<string>();
  world.pccs.fault = (sent): Fault | undefined => {
    if (!refusing || sent.kind !== 'update') return undefined;
    const lsp = [...world.pccs.lsps.values()].find(({ plspId }) => plspId === sent.plspId);
    updates.add(lsp?.name ?? '');
    return updates.size === 2 && lsp?.name === [...updates][1] ? 'refuse' : undefined;
  };
  return world;
}

const order: Reoptimize = {
  goal: 'MIN_MAX_UTILIZATION',
  scope: 'GLOBAL',
  trigger: 'operator',
  dryRun: false,
  allowRelease: false,
  onFailure: 'ROLL_BACK',
};

const countOf = ({ events }: MemoryLog, wanted: string): number =>
  events.filter(({ type }) => type === wanted).length;

/** One process, until the reoptimization has ended or the process has. */
async function live({ log, clock, pccs }: Outside, endAfter = Number.POSITIVE_INFINITY): Promise<void> {
  const cairn = new TestPce({ log, clock, wrapStore: endingAfter(endAfter, log) });
  const step = async (act: () => Promise<unknown>): Promise<void> => {
    if (log.events.length < endAfter) await act().catch(() => undefined);
  };
  await step(() => cairn.pce.start());
  await step(() => pccs.connectTo(cairn));
  if (countOf(log, 'ReoptimizationRequested') === 0) await step(() => cairn.pce.reoptimizations.start(order));
  for (let second = 0; second < 40 && countOf(log, 'ReoptimizationEnded') === 0; second++) {
    await step(() => cairn.settled());
    if (log.events.length < endAfter) clock.advance(1_000);
  }
  cairn.gateway.onSent = undefined;
  await setImmediate();
  await cairn.pce.stop().catch(() => undefined);
}

const where = ({ pccs }: Outside): readonly string[] =>
  NAMES.map((name) => JSON.stringify(pccs.lsp(name)?.route));

describe.each([
  ['all steps can be done', false, 'SUCCEEDED'],
  ['a step is refused', true, 'FAILED'],
])('%s', (_name, refusing, outcome) => {
  test('without a crash, and after one at any event, the end is the same', async () => {
    const whole = await prepared(refusing);
    const first = whole.log.events.length;
    const before = where(whole);
    await live(whole);
    const total = whole.log.events.length;
    expect(total - first).toBeGreaterThan(10);
    const end = where(whole);
    if (refusing) expect(end).toEqual(before);
    else expect(end).not.toEqual(before);
    for (let point = first; point < total; point++) {
      const world = await prepared(refusing);
      await live(world, point);
      await live(world);
      const ended = world.log.events.filter(({ type }) => type === 'ReoptimizationEnded');
      expect([point, ended.length]).toEqual([point, 1]);
      expect(ended[0]?.text).toContain(outcome);
      expect([point, where(world)]).toEqual([point, end]);
      const operations = world.log.events.filter(({ type }) => type === 'LspUpdateRequested');
      const ids = operations.map(({ text }) => (JSON.parse(text) as { operation: string }).operation);
      expect(new Set(ids).size).toBe(ids.length);
      expect(countOf(world.log, 'ReoptimizationPlanned')).toBe(1);
    }
  });
});

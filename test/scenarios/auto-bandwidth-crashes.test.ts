// A process that ends after any event of a resize: the next one brings it to the same end, and nothing is asked twice.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../src/domain/values/identifiers.js';
import { emptyLog, type MemoryLog } from '../../src/events/stores/memory/open.js';
import { endingAfter } from '../support/ending-store.js';
import { FakeClock } from '../support/fake-clock.js';
import { lspState, TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../support/reference-network.js';

const A = PccId('10.0.0.1');
const START = Date.UTC(2026, 2, 1, 12);
const NAMES = ['grows', 'other'];
const POLICY = {
  enabled: true,
  attributes: { overflowPercentage: { percentage: 10, count: 1, minimum: 0 } },
};

interface Outside {
  readonly log: MemoryLog;
  readonly clock: FakeClock;
  readonly pccs: PlayedPccs;
}

function prepared(): Outside {
  const world: Outside = { log: emptyLog(), clock: new FakeClock(START), pccs: new PlayedPccs([A]) };
  NAMES.forEach((name, index) => {
    const state = lspState({
      pcc: A,
      name,
      source: 'A',
      destination: 'D',
      bandwidth: 4e9,
      route: ROUTE_A_B_D,
    });
    world.pccs.lsps.set(`${A}/${name}`, { ...state, plspId: index + 1 });
  });
  return world;
}

const countOf = ({ events }: MemoryLog, wanted: string): number =>
  events.filter(({ type }) => type === wanted).length;

/** One process, for twenty seconds or until it ends. */
async function live({ log, clock, pccs }: Outside, rate: number, endAfter = Number.POSITIVE_INFINITY) {
  const cairn = new TestPce({ log, clock, autoBandwidth: POLICY, wrapStore: endingAfter(endAfter, log) });
  const step = async (act: () => Promise<unknown>): Promise<void> => {
    if (log.events.length < endAfter) await act().catch(() => undefined);
  };
  await step(() => cairn.pce.start());
  if (countOf(log, 'TopologyFileApplied') === 0) await step(() => cairn.topology(REFERENCE_NETWORK, true));
  await step(() => pccs.connectTo(cairn));
  if (countOf(log, 'LspRateMeasured') === 0)
    await step(() => cairn.pce.rates.report([{ lsp: LspId(A, 'grows'), rate }]));
  for (let second = 0; second < 20; second++) {
    await step(() => cairn.settled());
    if (log.events.length < endAfter) clock.advance(1_000);
  }
  cairn.gateway.onSent = undefined;
  await setImmediate();
  await cairn.pce.stop().catch(() => undefined);
}

const where = ({ pccs }: Outside): readonly string[] =>
  NAMES.map((name) => JSON.stringify([pccs.lsp(name)?.route, pccs.lsp(name)?.bandwidth]));

describe.each([
  ['there is room elsewhere', 8e9, 8e9],
  ['no path has enough', 25e9, 10e9],
])('%s', (_name, rate, expected) => {
  test('without a crash, and after one at any event, the end is the same', async () => {
    const whole = prepared();
    await live(whole, rate);
    expect(whole.pccs.lsp('grows')?.bandwidth).toBe(expected);
    const end = where(whole);
    const total = whole.log.events.length;
    const first = whole.log.events.findIndex(({ type }) => type === 'LspRateMeasured');
    expect(total - first).toBeGreaterThan(6);
    for (let point = first; point < total; point++) {
      const world = prepared();
      await live(world, rate, point);
      await live(world, rate);
      expect([point, where(world)]).toEqual([point, end]);
      const operations = world.log.events.filter(({ type }) => type === 'LspUpdateRequested');
      const ids = operations.map(({ text }) => (JSON.parse(text) as { operation: string }).operation);
      expect(new Set(ids).size).toBe(ids.length);
      expect([point, countOf(world.log, 'LspRateMeasured')]).toEqual([point, 1]);
    }
  });
});

// Links of small random networks go down and up at random, with head-ends that refuse now and then: LSPs that can be on links
// that work are, nobody is moved more often than links failed under it, and the log alone tells all of it again.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { computationFor } from '../../src/app/computation-record.js';
import { recomputation } from '../../src/app/lsp-constraints.js';
import { type LspId, PccId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { emptyLog } from '../../src/events/stores/memory/open.js';
import { cases } from '../support/cases.js';
import { FakeClock } from '../support/fake-clock.js';
import { lspState, TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';

const NODES = 5;
const SECOND = 1_000;
const WAIT = 10 * SECOND;
const restoration = {
  revert: { wait: WAIT },
  damping: { halfLife: 20 * SECOND, suppress: 1.9, reuse: 1, longest: 60 * SECOND },
};

interface Scenario {
  readonly chords: readonly (readonly [number, number])[];
  readonly gigabits: readonly number[];
  readonly lsps: readonly { readonly to: number; readonly gigabits: number }[];
  /** Which link changes its state, and how many seconds later the next one does. */
  readonly flaps: readonly { readonly link: number; readonly pause: number }[];
  /** Every so many requests one is refused; 0: none. */
  readonly refusals: number;
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  chords: fc.uniqueArray(fc.constantFrom([0, 2], [0, 3], [1, 3], [1, 4], [2, 4] as const), {
    maxLength: 4,
    selector: String,
  }),
  gigabits: fc.array(fc.integer({ min: 4, max: 10 }), { minLength: 10, maxLength: 10 }),
  lsps: fc.array(
    fc.record({ to: fc.integer({ min: 1, max: 4 }), gigabits: fc.integer({ min: 1, max: 3 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  flaps: fc.array(fc.record({ link: fc.nat(2), pause: fc.constantFrom(0, 1, 4, 15) }), {
    minLength: 1,
    maxLength: 14,
  }),
  refusals: fc.constantFrom(0, 0, 4),
});

const linksOf = ({ chords }: Scenario): readonly (readonly [number, number])[] => [
  ...Array.from({ length: NODES }, (_, at) => [at, (at + 1) % NODES] as const),
  ...chords,
];

const documentOf = (given: Scenario, down: ReadonlySet<number>): string =>
  [
    'cairn: topology/1',
    'name: random',
    'nodes:',
    ...Array.from({ length: NODES }, (_, at) => `  - { id: N${at}, routerId: 10.0.0.${at + 1} }`),
    'links:',
    ...linksOf(given).map(
      ([from, to], at) =>
        `  - { from: N${from}, to: N${to}, fromAddress: 10.9.${at}.1, toAddress: 10.9.${at}.2, igpMetric: 1, teMetric: 1, capacity: ${given.gigabits[at] ?? 4}e9, operational: ${!down.has(at)} }`,
    ),
  ].join('\n');

const PCC = PccId('10.0.0.1');

async function placed(given: Scenario, options: object) {
  const cairn = await TestPce.start({ ...options, restoration });
  await cairn.topology(documentOf(given, new Set()));
  const pccs = new PlayedPccs([PCC]);
  await pccs.connectTo(cairn);
  for (const [at, { to, gigabits }] of given.lsps.entries()) {
    const bandwidth = gigabits * 1e9;
    const request = pathRequest({ source: 'N0', destination: `N${to}`, bandwidth });
    const path = cairn.pce.live.computer.findPath({ request, signalling: { setupType: 'RSVP_TE' } });
    if (path === undefined) continue;
    const ends = { source: PCC, destination: `10.0.0.${to + 1}` };
    const state = { pcc: PCC, name: `lsp-${at}`, plspId: at + 1, ...ends, bandwidth, route: path.route };
    pccs.change(cairn, lspState(state));
    await cairn.settled();
  }
  return { cairn, pccs };
}

const linkNumbers = (route: readonly { readonly kind: string; readonly address?: string }[]): number[] =>
  route.map(({ address }) => Number(address?.split('.')[2]));

const alternativeOf = ({ pce: { live } }: TestPce, id: LspId) => {
  const entry = live.state.lspDb.get(id);
  if (entry === undefined) throw new Error(`there is no LSP ${id}`);
  return live.overDamped((computer) => computer.findPath(computationFor(recomputation(live, entry))));
};

async function pass(cairn: TestPce, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    cairn.clock.advance(SECOND);
    await cairn.settled();
  }
}

test('LSPs leave links that fail, are moved a bounded number of times, and go back; the log tells it all again', async () => {
  let reverted = 0;
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const log = emptyLog();
      const clock = new FakeClock();
      const { cairn, pccs } = await placed(given, { log, clock });
      let asked = 0;
      pccs.fault = () => (given.refusals > 0 && ++asked % given.refusals === 0 ? 'refuse' : undefined);
      const down = new Set<number>();
      let failures = 0;
      for (const { link, pause } of given.flaps) {
        if (!down.delete(link)) {
          down.add(link);
          failures++;
        }
        await cairn.topology(documentOf(given, down), true);
        await cairn.settled();
        await pass(cairn, pause);
      }
      // What was refused is tried again.
      await pass(cairn, 30);
      const { state } = cairn.pce.live;
      expect([...state.operations.pending()]).toEqual([]);
      for (const { id, current } of state.lspDb.entries()) {
        const isBroken = linkNumbers(current.route).some((link) => down.has(link));
        // It has nowhere to go, not even over links that flap, and the log says so.
        if (isBroken) expect(state.unplaced.get(id)).toBeDefined();
        if (state.unplaced.get(id) !== undefined) expect(alternativeOf(cairn, id)).toBeUndefined();
      }
      await cairn.topology(documentOf(given, new Set()), true);
      await pass(cairn, 100);
      const moves = new Map<string, number>();
      for (const entry of state.operations.capture()) {
        if (entry.state !== 'SUCCEEDED') continue;
        moves.set(entry.lsp, (moves.get(entry.lsp) ?? 0) + 1);
        if (entry.reason === 'reversion') reverted++;
        else moved++;
      }
      // Away and back, at most, for each failure.
      for (const times of moves.values()) expect(times).toBeLessThanOrEqual(2 * failures);
      for (const { current } of state.lspDb.entries()) expect(current.operationalState).toBe('UP');
      // Where it was may be taken by those that stand in each other's way back.
      for (const { lsp } of state.unplaced.all()) expect(alternativeOf(cairn, lsp)).toBeUndefined();
      const live = state.capture();
      await cairn.pce.stop();
      const replayed = new TestPce({ log, clock, restoration });
      const events = await replayed.store.readAll(0, 100_000);
      for (const event of events) replayed.pce.live.state.apply(event);
      expect(replayed.pce.live.state.capture()).toEqual(live);
    }),
    { numRuns: cases(60) },
  );
  expect(moved).toBeGreaterThan(cases(30));
  expect(reverted).toBeGreaterThan(cases(10));
});

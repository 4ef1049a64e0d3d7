// LSPs of disjoint groups are reoptimized in small random networks: whatever head-ends have done so far of what they were asked, no
// failure takes two that keep away from each other, and no link is over its capacity.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GLOBAL_GOALS } from '../../src/domain/computation/global/problem.js';
import { REOPTIMIZATION_SCOPES } from '../../src/domain/computation/global/reoptimization.js';
import { LspId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { cases } from '../support/cases.js';
import { TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';

const NODES = 6;
const LEVELS = ['link', 'node', 'srlg', 'srlg-node'] as const;
const CHORDS = [
  [0, 2],
  [0, 3],
  [0, 4],
  [1, 3],
  [1, 4],
  [2, 4],
  [2, 5],
  [3, 5],
] as const;

interface Scenario {
  readonly chords: readonly (readonly [number, number])[];
  /** Of each link: metric, Gbit/s, and the one risk group that it is in. */
  readonly links: readonly { readonly metric: number; readonly gigabits: number; readonly srlg: number }[];
  /** Placed one after the other; every second of those that are in no group goes away again. */
  readonly lsps: readonly { readonly to: number; readonly gigabits: number; readonly group: number }[];
  readonly levels: readonly (typeof LEVELS)[number][];
  readonly goal: (typeof GLOBAL_GOALS)[number];
  readonly scope: (typeof REOPTIMIZATION_SCOPES)[number];
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  chords: fc.subarray([...CHORDS], { minLength: 3 }),
  links: fc.array(
    fc.record({
      metric: fc.integer({ min: 1, max: 9 }),
      gigabits: fc.integer({ min: 3, max: 8 }),
      srlg: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 14, maxLength: 14 },
  ),
  lsps: fc.array(
    fc.record({
      to: fc.integer({ min: 1, max: 5 }),
      gigabits: fc.integer({ min: 1, max: 3 }),
      group: fc.constantFrom(0, 0, 1, 1, 2),
    }),
    { minLength: 5, maxLength: 11 },
  ),
  levels: fc.array(fc.constantFrom(...LEVELS), { minLength: 2, maxLength: 2 }),
  goal: fc.constantFrom(...GLOBAL_GOALS),
  scope: fc.constantFrom(...REOPTIMIZATION_SCOPES),
});

const linksOf = ({ chords }: Scenario): readonly (readonly [number, number])[] => [
  ...Array.from({ length: NODES }, (_, at) => [at, (at + 1) % NODES] as const),
  ...chords,
];

const documentOf = (given: Scenario): string =>
  [
    'cairn: topology/1',
    'name: random',
    'nodes:',
    ...Array.from({ length: NODES }, (_, at) => `  - { id: N${at}, routerId: 10.0.0.${at + 1} }`),
    'links:',
    ...linksOf(given).map(([from, to], at) => {
      const { metric, gigabits, srlg } = given.links[at]!;
      return `  - { from: N${from}, to: N${to}, fromAddress: 10.9.${at}.1, toAddress: 10.9.${at}.2, igpMetric: ${metric}, teMetric: ${metric}, capacity: ${gigabits}e9, srlgs: [${srlg}] }`;
    }),
  ].join('\n');

const PCC = '10.0.0.1';

async function create(
  cairn: TestPce,
  name: string,
  wanted: Scenario['lsps'][number],
  levels: Scenario['levels'],
) {
  const { to, gigabits, group } = wanted;
  const level = levels[group - 1];
  await cairn.pce.lsps.create({
    pcc: PCC,
    name,
    request: pathRequest({ source: 'N0', destination: `N${to}`, bandwidth: gigabits * 1e9 }),
    setupType: 'RSVP_TE',
    holdingPriority: 7,
    ...(level === undefined
      ? {}
      : {
          disjoint: {
            constraint: { level, strict: true },
            shortestFirst: false,
            from: [],
            group: { id: group, source: '192.0.2.1' },
          },
        }),
  });
  await cairn.settled();
}

interface Place {
  readonly name: string;
  readonly bandwidth: number;
  /** One number for both directions. */
  readonly links: readonly number[];
  /** Direction of each. */
  readonly ends: readonly string[];
  readonly to: number;
}

const placeOf = (name: string, bandwidth: number, route: LspState['route'], to: number): Place => {
  const addresses = route.map((hop) => (hop.kind === 'address' ? hop.address : ''));
  return {
    name,
    bandwidth,
    links: addresses.map((address) => Number(address.split('.')[2])),
    ends: addresses,
    to,
  };
};

function takenTogether(given: Scenario, level: (typeof LEVELS)[number], one: Place, other: Place): boolean {
  const all = linksOf(given);
  const both = (of: (place: Place) => readonly number[]): boolean =>
    of(one).some((item) => of(other).includes(item));
  if (both(({ links }) => links)) return true;
  if (level.includes('srlg') && both(({ links }) => links.map((link) => given.links[link]!.srlg)))
    return true;
  if (!level.includes('node')) return false;
  const nodes = ({ links, to }: Place): readonly number[] =>
    links.flatMap((link) => all[link]!).filter((node) => node !== 0 && node !== to);
  const passed = (place: Place) => [...nodes(place), place.to];
  return passed(one).some((node) => passed(other).includes(node) && !(node === one.to && node === other.to));
}

test('groups stay disjoint and links within their capacity at every moment, and members do move', async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const cairn = await TestPce.start();
      await cairn.topology(documentOf(given));
      const pccs = new PlayedPccs([PCC]);
      await pccs.connectTo(cairn);
      for (const [at, wanted] of given.lsps.entries()) await create(cairn, `lsp-${at}`, wanted, given.levels);
      const groupOf = (name: string) => given.lsps[Number(name.split('-')[1])]!.group;
      const loners = given.lsps.flatMap(({ group }, at) =>
        group === 0 && pccs.lsp(`lsp-${at}`) !== undefined ? [at] : [],
      );
      for (const at of loners.filter((_, index) => index % 2 === 0)) pccs.lose(cairn, `lsp-${at}`);
      await cairn.settled();
      const toOf = (name: string) => given.lsps[Number(name.split('-')[1])]!.to;
      const now = (): Place[] =>
        [...pccs.lsps.values()].map(({ name, bandwidth = 0, route }) =>
          placeOf(name, bandwidth, route, toOf(name)),
        );
      const meant = new Map<string, Place>();
      const check = (): void => {
        const places = [...now(), ...meant.values()];
        for (const [at, one] of places.entries())
          for (const other of places.slice(at + 1)) {
            const group = groupOf(one.name);
            if (one.name === other.name || group === 0 || group !== groupOf(other.name)) continue;
            expect([one, other, takenTogether(given, given.levels[group - 1]!, one, other)]).toEqual([
              one,
              other,
              false,
            ]);
          }
        const loads = new Map<string, Map<string, number>>();
        for (const { name, bandwidth, ends } of places)
          for (const end of ends) loads.set(end, (loads.get(end) ?? new Map()).set(name, bandwidth));
        for (const [end, byLsp] of loads)
          expect([
            end,
            [...byLsp.values()].reduce((sum, one) => sum + one, 0) <=
              given.links[Number(end.split('.')[2])]!.gigabits * 1e9,
          ]).toEqual([end, true]);
      };
      check();
      const obey = cairn.gateway.onSent;
      cairn.gateway.onSent = (sent) => {
        if (sent.kind === 'update') {
          const known = [...pccs.lsps.values()].find(({ plspId }) => plspId === sent.plspId)!;
          const { intended } = sent;
          meant.set(
            known.name,
            placeOf(known.name, intended.bandwidth, intended.path.route, toOf(known.name)),
          );
          if (groupOf(known.name) !== 0) moved++;
          check();
        }
        obey?.(sent);
      };
      const done = pccs.fault;
      pccs.fault = (sent) => {
        if (sent.kind === 'update') {
          const name = [...pccs.lsps.values()].find(({ plspId }) => plspId === sent.plspId)!.name;
          queueMicrotask(() => meant.delete(name));
        }
        return done(sent);
      };
      const started = await cairn.pce.reoptimizations.start({
        goal: given.goal,
        scope: given.scope,
        trigger: 'operator',
        dryRun: false,
        allowRelease: false,
        onFailure: 'STOP',
      });
      if (!started.ok) throw new Error(started.error.message);
      await cairn.settled();
      check();
      const { outcome } = cairn.pce.live.state.reoptimizations.get(started.value.id) ?? {};
      expect(outcome).toBe('SUCCEEDED');
      for (const name of pccs.names)
        expect(cairn.pce.live.state.unplaced.get(LspId(PCC as never, name))).toBeUndefined();
      await cairn.stop();
    }),
    { numRuns: cases(30) },
  );
  expect(moved).toBeGreaterThan(cases(5));
});

// LSPs of random networks in random disjoint association groups, while links fail, come back and change their risk groups.
// What paths share is found anew, from the addresses in their routes alone.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DisjointAssociation } from '../../src/domain/values/association.js';
import { DISJOINTNESS_LEVELS, type DisjointnessLevel } from '../../src/domain/values/disjointness.js';
import { PccId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import { NetworkState } from '../../src/projections/network-state.js';
import { cases } from '../support/cases.js';
import { lspState, TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';

const NODES = 6;
const node = fc.nat(NODES - 1);
const chord = fc.tuple(node, node);

interface Group {
  readonly level: DisjointnessLevel;
  readonly strict: boolean;
}

interface Member {
  /** Also the head-end: N0 or N1. */
  readonly from: number;
  readonly to: number;
  readonly gigabits: number;
  /** Which group; none: in no group. */
  readonly group: number | undefined;
  readonly shortestFirst: boolean;
}

interface Scenario {
  readonly chords: readonly (readonly [number, number])[];
  /** By link, of the ring and then of the chords. */
  readonly srlgs: readonly number[];
  readonly groups: readonly Group[];
  readonly members: readonly Member[];
  /** Which link is down or up again, or in another risk group. */
  readonly changes: readonly { readonly link: number; readonly srlg: number | undefined }[];
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  chords: fc.uniqueArray(chord, {
    minLength: 4,
    maxLength: 8,
    size: 'max',
    selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
  }),
  srlgs: fc.array(fc.nat(7), { minLength: 14, maxLength: 14 }),
  groups: fc.array(
    fc.record({
      level: fc.constantFrom(...DISJOINTNESS_LEVELS),
      strict: fc.constantFrom(true, true, true, false),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  members: fc.array(
    fc.record({
      from: fc.nat(1),
      to: node,
      gigabits: fc.integer({ min: 0, max: 3 }),
      group: fc.constantFrom(0, 0, 0, 1, undefined),
      shortestFirst: fc.constantFrom(false, false, true),
    }),
    { minLength: 3, maxLength: 6, size: 'max' },
  ),
  changes: fc.array(
    fc.record({ link: fc.nat(13), srlg: fc.option(fc.nat(7), { nil: undefined, freq: 2 }) }),
    { minLength: 3, maxLength: 6, size: 'max' },
  ),
});

interface Link {
  readonly ends: readonly [number, number];
  srlg: number;
  up: boolean;
}

function linksOf({ chords, srlgs }: Scenario): Link[] {
  const ring = Array.from({ length: NODES }, (_, at) => [at, (at + 1) % NODES] as const);
  const isNew = ([a, b]: readonly [number, number]): boolean =>
    a !== b && (a + 1) % NODES !== b && (b + 1) % NODES !== a;
  return [...ring, ...chords.filter(isNew)].map((ends, at) => ({ ends, srlg: srlgs[at] ?? 0, up: true }));
}

const nameOf = (of: number): string => `N${of}`;
const addressOf = (at: number, end: 0 | 1): string => `10.9.${at}.${end + 1}`;

const documentOf = (links: readonly Link[]): string =>
  [
    'cairn: topology/1',
    'name: random',
    'nodes:',
    ...Array.from({ length: NODES }, (_, at) => `  - { id: ${nameOf(at)}, routerId: 10.0.0.${at + 1} }`),
    'links:',
    ...links.flatMap(({ ends: [from, to], srlg, up }, at) =>
      up
        ? [
            `  - { from: ${nameOf(from)}, to: ${nameOf(to)}, fromAddress: ${addressOf(at, 0)}, toAddress: ${addressOf(at, 1)}, igpMetric: 1, teMetric: ${(at % 3) + 1}, capacity: 10e9, srlgs: [${srlg}] }`,
          ]
        : [],
    ),
  ].join('\n');

const groupOf = ({ level, strict }: Group, id: number, shortestFirst: boolean): DisjointAssociation => ({
  kind: 'disjoint',
  group: { type: 2, id: id + 1, source: '10.0.0.100' },
  constraint: { level, strict },
  shortestFirst,
});

const lspsOf = ({ members, groups }: Scenario): readonly LspState[] =>
  members.flatMap(({ from, to, gigabits, group, shortestFirst }, at) => {
    const asked = group === undefined ? undefined : groups[group];
    if (from === to) return [];
    const pcc = PccId(`10.0.0.${from + 1}`);
    return lspState({
      pcc,
      name: `lsp-${at}`,
      plspId: at + 1,
      source: pcc,
      destination: `10.0.0.${to + 1}`,
      bandwidth: gigabits * 1e9,
      operationalState: 'DOWN',
      ...(asked === undefined || group === undefined
        ? {}
        : { associations: [groupOf(asked, group, shortestFirst)] }),
    });
  });

/** Link numbers, and nodes in order, of a route of addresses that are arrived at. */
function walk(links: readonly Link[], { source, route }: LspState) {
  let at = Number(source.split('.')[3]) - 1;
  const nodes = [at];
  const used = route.map((hop) => {
    const [, , link = 0, end = 0] = (hop.kind === 'address' ? hop.address : '').split('.').map(Number);
    at = links[link]!.ends[end - 1]!;
    nodes.push(at);
    return link;
  });
  return { links: used, nodes };
}

function sharesRisk(level: DisjointnessLevel, links: readonly Link[], a: LspState, b: LspState): boolean {
  const [one, other] = [walk(links, a), walk(links, b)];
  if (one.links.some((link) => other.links.includes(link))) return true;
  const isEnd = (of: readonly number[], at: number): boolean => at === of[0] || at === of.at(-1);
  const common = one.nodes.filter(
    (at) => other.nodes.includes(at) && !(isEnd(one.nodes, at) && isEnd(other.nodes, at)),
  );
  const risks = new Set(one.links.map((link) => links[link]!.srlg));
  const inRisk = other.links.some((link) => risks.has(links[link]!.srlg));
  return (level.includes('node') && common.length > 0) || (level.includes('srlg') && inRisk);
}

const isUpIn =
  (id: number) =>
  ({ route, associations = [] }: LspState): boolean =>
    route.length > 0 && associations.some(({ group }) => group.id === id + 1);

/** Pairs of LSPs of strict groups that both have paths. */
const pairsUp = ({ groups }: Scenario, lsps: readonly LspState[]): number =>
  groups.reduce((sum, { strict }, id) => {
    const members = strict ? lsps.filter(isUpIn(id)).length : 0;
    return sum + (members * (members - 1)) / 2;
  }, 0);

/** Pairs of a strict group that share what they must not although one of them keeps away from the other. */
function violations(given: Scenario, links: readonly Link[], lsps: readonly LspState[]): readonly string[] {
  return given.groups.flatMap(({ level, strict }, id) => {
    const isFirst = ({ associations = [] }: LspState): boolean =>
      associations.some((one) => one.kind === 'disjoint' && one.shortestFirst);
    const members = strict ? lsps.filter(isUpIn(id)) : [];
    return members.flatMap((a, at) =>
      members
        .slice(at + 1)
        .filter((b) => !(isFirst(a) && isFirst(b)) && sharesRisk(level, links, a, b))
        .map((b) => `${a.name} and ${b.name}`),
    );
  });
}

test('once everything is at rest no two LSPs of a strict group share what they must not', async () => {
  let [pairs, moved] = [0, 0];
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const links = linksOf(given);
      const cairn = await TestPce.start();
      await cairn.topology(documentOf(links));
      const pccs = new PlayedPccs(['10.0.0.1', '10.0.0.2']);
      for (const lsp of lspsOf(given)) pccs.lsps.set(`${lsp.pcc}/${lsp.name}`, lsp);
      await pccs.connectTo(cairn);
      const check = async (): Promise<void> => {
        for (let second = 0; second < 3; second++) {
          cairn.clock.advance(1_000);
          await cairn.settled();
        }
        const works = ({ route, ...lsp }: LspState): LspState => {
          const there = walk(links, { ...lsp, route }).links.every((link) => links[link]!.up);
          return { ...lsp, route: there ? route : [] };
        };
        const lsps = [...pccs.lsps.values()].map(works);
        expect(violations(given, links, lsps)).toEqual([]);
        pairs += pairsUp(given, lsps);
      };
      await check();
      for (const { link: at, srlg } of given.changes) {
        const link = links[at % links.length]!;
        if (srlg === undefined) link.up = !link.up;
        else link.srlg = srlg;
        await cairn.topology(documentOf(links), true);
        await check();
      }
      moved += pccs.asked.length;
      const replayed = new NetworkState();
      for (const event of await cairn.store.readAll(0, 10_000)) replayed.apply(event);
      const { associations } = cairn.pce.live.state;
      expect(replayed.associations.capture()).toEqual(associations.capture());
      expect(replayed.associations.texts().map((text) => replayed.associations.group(text))).toEqual(
        associations.texts().map((text) => associations.group(text)),
      );
      await cairn.stop();
    }),
    { numRuns: cases(60) },
  );
  // Neither by having no LSPs nor by never moving one.
  expect(pairs).toBeGreaterThan(cases(120));
  expect(moved).toBeGreaterThan(cases(120));
});

// Links and nodes of random networks are drained and left again while head-ends refuse now and then. Whatever is asked
// of them is added up anew, from the addresses in their routes alone: nobody may take a link over its capacity.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Hop } from '../../src/domain/values/hop.js';
import { PccId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { cases } from '../support/cases.js';
import { isSettled, MINUTE, pass, plan, SECOND, workOnLink } from '../support/maintained-network.js';
import { lspState, type Sent, TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';

interface Scenario {
  /** Chords of a ring of six nodes. */
  readonly chords: readonly (readonly [number, number])[];
  /** Gbit/s of the links of the ring, then of the chords. */
  readonly capacities: readonly number[];
  readonly lsps: readonly { readonly from: number; readonly to: number; readonly gigabits: number }[];
  readonly maintained: number;
  readonly isNode: boolean;
  /** Every so many requests one is refused; 0: none. */
  readonly refusals: number;
}

const NODES = 6;
const node = fc.nat(NODES - 1);
const scenario: fc.Arbitrary<Scenario> = fc.record({
  chords: fc.uniqueArray(fc.tuple(node, node), {
    minLength: 2,
    maxLength: 5,
    selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
  }),
  capacities: fc.array(fc.integer({ min: 6, max: 14 }), { minLength: 11, maxLength: 11 }),
  lsps: fc.array(fc.record({ from: fc.nat(1), to: node, gigabits: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 8,
    maxLength: 24,
  }),
  maintained: fc.nat(10),
  isNode: fc.boolean(),
  refusals: fc.constantFrom(0, 0, 3, 5),
});

interface Link {
  readonly ends: readonly [number, number];
  readonly gigabits: number;
}

function linksOf({ chords, capacities }: Scenario): readonly Link[] {
  const ring = Array.from({ length: NODES }, (_, at) => [at, (at + 1) % NODES] as const);
  const isNew = ([a, b]: readonly [number, number]): boolean =>
    a !== b && (a + 1) % NODES !== b && (b + 1) % NODES !== a;
  return [...ring, ...chords.filter(isNew)].map((ends, at) => ({ ends, gigabits: capacities[at] ?? 4 }));
}

const nameOf = (of: number): string => `N${of}`;
/** Of link `at`, at its first or its second end. */
const addressOf = (at: number, end: 0 | 1): string => `10.9.${at}.${end + 1}`;

const documentOf = (links: readonly Link[]): string =>
  [
    'cairn: topology/1',
    'name: random',
    'nodes:',
    ...Array.from({ length: NODES }, (_, at) => `  - { id: ${nameOf(at)}, routerId: 10.0.0.${at + 1} }`),
    'links:',
    ...links.map(
      ({ ends: [from, to], gigabits }, at) =>
        `  - { from: ${nameOf(from)}, to: ${nameOf(to)}, fromAddress: ${addressOf(at, 0)}, toAddress: ${addressOf(at, 1)}, igpMetric: 1, teMetric: 1, capacity: ${gigabits}e9 }`,
    ),
  ].join('\n');

/** What is held of each direction of each link: by LSP every route that it has or was asked to take. */
class Load {
  readonly #held = new Map<string, { readonly bandwidth: number; readonly routes: (readonly Hop[])[] }>();
  readonly #links: readonly Link[];
  /** Links that were over their capacity at some moment. */
  readonly overloaded = new Set<string>();

  constructor(links: readonly Link[]) {
    this.#links = links;
  }

  has(lsp: string, bandwidth: number, ...routes: (readonly Hop[])[]): void {
    this.#held.set(lsp, { bandwidth, routes });
    this.#check();
  }

  routesOf(lsp: string): (readonly Hop[])[] {
    return this.#held.get(lsp)?.routes ?? [];
  }

  #check(): void {
    const loads = new Map<string, number>();
    for (const { bandwidth, routes } of this.#held.values()) {
      const arrivals = new Set(routes.flat().map((hop) => (hop.kind === 'address' ? hop.address : '')));
      for (const address of arrivals) loads.set(address, (loads.get(address) ?? 0) + bandwidth);
    }
    this.#links.forEach(({ gigabits }, at) => {
      for (const end of [0, 1] as const)
        if ((loads.get(addressOf(at, end)) ?? 0) > gigabits * 1e9) this.overloaded.add(addressOf(at, end));
    });
  }
}

test('no link is over its capacity at any moment, nothing is over what is worked on, and everything ends', async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const links = linksOf(given);
      const cairn = await TestPce.start();
      await cairn.topology(documentOf(links));
      const pccs = new PlayedPccs(['10.0.0.1', '10.0.0.2']);
      const load = new Load(links);
      await pccs.connectTo(cairn);
      await placeLsps(cairn, pccs, load, given);
      watch(cairn, pccs, load, given.refusals);
      const now = cairn.clock.now();
      const about = given.isNode
        ? { links: [], nodes: [nameOf(2 + (given.maintained % 4))] }
        : { links: [linkId(links, given.maintained)] };
      const window = workOnLink(now + 2 * MINUTE, now + 3 * MINUTE, { ...about, whatCannotMove: 'LEAVE' });
      const { id } = await plan(cairn, window);
      await pass(cairn, 2 * MINUTE + 2 * SECOND);
      const entry = cairn.pce.live.state.maintenances.get(id);
      expect(entry?.state).toBe('IN_PROGRESS');
      moved += entry?.moved.length ?? 0;
      // Whatever is still there was said to be.
      const there = new Set(entry?.staying.map(({ lsp }) => lsp));
      for (const lsp of over(cairn, about)) expect(there).toContain(lsp);
      await pass(cairn, 3 * MINUTE);
      expect(isSettled(cairn, id)).toBe(true);
      expect([...load.overloaded]).toEqual([]);
      await cairn.stop();
    }),
    { numRuns: cases(100) },
  );
  expect(moved).toBeGreaterThan(cases(30));
});

/** One at a head-end, where most LSPs start. */
function linkId(links: readonly Link[], at: number): string {
  const used = links.filter(({ ends }) => ends.includes(0) || ends.includes(1));
  const { ends } = used[at % used.length]!;
  return `${nameOf(ends[0])}-${nameOf(ends[1])}`;
}

/** LSPs that are over the resources, by where their routes arrive. */
function over(
  cairn: TestPce,
  about: { readonly links: readonly string[]; readonly nodes?: readonly string[] },
) {
  const { lspDb, ted } = cairn.pce.live.state;
  const ends = about.links.flatMap((link) => link.split('-'));
  const maintained = ted
    .links()
    .filter(
      ({ source, target }) =>
        about.nodes?.some((name) => name === source || name === target) === true ||
        (ends.includes(source) && ends.includes(target)),
    )
    .map(({ targetAddress }) => targetAddress);
  return [...lspDb.entries()]
    .filter(({ current }) =>
      current.route.some((hop) => hop.kind === 'address' && maintained.includes(hop.address)),
    )
    .map(({ id }) => id);
}

async function placeLsps(cairn: TestPce, pccs: PlayedPccs, load: Load, { lsps }: Scenario): Promise<void> {
  for (const [at, { from, to, gigabits }] of lsps.entries()) {
    if (from === to) continue;
    const bandwidth = gigabits * 1e9;
    const request = pathRequest({ source: nameOf(from), destination: nameOf(to), bandwidth });
    const path = cairn.pce.live.computer.findPath({ request, signalling: { setupType: 'RSVP_TE' } });
    if (path === undefined) continue;
    const pcc = PccId(`10.0.0.${from + 1}`);
    const lsp = lspState({
      pcc,
      name: `lsp-${at}`,
      plspId: at + 1,
      source: pcc,
      destination: `10.0.0.${to + 1}`,
      bandwidth,
      route: path.route,
    });
    pccs.lsps.set(`${pcc}/${lsp.name}`, lsp);
    load.has(`${pcc} ${lsp.plspId}`, bandwidth, lsp.route);
    cairn.report(lsp);
    await cairn.settled();
  }
}

/** From the request until its answer both paths are held. */
function watch(cairn: TestPce, pccs: PlayedPccs, load: Load, refusals: number): void {
  const obey = cairn.gateway.onSent;
  let count = 0;
  const held = (sent: Sent & { readonly kind: 'update' }, ...routes: (readonly Hop[])[]): void =>
    load.has(`${sent.pcc} ${sent.plspId}`, sent.intended.bandwidth, ...routes);
  pccs.fault = (sent) => {
    if (sent.kind !== 'update') return undefined;
    const [before] = load.routesOf(`${sent.pcc} ${sent.plspId}`);
    const isRefused = refusals > 0 && ++count % refusals === 0;
    held(sent, isRefused && before !== undefined ? before : sent.intended.path.route);
    return isRefused ? 'refuse' : undefined;
  };
  cairn.gateway.onSent = (sent) => {
    if (sent.kind === 'update') {
      const before = load.routesOf(`${sent.pcc} ${sent.plspId}`);
      held(sent, ...before, sent.intended.path.route);
    }
    obey?.(sent);
  };
}

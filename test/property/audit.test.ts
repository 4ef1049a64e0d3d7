// Whatever happens in whatever order: every decision of the log is computed again with the same result (RFC 4655 9.4),
// by the process that took it and by one that started later from a snapshot.
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Audit } from '../../src/app/audit/audit.js';
import type { ObservedPathRequest } from '../../src/app/ports/pcc-observer.js';
import type { TopologyFeed } from '../../src/app/ports/topology-observer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, LspId, NodeId, PccId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { ObservedLink } from '../../src/domain/values/topology.js';
import { bgpLsSource } from '../../src/domain/values/topology-source.js';
import { emptyLog, type MemoryLog } from '../../src/events/stores/memory/open.js';
import { ComputationPool } from '../../src/main/computation-pool/pool.js';
import { msgpackSnapshotCodec } from '../../src/main/snapshot-codec.js';
import { auditOf, notReproduced } from '../support/audits.js';
import { cases } from '../support/cases.js';
import { workOnLink } from '../support/maintained-network.js';
import { lspState, type Sent, TestPce } from '../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../support/reference-network.js';

const RUNS = { numRuns: cases(100) };
const PCCS = [PccId('10.0.0.1'), PccId('10.0.0.2')] as const;
const NAMES = ['one', 'two', 'three', 'four'] as const;
const GIGABIT = 1e9;

/** What happens next, and four numbers that say how. */
type Step = readonly [kind: number, a: number, b: number, c: number];

const pick = <Value>(values: readonly Value[], index: number): Value =>
  values[index % values.length] as Value;

/** The reference network with one line of it down, or of another capacity. */
function changedNetwork(a: number, b: number, c: number): string {
  const links = REFERENCE_NETWORK.split('\n').filter((line) => line.includes('from:'));
  const line = pick(links, a);
  const change = c % 2 === 0 ? `capacity: ${(b % 12) + 1}e9` : 'capacity: 10e9, operational: false';
  return REFERENCE_NETWORK.replace(line, line.replace(/capacity: \d+e9/, change));
}

const FEED: TopologyFeed = {
  source: bgpLsSource('192.0.2.7'),
  address: '192.0.2.7',
  asNumber: 65_000,
  routerId: '192.0.2.7',
  holdTime: 90,
};
const NOTHING = { nodes: [], links: [], withdrawnNodes: [], withdrawnLinks: [] };
const fedNode = (number: number): NodeId => NodeId(`0000.0000.000${number}`);
const FED_NODES = [1, 2, 3, 4].map((number) => ({
  id: fedNode(number),
  name: `router-${number}`,
  routerId: `10.0.0.${number}`,
}));
/** The links of the reference network as its routers flood them. */
const FED_LINKS: readonly ObservedLink[] = [
  [1, 2],
  [2, 4],
  [1, 3],
  [3, 4],
].map(([from = 0, to = 0]) => ({
  id: LinkId(`${from}-${to}`),
  source: fedNode(from),
  target: fedNode(to),
  sourceAddress: `10.${from}.${to}.1`,
  targetAddress: `10.${from}.${to}.2`,
  igpMetric: 1,
  capacity: 10e9,
  operational: true,
}));

class Play {
  readonly cairn: TestPce;
  readonly #answers: Promise<unknown>[] = [];
  #requestId = 0;
  #sentSeen = 0;
  #isFed = false;

  constructor(cairn: TestPce) {
    this.cairn = cairn;
  }

  async start(): Promise<void> {
    await this.cairn.topology(REFERENCE_NETWORK);
    for (const pcc of PCCS)
      await this.cairn.connect(pcc, [this.#state(pcc, 0, 3, 0), this.#state(pcc, 1, 4, 1)]);
  }

  async take([kind, a, b, c]: Step): Promise<void> {
    const pcc = pick(PCCS, a);
    switch (kind) {
      case 0:
        return this.cairn.topology(changedNetwork(a, b, c), true);
      case 1:
        return this.#report(pcc, a, b, c);
      case 2:
      case 3:
        return this.#request(pcc, a, b, c);
      case 4:
        return this.#create(pcc, a, b, c);
      case 5:
        return this.#update(pcc, a, b, c);
      case 6:
        return this.#headEndsAct();
      case 7:
        return this.#reconnect(pcc, b);
      case 8:
        return this.cairn.clock.advance(a % 3 === 0 ? 11_000 : 100);
      case 9:
        return this.#feed(a, b, c);
      case 10:
        return this.#maintain(a, b, c);
      default:
        return this.cairn.settled();
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#answers);
    await this.cairn.settled();
  }

  #state(pcc: PccId, name: number, b: number, c: number) {
    const route = pick([ROUTE_A_B_D, ROUTE_A_C_D, []], c);
    const [from, to, along] =
      pcc === PCCS[0] ? ['10.0.0.1', '10.0.0.4', route] : ['10.0.0.2', '10.0.0.3', []];
    return lspState({
      pcc,
      name: pick(NAMES, name),
      plspId: (name % NAMES.length) + 1,
      source: from,
      destination: to,
      bandwidth: (b % 7) * GIGABIT,
      setupPriority: c % 8,
      holdingPriority: c % 8,
      setupType: c % 3 === 0 && along.length === 0 ? 'SR_MPLS' : 'RSVP_TE',
      route: along,
    });
  }

  #report(pcc: PccId, a: number, b: number, c: number): void {
    if (!this.cairn.gateway.sessions.has(pcc)) return;
    const known = this.cairn.pce.live.state.lspDb.byName(pcc, pick(NAMES, a));
    const removed = known !== undefined && b % 7 === 0;
    this.cairn.report(this.#state(pcc, a, b, c), { removed });
  }

  #request(pcc: PccId, a: number, b: number, c: number): void {
    const requests = Array.from({ length: (a % 3) + 1 }, (_, index): ObservedPathRequest => {
      const isNamed = (b + index) % 2 === 0;
      return {
        requestId: ++this.#requestId,
        request: pathRequest({
          source: '10.0.0.1',
          destination: pick(['10.0.0.4', '10.0.0.3'], b),
          bandwidth: ((b + index) % 7) * GIGABIT,
          setupPriority: c % 8,
          alternatives: c % 3,
          ...(c % 5 === 0 ? { excludeSrlgs: [7] } : {}),
        }),
        holdingPriority: c % 8,
        setupType: pick(['RSVP_TE', 'SR_MPLS'], c),
        ...(isNamed ? { lsp: { name: pick(NAMES, a + index) } } : {}),
        ...(c % 4 === 0 ? { previous: { hops: ROUTE_A_B_D, bandwidth: 2 * GIGABIT } } : {}),
        avoid: c % 6 === 0 ? ['B'] : [],
      };
    });
    this.#answers.push(this.cairn.pce.pathsRequested(pcc, requests, c % 2 === 0));
  }

  #create(pcc: PccId, a: number, b: number, c: number): void {
    const request = pathRequest({
      source: pcc,
      destination: 'D',
      bandwidth: (b % 8) * GIGABIT,
      alternatives: c % 2,
    });
    const name = `made-${a % 5}`;
    const setupType = pick(['RSVP_TE', 'SR_MPLS'] as const, c);
    this.#answers.push(this.cairn.pce.lsps.create({ pcc, name, request, setupType, holdingPriority: c % 8 }));
  }

  #update(pcc: PccId, a: number, b: number, c: number): void {
    const id = LspId(pcc, pick(NAMES, a));
    const pinned = c % 5 === 0 ? { path: ['A', 'C', 'D'] } : {};
    this.#answers.push(this.cairn.pce.lsps.update({ id, bandwidth: (b % 8) * GIGABIT, ...pinned }));
  }

  #maintain(a: number, b: number, c: number): void {
    const start = this.cairn.clock.now() + (b % 3) * 1_000;
    const about = a % 4 === 0 ? { nodes: ['B'] } : { links: [pick(['A-B', 'B-D', 'A-C', 'D-C'], a)] };
    const window = workOnLink(start, start + ((c % 3) + 1) * 8_000, {
      links: [],
      ...about,
      drainTime: 2_000,
      whatCannotMove: c % 2 === 0 ? 'REFUSE' : 'LEAVE',
    });
    this.#answers.push(this.cairn.pce.maintenances.plan(window));
  }

  /** Every second instruction is carried out, one after the other; the rest times out. */
  #headEndsAct(): void {
    const { sent } = this.cairn.gateway;
    for (const instruction of sent.slice(this.#sentSeen)) {
      this.#sentSeen++;
      if (this.#sentSeen % 2 === 0) this.#carryOut(instruction);
    }
  }

  #carryOut(instruction: Sent): void {
    if (instruction.kind === 'delete' || !this.cairn.gateway.sessions.has(instruction.pcc)) return;
    const { pcc, srpId, intended } = instruction;
    const { lspDb } = this.cairn.pce.live.state;
    const known =
      instruction.kind === 'update' ? lspDb.byPlspId(pcc, instruction.plspId)?.current : undefined;
    if (instruction.kind === 'update' && known === undefined) return;
    const name = instruction.kind === 'initiate' ? instruction.name : (known?.name ?? '');
    const { setupType, source, destination, bandwidth, setupPriority, holdingPriority } = intended;
    const plspId = known?.plspId ?? 100 + Number(name.slice('made-'.length));
    const same = { setupType, source, destination, bandwidth, setupPriority, holdingPriority };
    this.cairn.report(
      lspState({
        pcc,
        name,
        plspId,
        ...same,
        createdByPce: instruction.kind === 'initiate' || known?.createdByPce === true,
        route: intended.path.route,
      }),
      { srpId },
    );
  }

  /** As it reported them last. */
  #statesOf(pcc: PccId): readonly LspState[] {
    return [...this.cairn.pce.live.state.lspDb.ofPcc(pcc)].map(({ current }) => current);
  }

  /** A BGP-LS peer that tells what its routers have left; lost now and then. */
  #feed(a: number, b: number, c: number): void {
    const { pce } = this.cairn;
    if (!this.#isFed) {
      this.#isFed = true;
      pce.feedOpened(FEED);
      pce.topologyObserved(FEED.source, { ...NOTHING, nodes: FED_NODES, links: FED_LINKS });
      if (a % 2 === 0) pce.feedSynchronized(FEED.source);
      return;
    }
    if (a % 4 === 0) {
      this.#isFed = false;
      pce.feedClosed(FEED.source, 'hold timer expired');
      return;
    }
    const link = pick(FED_LINKS, a);
    const unreserved = Array.from({ length: 8 }, () => (c % 11) * GIGABIT);
    const told = { ...link, operational: b % 5 !== 0, ...(b % 3 === 0 ? {} : { unreserved }) };
    pce.topologyObserved(FEED.source, { ...NOTHING, links: [told] });
  }

  async #reconnect(pcc: PccId, b: number): Promise<void> {
    if (this.cairn.gateway.sessions.has(pcc)) await this.cairn.disconnect(pcc);
    else if (b % 3 === 0)
      await this.cairn.connect(pcc, [this.#state(pcc, 0, b, b), this.#state(pcc, 1, b, b + 1)]);
    else await this.cairn.connect(pcc, this.#statesOf(pcc));
  }
}

const number = fc.nat(99);
const steps = fc.array(fc.tuple(fc.nat(13), number, number, number), { maxLength: 40, size: 'max' });

async function play(taken: readonly Step[], log: MemoryLog, cairn: TestPce): Promise<void> {
  const playing = new Play(cairn);
  if (log.events.length === 0) await playing.start();
  for (const step of taken) await playing.take(step);
  await playing.end();
}

const pool = new ComputationPool({
  workers: 1,
  worthwhile: 0,
  onLost: (detail) => {
    throw new Error(detail);
  },
});
afterAll(() => pool.stop());

test(
  'F12: every decision is reproduced, by threads too, before and after a start from a snapshot',
  async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(steps, steps, async (before, after) => {
        const log = emptyLog();
        const first = await TestPce.start({ log, snapshotEvery: 25 });
        await play(before, log, first);
        const found = await auditOf(first.pce, { first: 7 });
        expect(notReproduced(found).filter((text) => !text.includes('it was given'))).toEqual([]);
        await first.stop();
        const second = await TestPce.start({ log, clock: first.clock, snapshotEvery: 25 });
        const end = second.pce.head();
        expect(await auditOf(second.pce, { to: end })).toEqual(found);
        await play([[7, 0, 1, 0], [7, 1, 2, 0], ...after], log, second);
        const all = await auditOf(second.pce);
        expect(notReproduced(all).filter((text) => !text.includes('it was given'))).toEqual([]);
        // Looked at one by one, each in a past that is put together for it alone.
        for (const { event, verdict } of all.filter((_finding, index) => index % 5 === 0)) {
          const { store } = second;
          const alone = new Audit({
            store,
            codec: msgpackSnapshotCodec,
            newComputer: createPathComputer,
            clock: second.clock,
          });
          const page = await alone.page({ after: event.position - 1, to: event.position, first: 1 });
          expect(page.findings).toMatchObject([{ event: { position: event.position }, verdict }]);
        }
        const inThreads = new Audit({
          store: second.store,
          codec: msgpackSnapshotCodec,
          newComputer: () => pool.newComputer(),
          clock: second.clock,
        });
        const page = await inThreads.page({ after: 0, to: second.pce.head(), first: 100_000 });
        expect(page.findings).toEqual(all);
        for (const { event } of all) seen.set(event.type, (seen.get(event.type) ?? 0) + 1);
        await second.stop();
      }),
      RUNS,
    );
    // The sequences must have brought about all that can be audited, in numbers.
    expect([...seen.keys()].sort()).toEqual([
      'LspInitiationRequested',
      'LspNotReroutable',
      'LspUpdateRequested',
      'PathRequestAnswered',
      'PathsComputedTogether',
    ]);
    for (const count of seen.values()) expect(count).toBeGreaterThan(30);
  },
  60_000 * cases(1),
);

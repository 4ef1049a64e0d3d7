// Rows of the RFC 4655 acceptance table about whole networks: domains, routes with loose hops, shared backups,
// reoptimisation, loops, and how long computations take.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Computation, ComputationRequest, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { eventually } from '../support/cairn-process.js';
import { PcepClient } from '../support/pcep-client.js';
import { pcreq, pcrpt, synchronizedPcreq } from '../support/pcep-messages.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { ServedPce } from '../support/served-pce.js';

/** Links both ways by the names of their ends, each with a metric and room. */
type Edges = Readonly<Record<string, readonly [metric: number, room: number]>>;

const linksOf = (edges: Edges): readonly TopologyLink[] =>
  Object.entries(edges).flatMap(([ends, [metric, room]], index) =>
    [ends, ends[1]! + ends[0]!].map((direction, way) => ({
      id: LinkId(direction),
      source: NodeId(direction[0]!),
      target: NodeId(direction[1]!),
      sourceAddress: `198.51.100.${2 * index + way}`,
      targetAddress: `198.51.100.${2 * index + 1 - way}`,
      igpMetric: metric,
      capacity: room,
      reservable: room,
      adminGroups: [],
      srlgs: [],
      operational: true,
    })),
  );

function networkOf(
  edges: Edges,
  inDomain: (node: string) => boolean = () => true,
  asOf: (node: string) => number = () => 65_000,
): PathComputer {
  const names = [...new Set(Object.keys(edges).join(''))].sort();
  const nodes = names.map((name, index) => ({
    id: NodeId(name),
    name,
    routerId: `192.0.2.${index + 1}`,
    asNumber: asOf(name),
  }));
  const computer = createPathComputer();
  computer.setTopology(
    nodes.filter(({ name }) => inDomain(name)),
    linksOf(edges).filter(({ source, target }) => inDomain(source) && inDomain(target)),
  );
  return computer;
}

const lsp = (ends: string, more: Partial<PathRequest> = {}, owner?: string): ComputationRequest => ({
  request: pathRequest({ source: ends[0]!, destination: ends[1]!, metric: 'IGP', ...more }),
  signalling: { setupType: 'RSVP_TE' },
  ...(owner === undefined ? {} : { ownClaims: [owner] }),
});

const nodesOf = (answer: Computation): string =>
  answer.kind === 'path' ? answer.path.path.nodes.join('') : `none: ${answer.noPath.reasons.join(',')}`;

const linksIn = (answer: Computation): readonly LinkId[] => {
  if (answer.kind === 'no-path') throw new Error(nodesOf(answer));
  return answer.path.path.links;
};

function place(
  computer: PathComputer,
  owner: string,
  links: readonly LinkId[],
  bandwidth: number,
  protects?: string,
): void {
  computer.setClaim(owner, {
    holdingPriority: 7,
    source: links[0]!.charAt(0),
    routes: [{ bandwidth, links }],
    ...(protects === undefined ? {} : { protects }),
  });
}

/** Two areas, A to D and D to G, and a way around both. */
const AREAS: Edges = {
  AB: [1, 10],
  BD: [1, 10],
  AC: [2, 10],
  CD: [2, 10],
  DE: [1, 10],
  EG: [1, 10],
  DF: [2, 10],
  FG: [2, 10],
  CF: [3, 10],
};

describe('RFC 4655 rows about networks', () => {
  test.each([
    ['an area', 'ABCD', 'AD', 'ABD'],
    ['another area', 'DEFG', 'DG', 'DEG'],
    ['a part of an area', 'ACD', 'AD', 'ACD'],
    ['all areas', 'ABCDEFG', 'AG', 'ABDEG'],
  ])('A3: the same engine is the PCE of %s', (_domain, members, ends, nodes) => {
    const computer = networkOf(AREAS, (node) => members.includes(node));
    expect(nodesOf(computer.compute(lsp(ends)))).toBe(nodes);
    expect(computer.findNode('G') === undefined).toBe(!members.includes('G'));
  });

  test('A13, C29: a route with strict and loose hops is followed, the loose ones along the IGP', () => {
    const computer = networkOf(AREAS);
    const interfaceInto = (id: string) =>
      linksOf(AREAS).find((link) => link.id === id)!.targetAddress as string;
    const strict = { kind: 'address', address: interfaceInto('AC') } as const;
    const loose = { kind: 'address', address: '192.0.2.7', loose: true } as const;
    const followed = computer.resolve('A', [strict, loose]);
    expect(followed).toMatchObject({ ok: true, value: { nodes: ['A', 'C', 'D', 'E', 'G'] } });
    // An autonomous system as a hop is the set of its nodes.
    const domains = networkOf(AREAS, undefined, (name) => (name < 'E' ? 65_001 : 65_002));
    const abstract = domains.resolve('A', [strict, { kind: 'as', as: 65_002, loose: true }, loose]);
    expect(abstract).toMatchObject({ ok: true, value: { nodes: ['A', 'C', 'D', 'E', 'G'] } });
    // A path that is to keep off one keeps off all its nodes.
    const transit = networkOf(AREAS, undefined, (name) => (name === 'E' ? 65_002 : 65_001));
    const keptOff = (...exclude: readonly string[]) => nodesOf(transit.compute(lsp('AG', { exclude })));
    expect([keptOff(), keptOff('AS 65002'), keptOff('AS 65001')]).toEqual([
      'ABDEG',
      'ABDFG',
      'none: EXCLUSION',
    ]);
    // What nothing is known of is named, and nothing is made up for it.
    const strange = computer.resolve('A', [strict, { kind: 'as', as: 65_001, loose: true }, loose]);
    expect(strange).toMatchObject({ ok: false, error: { index: 1 } });
  });

  test('B13: backups take less together than one by one, and enough for any single failure', () => {
    /** Two working ways that fail apart, and one dear way around both. */
    const edges: Edges = { AB: [1, 4], BD: [1, 4], AC: [1, 4], CD: [1, 4], AE: [5, 4], ED: [5, 4] };
    const computer = networkOf(edges);
    const working: string[] = [];
    const backups: (readonly LinkId[])[] = [];
    for (const [index, exclude] of [['C'], ['B']].entries()) {
      const asked = lsp('AD', { bandwidth: 4, exclude });
      const pair = computer.computeProtected(asked, 'node');
      expect(pair.exact).toBe(true);
      working.push(nodesOf(pair.working));
      backups.push(linksIn(pair.backup));
      place(computer, `working ${index}`, linksIn(pair.working), 4);
      place(computer, `backup ${index}`, linksIn(pair.backup), 4, `working ${index}`);
    }
    expect(working).toEqual(['ABD', 'ACD']);
    expect(backups).toEqual([
      ['AE', 'ED'],
      ['AE', 'ED'],
    ]);
    // 8 are promised over A-E, 4 set aside: each failure takes one working path, and needs 4.
    expect(computer.reserved(LinkId('AE'))).toBe(4);
    for (const link of linksOf(edges)) expect(computer.available(link.id, 7)).toBeGreaterThanOrEqual(0);
  });

  test('C35: with the LSPs known the whole network is placed anew, so that one more fits', () => {
    const edges: Edges = { AB: [1, 10], BD: [1, 10], AC: [2, 6], CD: [2, 6] };
    const computer = networkOf(edges);
    place(computer, 'small', [LinkId('AB'), LinkId('BD')], 5);
    const wide = lsp('AD', { bandwidth: 10 }, 'wide');
    expect(nodesOf(computer.compute(wide))).toBe('none: BANDWIDTH');
    const all = [lsp('AD', { bandwidth: 5 }, 'small'), wide];
    expect(computer.computeTogether(all).map(nodesOf)).toEqual(['ACD', 'ABD']);
  });

  test('E2: a path that would have to pass a node twice is refused, not looped', () => {
    // B hangs on A alone: to pass it on the way to D, A would be passed twice.
    const computer = networkOf({ AB: [1, 10], AC: [1, 10], CD: [1, 10] });
    expect(nodesOf(computer.compute(lsp('AD', { include: ['B'] })))).toBe('none: INCLUSION');
    const ring = networkOf({ AB: [1, 10], BC: [1, 10], CD: [1, 10], AD: [1, 10] });
    const around = ring.compute(lsp('AD', { include: ['B'], alternatives: 9 }));
    expect(nodesOf(around)).toBe('ABCD');
    expect(around.kind === 'path' && around.alternatives).toEqual([]);
  });

  test('E6: an LSP is reoptimised with what it has free, moves to a better path, and else stays', () => {
    const edges: Edges = { AB: [1, 10], BD: [1, 10], AC: [2, 10], CD: [2, 10] };
    const computer = networkOf(edges);
    place(computer, 'north', [LinkId('AC'), LinkId('CD')], 10);
    place(computer, 'other', [LinkId('AB'), LinkId('BD')], 10);
    const again = lsp('AD', { bandwidth: 10 }, 'north');
    expect(nodesOf(computer.compute(again))).toBe('ACD');
    computer.clearClaim('other');
    expect(nodesOf(computer.compute(again))).toBe('ABD');
  });
});

describe('RFC 4655 rows that need a whole PCE', () => {
  let cairn: ServedPce;
  let pcc: PcepClient;

  beforeEach(async () => {
    cairn = await ServedPce.start({ topology: REFERENCE_NETWORK });
    pcc = await PcepClient.synchronized(cairn.port, [], { speaker: 'head' });
  });

  afterEach(async () => {
    pcc.destroy();
    expect(cairn.fatal).toEqual([]);
    await cairn.stop();
  });

  test('A4: the topologies of two domains make one, over which a path leads from end to end', async () => {
    const beyond = `
cairn: topology/1
name: beyond
nodes:
  - { id: D, name: Dortmund, routerId: 10.0.0.4, prefixSid: 16004 }
  - { id: X, name: Xanten, routerId: 10.0.1.1, asNumber: 65001 }
  - { id: Y, name: Yokohama, routerId: 10.0.1.2, asNumber: 65001 }
links:
  - { from: D, to: X, fromAddress: 10.9.1.1, toAddress: 10.9.1.2, teMetric: 10, capacity: 10e9 }
  - { from: X, to: Y, fromAddress: 10.9.2.1, toAddress: 10.9.2.2, teMetric: 10, capacity: 10e9 }
`;
    const imported = await cairn.pce.importTopology(beyond, 'CAIRN', false);
    expect(imported.ok).toBe(true);
    pcc.send(pcreq({ requestId: 1, destination: '10.0.1.2' }));
    const [reply] = (await pcc.next('PCRep')).replies;
    const addresses = reply?.paths[0]?.ero.subobjects.map((hop) => hop.kind === 'IPv4' && hop.address);
    expect(addresses).toEqual(['10.1.2.2', '10.2.4.2', '10.9.1.2', '10.9.2.2']);
  });

  test('E9: how far TED and LSP-DB are behind what was said is measured, and how long telling it all took', async () => {
    const lags = () => cairn.telemetry.durations.filter(({ name }) => name === 'projection_lag');
    const synchronized = await eventually('the synchronisation', async () =>
      cairn.telemetry.durations.find(({ name }) => name === 'synchronization'),
    );
    expect(synchronized.labels).toEqual({ peer: 'pcc' });
    const before = lags().length;
    pcc.send(pcrpt({ plspId: 9, name: 'lagging', route: ['10.1.2.2', '10.2.4.2'] }));
    await eventually('the report', async () => (lags().length > before ? true : undefined));
    expect(lags().at(-1)?.labels).toEqual({ database: 'lsps' });
    // What is measured is what is visible: the LSP is there by then.
    expect([...cairn.pce.live.state.lspDb.entries()].map(({ current }) => current.name)).toContain('lagging');
    await cairn.pce.linksMeasured('gnmi', [{ link: 'A-B', delay: 4321 }]);
    expect(lags().at(-1)?.labels).toEqual({ database: 'topology' });
    expect(cairn.pce.live.state.ted.link(LinkId('A-B'))?.delay).toBe(4321);
    expect(lags().every(({ seconds }) => seconds >= 0)).toBe(true);
    const [map, collector] = cairn.pce.live.state.ted.sources();
    expect(collector!.toldAt).toBeGreaterThanOrEqual(map!.toldAt);
  });

  test('E7: the time of a computation is measured for one request, a diverse pair, and many at once', async () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ requestId: 10 + index }));
    const pair = synchronizedPcreq([{ requestId: 2 }, { requestId: 3 }], [2, 3]);
    const [vector] = pair.svecs;
    const diverse = { ...pair, svecs: [{ ...vector!, svec: { ...vector!.svec, linkDiverse: true } }] };
    const bulk = synchronizedPcreq(
      many,
      many.map(({ requestId }) => requestId),
    );
    for (const message of [pcreq({ requestId: 1 }), diverse, bulk]) {
      pcc.send(message);
      await pcc.next('PCRep');
    }
    const measured = cairn.telemetry.durations.filter(({ name }) => name === 'path_computation');
    expect(measured.map(({ labels }) => labels['kind'])).toEqual(['single', 'diverse', 'bulk']);
    // Most take less than the millisecond that a wall clock has.
    expect(measured.every(({ seconds }) => seconds > 0)).toBe(true);
  });
});

// Topology files at start (the digest rule), and documents through the API.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NodeId } from '../../../src/domain/values/identifiers.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK } from '../../support/reference-network.js';

const RENAMED = REFERENCE_NETWORK.replace('name: Brussels', 'name: Bruges');
const PATCH = `
cairn: topology/1
name: reference
nodes:
  - { id: B, name: Bastogne, routerId: 10.0.0.2 }
links: []
`;

let cairn: TestPce;

beforeEach(async () => {
  cairn = await TestPce.start();
});

afterEach(() => cairn.stop());

const nameOfB = (pce = cairn): string | undefined => pce.pce.live.state.ted.node(NodeId('B'))?.name;
const changes = async (imported: ReturnType<TestPce['pce']['importTopologyFile']>): Promise<number> => {
  const report = await imported;
  if (!report.ok) throw new Error(report.error.message);
  return report.value.changes;
};

test('a file is applied once, and again when it has changed', async () => {
  expect(await changes(cairn.pce.importTopologyFile(REFERENCE_NETWORK))).toBe(14);
  const head = cairn.store.head();
  expect(await changes(cairn.pce.importTopologyFile(REFERENCE_NETWORK))).toBe(0);
  expect(cairn.store.head()).toBe(head);
  expect(await changes(cairn.pce.importTopologyFile(RENAMED))).toBe(1);
  expect(nameOfB()).toBe('Bruges');
});

test('an unchanged file at the next start does not take back what was imported through the API', async () => {
  const log = emptyLog();
  const first = await TestPce.start({ log });
  await first.pce.importTopologyFile(REFERENCE_NETWORK);
  await first.topology(PATCH);
  expect(nameOfB(first)).toBe('Bastogne');
  await first.stop();
  const second = await TestPce.start({ log });
  expect(await changes(second.pce.importTopologyFile(REFERENCE_NETWORK))).toBe(0);
  expect(nameOfB(second)).toBe('Bastogne');
  expect(await changes(second.pce.importTopologyFile(RENAMED))).toBe(1);
  expect(nameOfB(second)).toBe('Bruges');
  await second.stop();
});

test('without replace a document adds and changes; with it, it is all that the source says', async () => {
  await cairn.topology(REFERENCE_NETWORK);
  await cairn.topology(PATCH);
  expect(cairn.pce.live.state.ted.links()).toHaveLength(10);
  await cairn.topology(PATCH, true);
  expect(cairn.pce.live.state.ted.nodes().map(({ id }) => id)).toEqual(['B']);
  expect(cairn.pce.live.state.ted.links()).toEqual([]);
});

test('two imports at once are applied one after the other', async () => {
  const reports = await Promise.all([
    cairn.pce.importTopology(REFERENCE_NETWORK, 'CAIRN', false),
    cairn.pce.importTopology(REFERENCE_NETWORK, 'CAIRN', false),
  ]);
  expect(reports.map((report) => report.ok && report.value.changes)).toEqual([14, 0]);
});

test('a document that names no source is the operator’s own', async () => {
  const graph = 'NODES 2\nlabel x y\nX 1 1\nY 2 2\nEDGES 1\nlabel src dest weight bw delay\ne 0 1 1 1000 5\n';
  expect(await cairn.pce.importTopology(graph, 'REPETITA', true)).toMatchObject({
    ok: true,
    value: { source: 'operator', nodes: 2 },
  });
});

test('a file of any format is taken, under its own name or the one beside it', async () => {
  const graph = 'NODES 2\nlabel x y\nX 1 1\nY 2 2\nEDGES 1\nlabel src dest weight bw delay\ne 0 1 1 1000 5\n';
  expect(await cairn.pce.importTopologyFile(graph, 'repetita')).toMatchObject({
    ok: true,
    value: { source: 'repetita', changes: 3 },
  });
  expect(await changes(cairn.pce.importTopologyFile(graph, 'repetita'))).toBe(0);
  expect(await cairn.pce.importTopologyFile(REFERENCE_NETWORK, 'file')).toMatchObject({
    ok: true,
    value: { source: 'reference' },
  });
});

test('what can not be used is refused whole', async () => {
  const dangling = REFERENCE_NETWORK.replace('from: C, to: D,', 'from: C, to: X,');
  for (const refused of [
    await cairn.pce.importTopology(dangling, 'CAIRN', false),
    await cairn.pce.importTopologyFile(dangling),
    await cairn.pce.importTopology('{', 'CAIRN', true),
  ]) {
    expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID_DOCUMENT' } });
  }
  expect(await cairn.pce.importTopology('', 'GIF', true)).toMatchObject({
    ok: false,
    error: { code: 'NOT_SUPPORTED' },
  });
  expect(cairn.store.head()).toBe(0);
});

test('a document cannot speak for a BGP-LS peer', async () => {
  const report = await cairn.pce.importTopology(
    REFERENCE_NETWORK.replace('name: reference', 'name: "bgp-ls:192.0.2.7"'),
    'CAIRN',
    true,
  );
  expect(report).toMatchObject({ ok: false, error: { code: 'INVALID_DOCUMENT' } });
  expect(cairn.store.head()).toBe(0);
});

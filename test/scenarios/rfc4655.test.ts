// Rows of the RFC 4655 acceptance table, end to end: PCEP bytes over real sockets into the whole PCE. The engine's part of
// the same rows is in rfc4655-engine.test.ts.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LinkId, PccId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { Reply } from '../../src/southbound/pcep/codec/messages/pcrep.js';
import type { PathComputationRequest } from '../../src/southbound/pcep/codec/messages/pcreq.js';
import type { Metric } from '../../src/southbound/pcep/codec/objects/metric.js';
import type { XroSubobject } from '../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { eventually } from '../support/cairn-process.js';
import { PcepClient } from '../support/pcep-client.js';
import { pathComputationRequest, pcrpt, type RequestWords } from '../support/pcep-messages.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { ServedPce } from '../support/served-pce.js';

const [BY_B, BY_C, DIRECT] = [['10.1.2.2', '10.2.4.2'], ['10.1.3.2', '10.3.4.2'], ['10.1.4.2']] as const;

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

let lastRequestId = 0;
type More = Partial<PathComputationRequest>;

/** Asks for a path from A to D; the whole reply. */
async function ask(words: Omit<RequestWords, 'requestId'> = {}, more: More = {}, from = pcc): Promise<Reply> {
  const requestId = ++lastRequestId;
  const request = { ...pathComputationRequest({ requestId, ...words }), ...more };
  from.send({ kind: 'PCReq', svecs: [], requests: [request] });
  const [reply] = (await from.next('PCRep')).replies;
  expect(reply?.rp.requestId).toBe(requestId);
  if (reply === undefined) throw new Error('an empty PCRep');
  return reply;
}

/** The addresses of the ERO; none when there is no path. */
const routeOf = ({ paths }: Reply): readonly string[] =>
  (paths[0]?.ero.subobjects ?? []).flatMap((subobject) =>
    subobject.kind === 'IPv4' ? [subobject.address] : [],
  );
const routeFor = async (
  words: Omit<RequestWords, 'requestId'> = {},
  more: More = {},
): Promise<readonly string[]> => routeOf(await ask(words, more));
const importing = async (document: string, replace = true): Promise<void> => {
  const imported = await cairn.pce.importTopology(document, 'CAIRN', replace);
  if (!imported.ok) throw new Error(imported.error.message);
};
const lspDb = () => cairn.pce.live.state.lspDb;
const metric = (metricType: number, value: number, bound: boolean): Metric => ({
  kind: 'METRIC',
  metricType,
  bound,
  computed: false,
  value,
});

describe('RFC 4655', () => {
  test('A1: a path under bandwidth and another constraint, checked link by link against the topology', async () => {
    const reply = await ask({ bandwidth: 6e9 }, { metrics: [metric(2, 45, true)] });
    expect(routeOf(reply)).toEqual(BY_B);
    const { ted } = cairn.pce.live.state;
    let at = 'A';
    let cost = 0;
    for (const address of routeOf(reply)) {
      const link = ted
        .links()
        .find(({ source, targetAddress }) => source === at && targetAddress === address);
      expect(link?.reservable).toBeGreaterThanOrEqual(6e9);
      expect(link?.operational).toBe(true);
      cost += link?.teMetric ?? Number.POSITIVE_INFINITY;
      at = link?.target ?? '';
    }
    expect(at).toBe('D');
    expect(cost).toBeLessThanOrEqual(45);
  });

  test('A2: the path changes when the bandwidth in the TED changes', async () => {
    expect(await routeFor({ bandwidth: 6e9 })).toEqual(BY_B);
    await importing(
      REFERENCE_NETWORK.replace(
        'teMetric: 10, delay: 1000, capacity: 10e9',
        'teMetric: 10, delay: 1000, capacity: 1e9',
      ),
    );
    expect(await routeFor({ bandwidth: 6e9 })).toEqual(BY_C);
  });

  test('C13: requests that are not synchronised are answered independently, each by itself', async () => {
    const requests = [1, 2, 3].map((requestId) =>
      pathComputationRequest({ requestId, destination: requestId === 2 ? '10.9.9.9' : '10.0.0.4' }),
    );
    pcc.send({ kind: 'PCReq', svecs: [], requests });
    const replies = new Map<number, Reply>();
    while (replies.size < 3)
      for (const reply of (await pcc.next('PCRep')).replies) replies.set(reply.rp.requestId, reply);
    expect([1, 2, 3].map((id) => replies.get(id)?.noPath !== undefined)).toEqual([false, true, false]);
  });

  test('C28: the answer to an impossible request says which constraint is to blame, and what would do', async () => {
    const bandwidth = await ask({ bandwidth: 40e9 });
    expect(bandwidth).toMatchObject({
      noPath: { unsatisfiedConstraints: true },
      bandwidth: { bytesPerSecond: 10e9 / 8 },
    });
    const bound = await ask({}, { metrics: [metric(2, 5, true)] });
    expect(bound).toMatchObject({
      noPath: { unsatisfiedConstraints: true },
      metrics: [{ metricType: 2, bound: true, value: 20 }],
    });
    const unknown = await ask({ destination: '10.9.9.9' });
    expect(unknown.noPath?.tlvs).toEqual([{ kind: 'NO-PATH-VECTOR', flags: 2 }]);
  });

  test('C39: computed, being set up, up, and torn down are told apart', async () => {
    const route = await routeFor({ bandwidth: 1e9 });
    // Computed: the bandwidth is held, no LSP is known.
    expect([cairn.pce.live.state.holds.size, lspDb().size]).toEqual([1, 0]);
    const lsp = { plspId: 1, name: 'one', bandwidth: 1e9, route };
    const shown = async (state: string) =>
      eventually(state, async () =>
        lspDb().byName(PccId('head'), 'one')?.current.operationalState === state ? true : undefined,
      );
    pcc.send(pcrpt({ ...lsp, operational: 4 }));
    await shown('GOING_UP');
    pcc.send(pcrpt(lsp));
    await shown('UP');
    expect(cairn.pce.live.state.holds.size).toBe(0);
    pcc.send(pcrpt({ ...lsp, operational: 3 }));
    await shown('GOING_DOWN');
    pcc.send(pcrpt({ ...lsp, remove: true, lspId: 0 }));
    await eventually('gone', async () => (lspDb().size === 0 ? true : undefined));
    expect(cairn.pce.live.computer.reserved(LinkId('A-B'))).toBe(0);
  });

  test('C43: a stateless request that says which path its LSP has (RRO) is not booked twice', async () => {
    const other = await PcepClient.synchronized(cairn.port, [], { speaker: 'other' });
    // Priority 0, as a request without an LSPA has it.
    other.send(pcrpt({ plspId: 1, name: 'one', bandwidth: 6e9, priority: 0, route: BY_B }));
    other.send(pcrpt({ plspId: 2, name: 'two', bandwidth: 6e9, priority: 0, route: BY_C }));
    await eventually('both', async () => (lspDb().size === 2 ? true : undefined));
    expect(await routeFor({ bandwidth: 6e9 })).toEqual([]);
    const { rp } = pathComputationRequest({ requestId: lastRequestId + 1 });
    const unprotected = { localProtectionAvailable: false, localProtectionInUse: false };
    const subobjects = BY_B.map(
      (address) => ({ kind: 'IPv4', address, prefixLength: 32, ...unprotected }) as const,
    );
    const again: More = { rp: { ...rp, reoptimization: true }, rro: { kind: 'RRO', subobjects } };
    expect(await routeFor({ bandwidth: 6e9 }, again)).toEqual(BY_B);
    other.destroy();
  });

  test('C44: of two quick requests of different head-ends only one gets the scarce link', async () => {
    const other = await PcepClient.synchronized(cairn.port, [], { speaker: 'other' });
    await eventually('the other', async () =>
      cairn.pce.live.state.sessions.get(PccId('other'))?.synchronized ? true : undefined,
    );
    const [first, second] = await Promise.all([ask({ bandwidth: 6e9 }), ask({ bandwidth: 6e9 }, {}, other)]);
    expect(new Set([routeOf(first), routeOf(second)])).toEqual(new Set([BY_B, BY_C]));
    expect(await routeFor({ bandwidth: 6e9 })).toEqual([]);
    other.destroy();
  });
});

describe('RFC 4655 C26: what a request can carry has its effect:', () => {
  const lspa = (fields: {
    includeAny?: number;
    includeAll?: number;
    excludeAny?: number;
    setupPriority?: number;
  }): More => ({
    lspa: {
      kind: 'LSPA',
      excludeAny: 0,
      includeAny: 0,
      includeAll: 0,
      setupPriority: 7,
      holdingPriority: 7,
      localProtectionDesired: false,
      tlvs: [],
      ...fields,
    },
  });
  const node = (address: string): XroSubobject => ({
    kind: 'IPv4',
    soft: false,
    address,
    prefixLength: 32,
    attribute: 1,
  });
  const avoiding = (...subobjects: readonly XroSubobject[]): More => ({
    xro: { kind: 'XRO', failed: false, subobjects },
  });
  const passing = (address: string): More => ({
    iro: { kind: 'IRO', subobjects: [{ kind: 'IPv4', address, prefixLength: 32, loose: false }] },
  });
  /** A-C has groups 0 and 3, no other link has any; A-B is in shared risk group 7. */
  test.each<[string, More, readonly string[]]>([
    ['nothing but the end points', {}, BY_B],
    ['the metric to be small: hops', { metrics: [metric(3, 0, false)] }, DIRECT],
    ['a bound on the delay, microseconds', { metrics: [metric(12, 1_500, true)] }, []],
    ['groups to be avoided', lspa({ excludeAny: 0b1000 }), BY_B],
    ['groups of which each link has to have one', lspa({ includeAny: 1 }), []],
    ['groups of which each link has to have all', lspa({ includeAll: 0b1001 }), []],
    [
      'a shared risk group to be avoided',
      avoiding({ kind: 'SRLG', soft: false, srlg: 7, attribute: 2 }),
      BY_C,
    ],
    ['a node to be avoided', avoiding(node('10.0.0.2')), BY_C],
    ['a link to be avoided', avoiding(node('10.2.4.2')), BY_C],
    ['two nodes to be avoided', avoiding(node('10.0.0.2'), node('10.0.0.3')), DIRECT],
    ['a node to be avoided if possible', avoiding({ ...node('10.0.0.4'), soft: true }), BY_B],
    ['a node to be passed', passing('10.0.0.3'), BY_C],
  ])('%s', async (_name, more, route) => {
    expect(await routeFor({}, more)).toEqual(route);
  });

  test('end points', async () => {
    expect(await routeFor({ source: '10.0.0.2', destination: '10.0.0.3' })).toHaveLength(2);
  });

  test('bandwidth', async () => {
    expect(await routeFor({ bandwidth: 10e9 })).toEqual(BY_B);
    expect(await routeFor({ bandwidth: 10.1e9 })).toEqual([]);
  });

  test('a priority at which others’ bandwidth does not count', async () => {
    pcc.send(pcrpt({ plspId: 1, name: 'low', bandwidth: 9e9, priority: 5, route: BY_B }));
    await eventually('the LSP', async () => (lspDb().size === 1 ? true : undefined));
    expect(await routeFor({ bandwidth: 5e9 }, lspa({ setupPriority: 5 }))).toEqual(BY_C);
    expect(await routeFor({ bandwidth: 5e9 }, lspa({ setupPriority: 4 }))).toEqual(BY_B);
  });

  test('a number of further paths, by GraphQL and in the core', () => {
    const result = cairn.pce.live.computer.compute({
      request: pathRequest({ source: 'A', destination: 'D', alternatives: 2 }),
      signalling: { setupType: 'RSVP_TE' },
    });
    expect(result.kind === 'path' && result.alternatives.map(({ path }) => path.nodes.join(''))).toEqual([
      'ACD',
      'AD',
    ]);
  });
});

describe('RFC 4655 C37:', () => {
  test('after churn, flaps and a new synchronisation the LSP-DB is what the head-ends have', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const words = (name: string, index: number) => ({
      plspId: index + 1,
      name,
      bandwidth: index * 1e8,
      route: BY_B,
    });
    pcc.send(...names.map((name, index) => pcrpt(words(name, index))));
    for (let lspId = 2; lspId <= 20; lspId++) {
      pcc.send(pcrpt({ ...words('one', 0), lspId, route: lspId % 2 === 0 ? BY_C : BY_B, operational: 4 }));
      pcc.send(pcrpt({ ...words('one', 0), lspId, route: lspId % 2 === 0 ? BY_C : BY_B }));
      pcc.send(pcrpt({ ...words('one', 0), lspId: lspId - 1, remove: true, operational: 0 }));
    }
    pcc.send(pcrpt({ ...words('two', 1), remove: true, lspId: 0 }));
    pcc.destroy();
    await eventually('the end of the session', async () =>
      cairn.pce.live.state.sessions.get(PccId('head'))?.session === undefined ? true : undefined,
    );
    // While it was away one more LSP went, one came, and the PLSP-IDs are new.
    const now = ['one', 'four', 'five'].map((name, index) =>
      pcrpt({ ...words(name, index + 40), sync: true, lspId: name === 'one' ? 20 : 1, bandwidth: 7e8 }),
    );
    pcc = await PcepClient.synchronized(cairn.port, now, { speaker: 'head' });
    await eventually('the synchronisation', async () =>
      cairn.pce.live.state.sessions.get(PccId('head'))?.synchronized ? true : undefined,
    );
    expect(lspDb().ids()).toEqual(['head/five', 'head/four', 'head/one']);
    for (const { paths, current } of lspDb().entries()) {
      expect(paths).toHaveLength(1);
      expect(current).toMatchObject({
        bandwidth: 7e8,
        route: BY_B.map((address) => ({ kind: 'address', address })),
      });
      expect(current.plspId).toBeGreaterThan(40);
    }
    // And the reservations are the sum of it.
    expect(cairn.pce.live.computer.reserved(LinkId('A-B'))).toBe(3 * 7e8);
  });
});

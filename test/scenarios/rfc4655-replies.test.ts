// Rows of the RFC 4655 acceptance table that a head-end sees in what it is answered, and rows about where the TED comes
// from: PCEP bytes over real sockets, topology by document and by a BGP-LS feed.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { bgpLsSource } from '../../src/domain/values/topology-source.js';
import type { Reply } from '../../src/southbound/pcep/codec/messages/pcrep.js';
import type { PCReq } from '../../src/southbound/pcep/codec/messages/pcreq.js';
import { eventually } from '../support/cairn-process.js';
import { PcepClient } from '../support/pcep-client.js';
import { pathComputationRequest, pcreq, pcrpt, synchronizedPcreq } from '../support/pcep-messages.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { ServedPce } from '../support/served-pce.js';

const BY_B = ['10.1.2.2', '10.2.4.2'];
const BY_C = ['10.1.3.2', '10.3.4.2'];

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

/** The replies to all requests of the message, by request id. */
async function replies(message: PCReq, from = pcc): Promise<readonly Reply[]> {
  from.send(message);
  const known = new Map<number, Reply>();
  while (known.size < message.requests.length) {
    for (const reply of (await from.next('PCRep')).replies) known.set(reply.rp.requestId, reply);
  }
  return [...known].toSorted(([a], [b]) => a - b).map(([, reply]) => reply);
}

const routeOf = (reply: Reply | undefined): readonly string[] =>
  (reply?.paths[0]?.ero.subobjects ?? []).flatMap((subobject) =>
    subobject.kind === 'IPv4' ? [subobject.address] : [],
  );

const importing = async (document: string, replace = false): Promise<void> => {
  const imported = await cairn.pce.importTopology(document, 'CAIRN', replace);
  if (!imported.ok) throw new Error(imported.error.message);
};

/** The links that the addresses of a strict route arrive over; undefined where the route has a gap. */
function linksAlong(start: string, addresses: readonly string[]): readonly (string | undefined)[] {
  let at: string | undefined = start;
  return addresses.map((address) => {
    const link = cairn.pce.live.state.ted
      .links()
      .find(({ source, targetAddress }) => source === at && targetAddress === address);
    at = link?.target;
    return link?.id;
  });
}

describe('RFC 4655', () => {
  test('A12, D2: the path is explicit and strict from end to end, and the reply says that it is', async () => {
    const [reply] = await replies(pcreq({ requestId: 1, bandwidth: 2e9 }));
    expect(reply?.rp.loose).toBe(false);
    const hops = reply?.paths[0]?.ero.subobjects ?? [];
    expect(hops.map((hop) => 'loose' in hop && hop.loose)).toEqual([false, false]);
    expect(linksAlong('A', routeOf(reply))).toEqual(['A-B', 'B-D']);
  });

  test.each([false, true])(
    'D1: a path without loose hops is given, loose ones allowed or not: %s',
    async (loose) => {
      const request = pathComputationRequest({ requestId: 1 });
      const asked = { ...request, rp: { ...request.rp, loose } };
      const [reply] = await replies({ kind: 'PCReq', svecs: [], requests: [asked] });
      expect(reply?.rp.loose).toBe(false);
      expect(linksAlong('A', routeOf(reply))).toEqual(['A-B', 'B-D']);
    },
  );

  test('C14: a message may ask for a set of paths without binding them together; each takes its share', async () => {
    const wanted = [1, 2, 3].map((requestId) => ({ requestId, bandwidth: 6e9 }));
    const answered = await replies(pcreq(...wanted));
    expect(answered.map(routeOf)).toEqual([BY_B, BY_C, []]);
    expect(answered[2]?.noPath).toBeDefined();
  });

  test('C15: bound together by an SVEC both get a path, one after the other only the first', async () => {
    // The first could go by B or by C, the second, which is wider, by B alone.
    await importing(
      REFERENCE_NETWORK.replace(
        /(fromAddress: 10\.1\.3\.1.*capacity: )10e9/,
        (_, before: string) => `${before}4e9`,
      ),
      true,
    );
    const wanted = [
      { requestId: 1, bandwidth: 3e9 },
      { requestId: 2, bandwidth: 9e9 },
    ];
    const other = await PcepClient.synchronized(cairn.port, [], { speaker: 'other' });
    const together = await replies(synchronizedPcreq(wanted, [1, 2]), other);
    expect(together.map(routeOf)).toEqual([BY_C, BY_B]);
    other.destroy();
    const apart = await ServedPce.start({
      topology: REFERENCE_NETWORK.replace(/(fromAddress: 10\.1\.3\.1.*capacity: )10e9/, '$14e9'),
    });
    const lone = await PcepClient.synchronized(apart.port, [], { speaker: 'lone' });
    const sequential = await replies(pcreq(...wanted), lone);
    expect(sequential.map(routeOf)).toEqual([BY_B, []]);
    lone.destroy();
    await apart.stop();
  });

  test('B10: a TED from configuration loses what is booked, and has it again when that is released', async () => {
    const left = (): number => cairn.pce.live.computer.available(LinkId('A-B'), 7);
    expect(cairn.pce.live.state.ted.link(LinkId('A-B'))?.teMetric).toBe(10);
    expect(left()).toBe(10e9);
    const lsp = { plspId: 1, name: 'one', bandwidth: 4e9, route: BY_B };
    pcc.send(pcrpt(lsp));
    await eventually('booked', async () => (left() === 6e9 ? true : undefined));
    const [refused] = await replies(pcreq({ requestId: 1, bandwidth: 20e9 }));
    expect(refused?.noPath).toBeDefined();
    pcc.send(pcrpt({ ...lsp, remove: true, lspId: 0 }));
    await eventually('released', async () => (left() === 10e9 ? true : undefined));
  });

  test('C32: the topology of an IGP, told by BGP-LS, is what paths are computed on', async () => {
    const source = bgpLsSource('192.0.2.7');
    const feed = { source, address: '192.0.2.7', asNumber: 65_000, routerId: '192.0.2.7', holdTime: 90 };
    const nodes = [1, 2].map((number) => ({
      id: NodeId(`x${number}`),
      name: `x${number}`,
      routerId: `10.77.0.${number}`,
    }));
    const link = {
      id: LinkId('x1-x2'),
      source: NodeId('x1'),
      target: NodeId('x2'),
      targetAddress: '10.77.1.2',
      igpMetric: 10,
      capacity: 1e9,
      operational: true,
    };
    // An IGP uses a link only when both ends tell of it.
    const back = { ...link, id: LinkId('x2-x1'), source: link.target, target: link.source };
    const wanted = { source: '10.77.0.1', destination: '10.77.0.2' };
    cairn.pce.feedOpened(feed);
    const nothing = { nodes: [], links: [], withdrawnNodes: [], withdrawnLinks: [] };
    cairn.pce.topologyObserved(source, {
      ...nothing,
      nodes,
      links: [link, { ...back, targetAddress: '10.77.1.1' }],
    });
    cairn.pce.feedSynchronized(source);
    await eventually('the feed', async () => cairn.pce.live.state.ted.link(link.id));
    expect(routeOf((await replies(pcreq({ requestId: 1, ...wanted })))[0])).toEqual(['10.77.1.2']);
    cairn.pce.topologyObserved(source, { ...nothing, withdrawnLinks: [link.id] });
    await eventually('the withdrawal', async () =>
      cairn.pce.live.state.ted.link(link.id) === undefined ? true : undefined,
    );
    const [refused] = await replies(pcreq({ requestId: 2, ...wanted }));
    expect(refused?.noPath).toBeDefined();
  });

  test('C33: the TED is fed out of band, in bulk and in part; until it is told, a path may lead over a dead link', async () => {
    const ends = `cairn: topology/1
name: reference
nodes:
  - { id: A, name: Amsterdam, routerId: 10.0.0.1, prefixSid: 16001 }
  - { id: B, name: Brussels, routerId: 10.0.0.2, prefixSid: 16002 }
links:
  - { from: A, to: B, fromAddress: 10.1.2.1, toAddress: 10.1.2.2, igpMetric: 1, teMetric: 10, capacity: 10e9, operational: false }
`;
    expect(routeOf((await replies(pcreq({ requestId: 1 })))[0])).toEqual(BY_B);
    await importing(ends);
    expect(cairn.pce.live.state.ted.links()).toHaveLength(10);
    expect(routeOf((await replies(pcreq({ requestId: 2 })))[0])).toEqual(BY_C);
    await importing(REFERENCE_NETWORK, true);
    expect(routeOf((await replies(pcreq({ requestId: 3 })))[0])).toEqual(BY_B);
  });

  test('C34: routes of LSPs and what they reserve, told by head-ends, enrich the TED', async () => {
    const wanted = { bandwidth: 6e9 };
    pcc.send(pcrpt({ plspId: 1, name: 'one', bandwidth: 5e9, priority: 0, route: BY_B }));
    await eventually('the LSP', async () =>
      cairn.pce.live.computer.ownersOver(LinkId('B-D')).length === 1 ? true : undefined,
    );
    expect(routeOf((await replies(pcreq({ requestId: 1, ...wanted })))[0])).toEqual(BY_C);
  });

  test('C34: delay that a collector measured, not what was planned, decides the path', async () => {
    const metrics = [{ kind: 'METRIC', metricType: 12, bound: false, computed: true, value: 0 } as const];
    const asked = async (requestId: number): Promise<readonly string[]> => {
      const request = { ...pathComputationRequest({ requestId }), metrics };
      return routeOf((await replies({ kind: 'PCReq', svecs: [], requests: [request] }))[0]);
    };
    expect(await asked(1)).toEqual(BY_B);
    await cairn.pce.linksMeasured('twamp', [{ link: 'B-D', delay: 9000 }]);
    expect(await asked(2)).toEqual(BY_C);
    expect(cairn.pce.live.state.ted.linkSources(LinkId('B-D'))?.origins['delay']).toBe('telemetry:twamp');
  });

  test('E10: a reply without a path has the flag, the constraints to blame, and a bandwidth that would do', async () => {
    const request = pathComputationRequest({ requestId: 1, bandwidth: 20e9 });
    const subobjects = [
      { kind: 'IPv4', soft: false, address: '10.0.0.2', prefixLength: 32, attribute: 1 },
    ] as const;
    const xro = { kind: 'XRO', failed: false, subobjects } as const;
    const [wide] = await replies({ kind: 'PCReq', svecs: [], requests: [{ ...request, xro }] });
    expect(wide).toMatchObject({
      noPath: { unsatisfiedConstraints: true, tlvs: [{ kind: 'NO-PATH-VECTOR', flags: 0x4000 }] },
      bandwidth: { bytesPerSecond: 10e9 / 8 },
      others: [],
    });
    const all = ['10.0.0.2', '10.0.0.3', '10.1.4.2'].map((address) => ({ ...subobjects[0], address }));
    const [barred] = await replies({
      kind: 'PCReq',
      svecs: [],
      requests: [{ ...pathComputationRequest({ requestId: 2 }), xro: { ...xro, subobjects: all } }],
    });
    expect(barred).toMatchObject({
      noPath: { unsatisfiedConstraints: true, tlvs: [] },
      others: [{ kind: 'XRO', subobjects: all }],
    });
  });
});

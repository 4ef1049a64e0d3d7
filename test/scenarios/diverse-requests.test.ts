// Synchronised requests for diverse paths (SVEC with L, N or S set, RFC 5440 7.13), end to end over a real socket.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PCRep, Reply } from '../../src/southbound/pcep/codec/messages/pcrep.js';
import type { SynchronizationVector } from '../../src/southbound/pcep/codec/messages/svec-list.js';
import type { Svec } from '../../src/southbound/pcep/codec/objects/svec.js';
import { findTlv } from '../../src/southbound/pcep/codec/tlvs/tlv.js';
import { localOpen } from '../../src/southbound/pcep/translate/capabilities.js';
import { auditOf, notReproduced } from '../support/audits.js';
import { PcepClient } from '../support/pcep-client.js';
import { type RequestWords, synchronizedPcreq } from '../support/pcep-messages.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { ServedPce } from '../support/served-pce.js';

const [BY_B, BY_C, DIRECT] = [['10.1.2.2', '10.2.4.2'], ['10.1.3.2', '10.3.4.2'], ['10.1.4.2']] as const;
const DISJOINT_PATH_NOT_FOUND = { kind: 'NO-PATH-VECTOR', flags: 0x10_0000 };

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

type Words = Omit<RequestWords, 'requestId'>;

function send(
  requests: readonly Words[],
  svec: Partial<Svec>,
  more: Partial<SynchronizationVector> = {},
): void {
  const numbered = requests.map((words, index) => ({ requestId: index + 1, ...words }));
  const message = synchronizedPcreq(
    numbered,
    numbered.map(({ requestId }) => requestId),
  );
  const [vector] = message.svecs;
  if (vector === undefined) throw new Error('no SVEC');
  pcc.send({ ...message, svecs: [{ ...vector, svec: { ...vector.svec, ...svec }, ...more }] });
}

async function ask(
  requests: readonly Words[],
  svec: Partial<Svec>,
  more: Partial<SynchronizationVector> = {},
): Promise<readonly Reply[]> {
  send(requests, svec, more);
  return (await pcc.next('PCRep')).replies;
}

/** Link-diverse, each request with the flag that asks for the objective function (RFC 5541 3.3). */
async function askToTell(requests: readonly Words[], more: Partial<SynchronizationVector>): Promise<PCRep> {
  const numbered = requests.map((words, index) => ({ requestId: index + 1, ...words }));
  const message = synchronizedPcreq(numbered, [1, 2]);
  const svecs = message.svecs.map((vector) => ({
    ...vector,
    svec: { ...vector.svec, linkDiverse: true },
    ...more,
  }));
  const asking = message.requests.map((request) => ({
    ...request,
    rp: { ...request.rp, supplyObjectiveFunction: true },
  }));
  pcc.send({ ...message, svecs, requests: asking });
  return pcc.next('PCRep');
}

const routeOf = ({ paths }: Reply): readonly string[] =>
  (paths[0]?.ero.subobjects ?? []).flatMap((subobject) =>
    subobject.kind === 'IPv4' ? [subobject.address] : [],
  );

const sorted = (replies: readonly Reply[]): readonly (readonly string[])[] =>
  replies.map(routeOf).sort((a, b) => (a.join() < b.join() ? -1 : 1));

describe('RFC 5440 7.13: diverse paths', () => {
  test('two node-diverse paths between the same ends go separate ways', async () => {
    const replies = await ask([{}, {}], { nodeDiverse: true });
    expect(sorted(replies)).toEqual([BY_B, BY_C]);
  });

  test('three link-diverse paths take all there are', async () => {
    const replies = await ask([{}, {}, {}], { linkDiverse: true });
    expect(sorted(replies)).toEqual([BY_B, BY_C, DIRECT]);
  });

  test('paths between different ends do not meet in either direction of a link', async () => {
    const replies = await ask(
      [{ destination: '10.0.0.2' }, { source: '10.0.0.2', destination: '10.0.0.1' }],
      {
        linkDiverse: true,
      },
    );
    const routes = replies.map(routeOf);
    expect(routes.map(({ length }) => length).sort((a, b) => a - b)).toEqual([1, 3]);
  });

  test('what the set excludes no path of it takes', async () => {
    const b = {
      kind: 'IPv4',
      soft: false,
      address: '10.0.0.2',
      prefixLength: 32,
      attribute: 1,
    } as const;
    const xro = { kind: 'XRO', failed: false, subobjects: [b] } as const;
    const replies = await ask([{}, {}], { linkDiverse: true }, { xro });
    expect(sorted(replies)).toEqual([BY_C, DIRECT]);
  });

  test('a set that can not be had is refused as a whole, and why is said', async () => {
    const replies = await ask([{}, {}, {}, {}], { nodeDiverse: true });
    expect(replies.map(({ paths }) => paths)).toEqual([[], [], [], []]);
    for (const { noPath } of replies) expect(noPath?.tlvs).toEqual([DISJOINT_PATH_NOT_FOUND]);
    expect(cairn.pce.live.state.holds.size).toBe(0);
  });

  test('a set of more than eight is refused', async () => {
    const replies = await ask(
      Array.from({ length: 9 }, () => ({})),
      { linkDiverse: true },
    );
    expect(replies).toHaveLength(9);
    for (const { noPath, paths } of replies) expect([noPath?.tlvs, paths]).toEqual([[], []]);
  });

  test('the bandwidth of both is held, each on its own way', async () => {
    await ask([{ bandwidth: 6e9 }, { bandwidth: 6e9 }], { srlgDiverse: true });
    expect(cairn.pce.live.state.holds.size).toBe(2);
    const [third] = await ask([{ bandwidth: 6e9 }], {});
    expect(third?.noPath).toBeDefined();
  });

  test('an objective function of the set that is not known is refused if it must be obeyed', async () => {
    const of = { kind: 'OF', code: 99, tlvs: [] } as const;
    send([{}, {}], { linkDiverse: true }, { of: { ...of, p: true } });
    const refusal = await pcc.next('PCErr');
    expect(refusal.entries[0]?.errors).toMatchObject([{ errorType: 4, errorValue: 4 }]);
    await pcc.next('PCErr');
    const replies = await ask([{}, {}], { linkDiverse: true }, { of });
    expect(sorted(replies)).toEqual([BY_B, BY_C]);
  });

  test.each([
    ['the sum of metrics (MCC)', 6, 5e8, [BY_B, BY_B]],
    ['the bandwidth that is taken of all links (MBC)', 4, 5e8, [DIRECT, DIRECT]],
    ['the load of the most loaded link (MLL)', 5, 3e9, [BY_B, BY_C]],
    ['the shared links (MSL)', 15, 3e9, [BY_B, BY_C]],
    ['the shared risk groups (MSS)', 16, 3e9, [BY_B, BY_C]],
    ['the shared nodes (MSN)', 17, 3e9, [BY_B, BY_C]],
  ])('%s of a set is minimised if it must be', async (_what, code, bandwidth, routes) => {
    const of = { kind: 'OF', p: true, code, tlvs: [] } as const;
    const replies = await ask([{ bandwidth }, { bandwidth }], {}, { of });
    expect(sorted(replies)).toEqual(routes);
  });

  test('an objective function of a set leaves its paths diverse', async () => {
    const of = { kind: 'OF', p: true, code: 4, tlvs: [] } as const;
    const replies = await ask([{ bandwidth: 5e8 }, { bandwidth: 5e8 }], { linkDiverse: true }, { of });
    expect(sorted(replies)).toEqual([BY_B, DIRECT]);
  });

  test('the objective function of the set is told behind the SVEC, and not of each path (RFC 5541 3.2)', async () => {
    const of = { kind: 'OF', code: 4, tlvs: [] } as const;
    for (const [asked, applied] of [
      [of, 4],
      [undefined, 6],
    ] as const) {
      const told = await askToTell(
        [{ bandwidth: 5e8 }, { bandwidth: 5e8 }],
        asked === undefined ? {} : { of },
      );
      expect(told.svecs).toMatchObject([{ svec: { requestIds: [1, 2] }, of: { code: applied } }]);
      expect(told.replies.map(({ paths }) => paths[0]?.of)).toEqual([undefined, undefined]);
      expect(told.replies.every(({ rp }) => rp.supplyObjectiveFunction)).toBe(true);
    }
  });

  test('the metrics of the set are told when they are asked for (RFC 5541 5)', async () => {
    const cumulative = (metricType: number, p = true) =>
      ({ kind: 'METRIC', p, metricType, bound: false, computed: true, value: 0 }) as const;
    const metrics = [cumulative(6), cumulative(7), cumulative(4), cumulative(5), cumulative(8, false)];
    const told = await askToTell([{ bandwidth: 4e9 }, { bandwidth: 2e9 }], { metrics });
    expect(told.svecs[0]?.metrics).toMatchObject([
      { metricType: 6, computed: true, value: 4 },
      { metricType: 7, computed: true, value: 60 },
      { metricType: 4, computed: true, value: (2 * 4e9 + 2 * 2e9) / 8 },
      { metricType: 5, computed: true, value: Math.fround(0.4) },
    ]);
    send([{}, {}], { linkDiverse: true }, { metrics: [cumulative(8)] });
    const refusal = await pcc.next('PCErr');
    expect(refusal.entries[0]?.errors).toMatchObject([{ errorType: 4, errorValue: 4 }]);
  });

  test.each<[string, number, number, readonly (readonly string[])[] | undefined]>([
    ['the sum of TE metrics (7)', 7, 40, [BY_B, BY_B]],
    ['the load of the most loaded link (5)', 5, 0.3, [BY_B, BY_C]],
    ['the load of the most loaded link (5)', 5, 0.2, undefined],
    ['the bandwidth that is taken of all links (4), bytes per second', 4, (12e9 - 8e3) / 8, undefined],
    ['the bandwidth that is taken of all links (4), bytes per second', 4, 12e9 / 8, [BY_B, BY_B]],
    ['the sum of IGP metrics (6)', 6, 3, undefined],
    ['the sum of TE metrics (7)', 7, 39, undefined],
  ])(
    '%s of a set is kept within a bound, or the set is not had (RFC 5541 5)',
    async (_what, metricType, value, routes) => {
      const metric = { kind: 'METRIC', p: true, metricType, bound: true, computed: false } as const;
      const wanted = [{ bandwidth: 3e9 }, { bandwidth: 3e9 }];
      const replies = await ask(wanted, {}, { metrics: [{ ...metric, value: Math.fround(value) }] });
      if (routes === undefined)
        for (const { noPath } of replies) expect(noPath?.unsatisfiedConstraints).toBe(true);
      else expect(sorted(replies)).toEqual(routes);
      expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
    },
  );

  test('the Open lists the objective functions that are obeyed', () => {
    const list = findTlv(localOpen({ keepalive: 30, deadTimer: 120, sid: 1 }).tlvs, 'OF-List');
    expect(list?.codes).toEqual([1, 2, 3, 4, 5, 6, 15, 16, 17]);
  });

  test('the record of each answer names the set, and that of the set what was asked for', async () => {
    await ask([{}, {}], { nodeDiverse: true, srlgDiverse: true });
    const types = ['PathsComputedTogether', 'PathRequestAnswered'];
    const { events } = await cairn.pce.events({ types, after: 0, first: 10 });
    const [together, ...answers] = events.map(({ data }) => data);
    expect(together).toMatchObject({
      disjointness: { level: 'srlg-node', strict: true },
      members: [{ request: { source: '10.0.0.1' } }, { request: { source: '10.0.0.1' } }],
    });
    const { set } = together as { readonly set: string };
    expect(answers).toMatchObject([
      { requestId: 1, computation: { memberOf: { set, member: 0 } } },
      { requestId: 2, computation: { memberOf: { set, member: 1 } } },
    ]);
  });
});

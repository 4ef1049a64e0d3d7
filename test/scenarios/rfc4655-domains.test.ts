// Rows of the RFC 4655 acceptance table about autonomous systems: to be passed, and as hops of an answer, where an operator
// does not tell what is inside of one. PCEP bytes over real sockets.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LinkId, LspId, PccId } from '../../src/domain/values/identifiers.js';
import { encodeMessage, type Message } from '../../src/southbound/pcep/codec/message.js';
import type { Reply } from '../../src/southbound/pcep/codec/messages/pcrep.js';
import type {
  EroSubobject,
  RroSubobject,
} from '../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { auditOf, notReproduced } from '../support/audits.js';
import { eventually } from '../support/cairn-process.js';
import { PcepClient } from '../support/pcep-client.js';
import { pathComputationRequest, type RequestWords, stateReport } from '../support/pcep-messages.js';
import { describeWithPeers } from '../support/peers.js';
import { ServedPce } from '../support/served-pce.js';
import { dissect, valuesOf } from '../support/tshark.js';

/**
 * Three systems in a row, the one in the middle with two ways through, and a dear way round it over B:
 *
 *      65001      65002            65003
 *     A ---- P -- Q -- S ---- D
 *     |       \-- R --/       |
 *     B ----------------------+
 */
const SYSTEMS = `
cairn: topology/1
name: three systems
nodes:
  - { id: A, name: A, routerId: 10.0.0.1, asNumber: 65001 }
  - { id: B, name: B, routerId: 10.0.0.2, asNumber: 65001 }
  - { id: D, name: D, routerId: 10.0.0.4, asNumber: 65003 }
  - { id: P, name: P, routerId: 10.2.0.1, asNumber: 65002 }
  - { id: Q, name: Q, routerId: 127.0.0.9, asNumber: 65002 }
  - { id: R, name: R, routerId: 10.2.0.3, asNumber: 65002 }
  - { id: S, name: S, routerId: 10.2.0.4, asNumber: 65002 }
links:
  - { from: A, to: P, fromAddress: 10.9.1.1, toAddress: 10.9.1.2, igpMetric: 1, teMetric: 10, capacity: 10e9 }
  - { from: P, to: Q, fromAddress: 10.9.2.1, toAddress: 10.9.2.2, igpMetric: 5, teMetric: 10, capacity: 10e9 }
  - { from: Q, to: S, fromAddress: 10.9.3.1, toAddress: 10.9.3.2, igpMetric: 5, teMetric: 10, capacity: 10e9 }
  - { from: P, to: R, fromAddress: 10.9.4.1, toAddress: 10.9.4.2, igpMetric: 1, teMetric: 20, capacity: 10e9 }
  - { from: R, to: S, fromAddress: 10.9.5.1, toAddress: 10.9.5.2, igpMetric: 1, teMetric: 20, capacity: 10e9 }
  - { from: S, to: D, fromAddress: 10.9.6.1, toAddress: 10.9.6.2, igpMetric: 1, teMetric: 10, capacity: 10e9 }
  - { from: A, to: B, fromAddress: 10.9.7.1, toAddress: 10.9.7.2, igpMetric: 1, teMetric: 100, capacity: 1e9 }
  - { from: B, to: D, fromAddress: 10.9.8.1, toAddress: 10.9.8.2, igpMetric: 1, teMetric: 100, capacity: 1e9 }
`;

const THROUGH_Q = ['10.9.1.2', '10.9.2.2', '10.9.3.2', '10.9.6.2'];
const ROUND = ['10.9.7.2', '10.9.8.2'];
const OPEN_ROUTE = ['10.9.1.2', '~AS65002', '~10.2.0.4', '10.9.6.2'];

const confidential = [{ asNumber: 65_002, insiders: [] as readonly string[] }];

let cairn: ServedPce;
let pcc: PcepClient;

const start = async (confidentialSystems = confidential): Promise<void> => {
  cairn = await ServedPce.start({ topology: SYSTEMS, confidentialSystems });
  pcc = await PcepClient.synchronized(cairn.port, [], { speaker: 'head' });
};

afterEach(async () => {
  pcc.destroy();
  expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  expect(cairn.fatal).toEqual([]);
  await cairn.stop();
});

interface Wanted extends Partial<RequestWords> {
  readonly loose?: boolean;
  readonly include?: readonly EroSubobject[];
}

let lastId = 0;

const requestOf = ({ loose = false, include, ...words }: Wanted) => {
  lastId += 1;
  const request = pathComputationRequest({ requestId: lastId, ...words });
  return {
    ...request,
    rp: { ...request.rp, loose },
    ...(include === undefined ? {} : { iro: { kind: 'IRO', subobjects: include } as const }),
  };
};

async function reply(wanted: Wanted = {}, from = pcc): Promise<Reply> {
  from.send({ kind: 'PCReq', svecs: [], requests: [requestOf(wanted)] });
  const [only] = (await from.next('PCRep')).replies;
  if (only === undefined) throw new Error('a PCRep without a reply');
  return only;
}

/** The hops as text, `~` before loose ones. */
const hopsOf = ({ paths }: Reply): readonly string[] =>
  (paths[0]?.ero.subobjects ?? []).map((hop) => {
    const text = hop.kind === 'AS' ? `AS${hop.as}` : hop.kind === 'IPv4' ? hop.address : hop.kind;
    return hop.loose ? `~${text}` : text;
  });

const passAs = (as: number, loose = true): EroSubobject => ({ kind: 'AS', as, loose });
const passAddress = (address: string, prefixLength = 32): EroSubobject => ({
  kind: 'IPv4',
  address,
  prefixLength,
  loose: true,
});

describe('RFC 4655, systems to be passed', () => {
  beforeEach(() => start([]));

  test('A13: an AS in an IRO is passed, whichever way is best through it', async () => {
    expect(hopsOf(await reply({ bandwidth: 0.5e9 }))).toEqual(THROUGH_Q);
    const byB = { include: [passAddress('10.0.0.2')], bandwidth: 0.5e9 };
    expect(hopsOf(await reply(byB))).toEqual(ROUND);
    expect(hopsOf(await reply({ include: [passAs(65_002), passAs(65_003)] }))).toEqual(THROUGH_Q);
    const byR = [passAs(65_002), passAddress('10.2.0.3')];
    expect(hopsOf(await reply({ include: byR }))).toEqual(['10.9.1.2', '10.9.4.2', '10.9.5.2', '10.9.6.2']);
  });

  test('A13: a prefix in an IRO stands for any node that has an address inside', async () => {
    expect(hopsOf(await reply({ include: [passAddress('10.2.0.0', 24)] }))).toEqual(THROUGH_Q);
    expect(hopsOf(await reply({ include: [passAddress('10.0.0.2', 31)] }))).toEqual(ROUND);
  });

  test('A13: an AS in an IRO is passed at its place in the order, and B can not come after it', async () => {
    const wrongWay = await reply({ include: [passAs(65_002), passAddress('10.0.0.2')] });
    // Behind 65002 B is reached from D alone, where the path ends.
    expect(wrongWay.paths).toEqual([]);
    expect(wrongWay.iro?.subobjects).toEqual([passAs(65_002), passAddress('10.0.0.2')]);
  });

  test('C29: a strict AS follows what is before it directly, a loose one need not', async () => {
    expect(hopsOf(await reply({ include: [passAs(65_002, false)] }))).toEqual(THROUGH_Q);
    expect(hopsOf(await reply({ include: [passAs(65_003)] }))).toEqual(THROUGH_Q);
    // Through 65001 and 65003 alone only the way round B leads.
    expect(hopsOf(await reply({ include: [passAs(65_001), passAs(65_003, false)] }))).toEqual(ROUND);
    const next = await reply({ include: [passAddress('10.0.0.1'), passAs(65_003, false)] });
    expect(next.paths).toEqual([]);
    expect(next.noPath?.unsatisfiedConstraints).toBe(true);
  });
});

describe('RFC 4655, a system whose inside is not told', () => {
  beforeEach(() => start());

  const available = (link: string): number => cairn.pce.live.computer.available(LinkId(link), 7);

  /** The LSP that was answered, as its head-end reports it. */
  const report = (route: readonly EroSubobject[], recorded?: readonly string[]): void => {
    const told = stateReport({ plspId: 1, name: 'one', bandwidth: 2e9, delegate: false });
    const rro = (recorded ?? []).map(
      (address): RroSubobject => ({
        kind: 'IPv4',
        address,
        prefixLength: 32,
        localProtectionAvailable: false,
        localProtectionInUse: false,
      }),
    );
    const seen = recorded === undefined ? {} : { rro: { kind: 'RRO', subobjects: rro } as const };
    pcc.send({ kind: 'PCRpt', reports: [{ ...told, ero: { kind: 'ERO', subobjects: route }, ...seen }] });
  };

  const reported = (): Promise<unknown> =>
    eventually('the LSP without a hold', async () => {
      const { holds, lspDb } = cairn.pce.live.state;
      const isThere = lspDb.get(LspId(PccId('head'), 'one')) !== undefined;
      return isThere && [...holds.all()].length === 0 ? true : undefined;
    });

  test('A13, C29, D2: where loose hops will do the AS is one, between its border routers, and the reply says so', async () => {
    const answered = await reply({ loose: true, bandwidth: 2e9 });
    expect(hopsOf(answered)).toEqual(OPEN_ROUTE);
    expect(answered.rp.loose).toBe(true);
    expect(answered.paths[0]?.metrics).toMatchObject([{ metricType: 2, value: 40 }]);
    // Loose hops will do, but there is nothing to leave open.
    const around = await reply({ loose: true, bandwidth: 0.5e9, include: [passAddress('10.0.0.2')] });
    expect([hopsOf(around), around.rp.loose]).toEqual([ROUND, false]);
  });

  test('C29: a destination inside is the last hop behind its AS', async () => {
    const answered = await reply({ loose: true, destination: '10.2.0.3' });
    expect(hopsOf(answered)).toEqual(['10.9.1.2', '~AS65002', '~10.2.0.3']);
  });

  test('D1: a strict path goes where all of it may be told', async () => {
    const answered = await reply({ bandwidth: 0.5e9 });
    expect([hopsOf(answered), answered.rp.loose]).toEqual([ROUND, false]);
  });

  test('D1: a strict path that can not be told is a policy violation, one that is not there is none', async () => {
    pcc.send({ kind: 'PCReq', svecs: [], requests: [requestOf({ bandwidth: 2e9 })] });
    const { entries } = await pcc.next('PCErr');
    expect(entries[0]).toMatchObject({
      rps: [{ requestId: lastId }],
      errors: [{ errorType: 5, errorValue: 2 }],
    });
    const refused = await reply({ bandwidth: 20e9 });
    expect(refused.noPath).toBeDefined();
  });

  test('C29: a PCC inside, by its address or by configuration, is told all', async () => {
    const inside = await PcepClient.synchronized(cairn.port, [], { speaker: 'inside' }, '127.0.0.9');
    expect(hopsOf(await reply({ bandwidth: 2e9 }, inside))).toEqual(THROUGH_Q);
    inside.destroy();
    const told = await ServedPce.start({
      topology: SYSTEMS,
      confidentialSystems: [{ asNumber: 65_002, insiders: ['127.0.0.1'] }],
    });
    const friend = await PcepClient.synchronized(told.port, [], { speaker: 'friend' });
    expect(hopsOf(await reply({ bandwidth: 2e9 }, friend))).toEqual(THROUGH_Q);
    friend.destroy();
    await told.stop();
  });

  test.each<[string, readonly string[] | undefined, readonly string[]]>([
    ['nothing of', undefined, ['P-Q', 'Q-S']],
    ['only the borders of', ['10.9.1.2', '10.2.0.4', '10.9.6.2'], ['P-Q', 'Q-S']],
    ['every link of', ['10.9.1.2', '10.9.4.2', '10.9.5.2', '10.9.6.2'], ['P-R', 'R-S']],
  ])(
    'A13: with %s the way through recorded, its bandwidth counts where it is',
    async (_what, rro, inside) => {
      const answered = await reply({ loose: true, bandwidth: 2e9 });
      expect(['A-P', 'P-Q', 'Q-S', 'S-D', 'P-R'].map(available)).toEqual([8e9, 8e9, 8e9, 8e9, 10e9]);
      report(answered.paths[0]?.ero.subobjects ?? [], rro);
      await reported();
      const taken = ['P-Q', 'Q-S', 'P-R', 'R-S'].filter((link) => available(link) === 8e9);
      expect([available('A-P'), available('S-D'), taken]).toEqual([8e9, 8e9, inside]);
    },
  );
});

describeWithPeers(['tshark'], 'Wireshark, of an AS as a hop', () => {
  beforeEach(() => start());

  test('reads it as it was meant, with nothing to complain about', async () => {
    const wanted = requestOf({ loose: true, include: [passAs(65_002)] });
    const request: Message = { kind: 'PCReq', svecs: [], requests: [wanted] };
    pcc.send(request);
    const answered = await pcc.next('PCRep');
    const [asked, told] = dissect([encodeMessage(request), encodeMessage(answered)]);
    expect([asked?.complaints, told?.complaints]).toEqual([[], []]);
    const number = 'pcep.subobj.autonomous_sys_num.as_number';
    expect([asked, told].map((seen) => valuesOf(seen?.fields ?? {}, number))).toEqual([
      ['0xfdea'],
      ['0xfdea'],
    ]);
    expect(valuesOf(told?.fields ?? {}, 'pcep.subobj.autonomous_sys_num.l')).toEqual(['1']);
    expect(valuesOf(told?.fields ?? {}, 'pcep.rp.flags.o')).toEqual(['1']);
  });
});

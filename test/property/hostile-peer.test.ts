// What a peer must not send, sent over real sockets: each message gets what its RFC demands, and the server goes on.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/southbound/pcep/codec/message.js';
import type { Tlv } from '../../src/southbound/pcep/codec/tlvs/tlv.js';
import { PcepClient } from '../support/pcep-client.js';
import {
  KEEPALIVE,
  type OpenWords,
  openMessage,
  openObject,
  pcreq,
  pcrpt,
  type ReportWords,
  synchronizedPcreq,
} from '../support/pcep-messages.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { ServedPce } from '../support/served-pce.js';
import { MALFORMED_MESSAGES, type MalformedMessage } from '../vectors/pcep/malformed.js';

let served: ServedPce;
let peers = 0;

beforeAll(async () => {
  served = await ServedPce.start({ topology: REFERENCE_NETWORK, policy: { maximumLspsPerPcc: 3 } });
});

afterAll(async () => {
  expect(served.fatal).toEqual([]);
  await served.stop();
});

/** A PCC that nobody else is. */
const speaker = (): string => `peer-${++peers}`;
const goodPeer = (): Promise<PcepClient> => PcepClient.synchronized(served.port, [], { speaker: speaker() });

async function expectError(client: PcepClient, errorType: number, errorValue: number) {
  const { entries } = await client.next('PCErr');
  const [entry] = entries;
  expect(entry?.errors.map((error) => [error.errorType, error.errorValue])).toEqual([
    [errorType, errorValue],
  ]);
  return entry;
}

async function expectClose(client: PcepClient, reason: number): Promise<void> {
  expect((await client.next('Close')).close.reason).toBe(reason);
  await client.closed;
}

/** The session answers a request, and so does a new one. */
async function expectHealthy(client?: PcepClient): Promise<void> {
  const other = await goodPeer();
  for (const peer of client === undefined ? [other] : [client, other]) {
    peer.send(pcreq({ requestId: 4711 }));
    // What was usable of a bad message is answered before.
    while ((await peer.next('PCRep')).replies[0]?.rp.requestId !== 4711) continue;
    peer.destroy();
  }
}

/** Types that only a PCE sends: to this one they are unknown, whatever else is wrong with them (RFC 5440 6.9). */
const FROM_PCE: readonly (number | undefined)[] = [11, 12];

async function expectTreatment(client: PcepClient, row: MalformedMessage): Promise<void> {
  const { state } = row;
  const unknown = FROM_PCE.includes(row.bytes[1]) && row.expected.kind === 'error';
  const expected = unknown ? ({ kind: 'error', errorType: 2, errorValue: 0 } as const) : row.expected;
  if (expected.kind === 'close') {
    await expectClose(client, expected.reason);
    return expectHealthy();
  }
  const entry = await expectError(client, expected.errorType, expected.errorValue);
  if (expected.kind === 'error-and-close' || state === 'OpenWait') {
    await client.closed;
    return expectHealthy();
  }
  const { requestId, srpId, plspId }: typeof row.expected & { kind: 'error' } = expected;
  expect(entry?.rps.map((rp) => rp.requestId)).toEqual(requestId === undefined ? [] : [requestId]);
  expect(entry?.srps.map((srp) => srp.srpId)).toEqual(srpId === undefined ? [] : [srpId]);
  expect(entry?.lsps.map((lsp) => lsp.plspId)).toEqual(plspId === undefined ? [] : [plspId]);
  return expectHealthy(client);
}

describe('every malformed message of the table', () => {
  test.each(MALFORMED_MESSAGES.map((row) => [`${row.name} (${row.reference})`, row] as const))(
    '%s',
    async (_name, row) => {
      const client = row.state === 'Up' ? await goodPeer() : await PcepClient.connect(served.port);
      client.write(row.bytes);
      await expectTreatment(client, row);
    },
  );
});

const RSVP: ReportWords = { plspId: 1, name: 'one', route: ['10.1.4.2'] };
const SPEAKER: Tlv = { kind: 'SPEAKER-ENTITY-ID', text: 'another-pce' };

/** Wrong only for what was said before on the session; the PCErr, and whether the session ends. */
const WRONG_REPORTS: readonly [string, readonly Message[], readonly [number, number], boolean][] = [
  ['RFC 8231 7.3.1: RSVP-TE without LSP-IDENTIFIERS', [pcrpt({ ...RSVP, lspId: null })], [6, 11], true],
  ['RFC 8231 7.3.2: first report without a name', [pcrpt({ ...RSVP, name: undefined })], [20, 1], true],
  ['RFC 8281 5.3.2: SPEAKER-ENTITY-ID with C=0', [pcrpt({ ...RSVP, tlvs: [SPEAKER] })], [23, 2], false],
  [
    'RFC 8281 6: the delegation of a PCE-initiated LSP revoked',
    [pcrpt({ ...RSVP, create: true }), pcrpt({ ...RSVP, create: true, delegate: false })],
    [19, 7],
    false,
  ],
  ['RFC 5440 7.5: a reply that nobody asked for', [{ ...reply(9) }], [8, 0], false],
  [
    'RFC 5440 7.13: a set without one of its requests',
    [synchronizedPcreq([{ requestId: 1 }], [1, 2])],
    [7, 0],
    false,
  ],
];

function reply(requestId: number): Message {
  const [request] = pcreq({ requestId }).requests;
  if (request === undefined) throw new Error('no request');
  const noPath = { kind: 'NO-PATH', natureOfIssue: 0, unsatisfiedConstraints: false, tlvs: [] } as const;
  const answer = { rp: request.rp, noPath, paths: [], metrics: [], others: [] };
  return { kind: 'PCRep', svecs: [], replies: [answer] };
}

describe('messages that are wrong on this session', () => {
  test.each(WRONG_REPORTS)('%s', async (_name, messages, [errorType, errorValue], ends) => {
    const client = await goodPeer();
    client.send(...messages);
    await expectError(client, errorType, errorValue);
    if (ends) await client.closed;
    await expectHealthy(ends ? undefined : client);
  });

  test('RFC 8281 6: the revoked delegation is recorded all the same', async () => {
    const name = speaker();
    const client = await PcepClient.synchronized(served.port, [], { speaker: name });
    client.send(pcrpt({ ...RSVP, create: true }), pcrpt({ ...RSVP, create: true, delegate: false }));
    await expectError(client, 19, 7);
    const delegated = () => [...served.pce.live.state.lspDb.entries()].find(({ id }) => id === `${name}/one`);
    expect(delegated()?.current.delegated).toBe(false);
    client.destroy();
  });

  test('RFC 8231 5.4: PCRpt of a peer without the stateful capability', async () => {
    const client = await PcepClient.open(served.port, { speaker: speaker(), stateful: false });
    client.send(pcrpt(RSVP));
    await expectError(client, 19, 5);
    await client.closed;
    await expectHealthy();
  });

  test('RFC 8231 5.6: more LSPs than the limit: PCNtf 4/1, then Close', async () => {
    const client = await goodPeer();
    client.send(pcrpt(...[1, 2, 3, 4].map((plspId) => ({ ...RSVP, plspId, name: `lsp-${plspId}` }))));
    const [notify] = (await client.next('PCNtf')).notifies;
    expect(notify?.notifications[0]).toMatchObject({ notificationType: 4, notificationValue: 1 });
    await expectClose(client, 1);
    await expectHealthy();
  });

  test('RFC 5440 6.9: the fifth unrecognized message of a minute: Close 5', async () => {
    const client = await goodPeer();
    const unknown: Message = { kind: 'Unknown', messageType: 77, bytes: new Uint8Array(4) };
    client.send(unknown, unknown, unknown, unknown);
    for (let count = 0; count < 4; count++) await expectError(client, 2, 0);
    client.send(unknown);
    await expectError(client, 2, 0);
    await expectClose(client, 5);
    await expectHealthy();
  });

  test('RFC 5440 6.8: the fifth reply to an unknown request of a minute: Close 4', async () => {
    const client = await goodPeer();
    for (let count = 0; count < 5; count++) client.send(reply(100 + count));
    for (let count = 0; count < 5; count++) await expectError(client, 8, 0);
    await expectClose(client, 4);
    await expectHealthy();
  });
});

describe('Opens that are wrong because of who sends them', () => {
  const open = async (words: OpenWords): Promise<PcepClient> => {
    const client = await PcepClient.connect(served.port);
    client.send(openMessage(openObject(words)), KEEPALIVE);
    return client;
  };

  test('RFC 5440 7.15: a second session from the same address is refused, the first one stays', async () => {
    const first = await PcepClient.synchronized(served.port);
    const second = await open({});
    await expectError(second, 9, 1);
    await second.closed;
    await expectHealthy(first);
  });

  test('RFC 8232 3.3.2: a second session with the same SPEAKER-ENTITY-ID is refused', async () => {
    const words = { speaker: speaker() };
    const first = await PcepClient.synchronized(served.port, [], words);
    const second = await open(words);
    await expectError(second, 9, 1);
    await second.closed;
    await expectHealthy(first);
  });

  test('a second Open under another name takes no name away for good', async () => {
    const [mine, other] = [speaker(), speaker()];
    const client = await PcepClient.synchronized(served.port, [], { speaker: mine });
    client.send(openMessage(openObject({ speaker: other })));
    await expectClose(client, 3);
    for (const name of [mine, other]) {
      const again = await PcepClient.synchronized(served.port, [], { speaker: name });
      await expectHealthy(again);
    }
  });
});

describe('a set of requests', () => {
  test('one member that can not be computed cancels the others (RFC 5440 7.13)', async () => {
    const client = await goodPeer();
    const { svecs, requests } = synchronizedPcreq([{ requestId: 1 }, { requestId: 2 }], [1, 2]);
    const [first, second] = requests;
    if (first === undefined || second === undefined) throw new Error('no requests');
    client.send({
      kind: 'PCReq',
      svecs,
      requests: [first, { ...second, rp: { ...second.rp, bidirectional: true } }],
    });
    const refused = await expectError(client, 4, 4);
    expect(refused?.rps.map((rp) => rp.requestId)).toEqual([2]);
    const cancelled = await expectError(client, 7, 0);
    expect(cancelled?.errors[0]?.tlvs).toEqual([{ kind: 'REQ-MISSING', requestId: 2 }]);
    await expectHealthy(client);
  });

  test('whose answers do not fit into one message is answered in several', async () => {
    const client = await goodPeer();
    const ids = Array.from({ length: 1_900 }, (_, index) => index + 1);
    client.send(
      synchronizedPcreq(
        ids.map((requestId) => ({ requestId })),
        ids,
      ),
    );
    const answered: number[] = [];
    while (answered.length < ids.length) {
      const { replies } = await client.next('PCRep', 15_000);
      answered.push(...replies.map(({ rp }) => rp.requestId));
    }
    expect(answered).toEqual(ids);
    await expectHealthy(client);
  });

  test('a request whose echo fills a whole message is refused', async () => {
    const client = await goodPeer();
    const [request] = pcreq({ requestId: 5 }).requests;
    const { lsp } = pcrpt({ ...RSVP, name: 'x'.repeat(65_480), lspId: null }).reports[0] ?? {};
    if (request === undefined || lsp === undefined) throw new Error('no request');
    client.send({ kind: 'PCReq', svecs: [], requests: [{ ...request, lsp }] });
    expect((await expectError(client, 2, 0))?.rps.map((rp) => rp.requestId)).toEqual([5]);
    await expectHealthy(client);
  });
});

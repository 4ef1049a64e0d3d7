// What Cairn answers to a PCC that provokes every kind of answer: PCRep with and without a path, PCErr, PCNtf, Close. Wireshark
// must read all of it, field by field as it was meant.
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../src/southbound/pcep/codec/message.js';
import type { PathComputationRequest } from '../../src/southbound/pcep/codec/messages/pcreq.js';
import type { StateReport } from '../../src/southbound/pcep/codec/messages/pcrpt.js';
import { type CairnProcess, pause, startCairn } from '../support/cairn-process.js';
import { pathComputationRequest } from '../support/pcep-messages.js';
import { describeWithPeers } from '../support/peers.js';
import { ScriptedPcc } from '../support/scripted-pcc.js';
import { MALFORMED_MESSAGES } from '../vectors/pcep/malformed.js';
import { networkDocument } from './frr-network.js';
import { allEvents, judge, type SentStream } from './sent-messages.js';

const request = (
  requestId: number,
  wanted: Partial<PathComputationRequest> = {},
): PathComputationRequest => ({ ...pathComputationRequest({ requestId }), ...wanted });

const asking = (...requests: readonly PathComputationRequest[]): Message => ({
  kind: 'PCReq',
  svecs: [],
  requests,
});

const LSPA = {
  kind: 'LSPA',
  excludeAny: 0,
  includeAny: 1,
  includeAll: 0,
  setupPriority: 3,
  holdingPriority: 2,
  localProtectionDesired: true,
  tlvs: [],
} as const;

const report = (plspId: number): StateReport => ({
  lsp: {
    kind: 'LSP',
    plspId,
    delegate: true,
    sync: false,
    remove: false,
    administrative: true,
    operational: 1,
    create: false,
    tlvs: [
      { kind: 'SYMBOLIC-PATH-NAME', text: `lsp-${plspId}` },
      {
        kind: 'IPV4-LSP-IDENTIFIERS',
        sender: '10.0.0.1',
        lspId: 1,
        tunnelId: plspId,
        extendedTunnelId: '10.0.0.1',
        endpoint: '10.0.0.4',
      },
    ],
  },
  associations: [],
  ero: { kind: 'ERO', subobjects: [{ kind: 'IPv4', loose: false, address: '10.1.2.2', prefixLength: 32 }] },
  metrics: [],
  others: [],
});

describeWithPeers(['tshark'], 'what Cairn answers to a scripted PCC', () => {
  let cairn: CairnProcess;
  let folder: string;
  const pccs: { readonly pcc: ScriptedPcc; readonly speaker: string }[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cairn-scripted-'));
    const network = path.join(folder, 'network.yaml');
    writeFileSync(network, networkDocument());
    cairn = await startCairn({
      env: { CAIRN_TOPOLOGY: network },
      config: { pcep: { speakerEntityId: 'cairn-under-test', maximumLspsPerPcc: 3, minimumKeepalive: 5 } },
    });
  }, 30_000);

  afterAll(async () => {
    for (const { pcc } of pccs) pcc.destroy();
    await cairn?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const join = async (
    speaker: string,
    start: 'connect' | 'synchronized' = 'synchronized',
    keepalive = 30,
  ) => {
    const pcc = await ScriptedPcc[start]({ port: cairn.ports.pcep, speaker, keepalive });
    pccs.push({ pcc, speaker });
    return pcc;
  };

  test('paths, by every kind of request', async () => {
    const pcc = await join('asks');
    const segments = {
      ...request(1).rp,
      requestId: 2,
      tlvs: [{ kind: 'PATH-SETUP-TYPE', pathSetupType: 1 } as const],
    };
    pcc.send(
      asking(
        request(1, {
          lspa: LSPA,
          bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: 125_000 },
          metrics: [
            { kind: 'METRIC', metricType: 2, bound: false, computed: true, value: 0 },
            { kind: 'METRIC', metricType: 1, bound: false, computed: true, value: 0 },
            { kind: 'METRIC', metricType: 3, bound: true, computed: true, value: 4 },
          ],
        }),
        request(2, { rp: segments }),
        request(3, { rp: { ...request(3).rp, supplyObjectiveFunction: true, priority: 5 } }),
      ),
    );
    expect((await pcc.next('PCRep')).replies.flatMap(({ noPath }) => noPath ?? [])).toEqual([]);
  });

  test('no path, for every kind of reason', async () => {
    const pcc = await join('asks-too-much');
    const unknown = { kind: 'END-POINTS', p: true, source: '10.9.9.8', destination: '10.9.9.9' } as const;
    pcc.send(
      asking(
        request(1, { endPoints: unknown }),
        request(2, { bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: 1e12 } }),
        request(3, { lspa: { ...LSPA, includeAll: 0x80 } }),
        request(4, {
          metrics: [{ kind: 'METRIC', metricType: 2, bound: true, computed: false, value: 1.5 }],
        }),
        request(5, {
          iro: {
            kind: 'IRO',
            subobjects: [{ kind: 'IPv4', loose: false, address: '10.9.9.9', prefixLength: 32 }],
          },
        }),
      ),
    );
    await pause(200);
    const replies = pcc.messages.flatMap((message) => (message.kind === 'PCRep' ? message.replies : []));
    expect(replies.map(({ noPath }) => noPath?.kind)).toEqual(Array(5).fill('NO-PATH'));
  });

  test('requests that can not be served, and replies that nobody asked for', async () => {
    const pcc = await join('asks-wrongly');
    const bidirectional = { ...request(1).rp, bidirectional: true };
    pcc.send(asking(request(1, { rp: bidirectional })));
    const svec = {
      kind: 'SVEC',
      linkDiverse: false,
      nodeDiverse: false,
      srlgDiverse: false,
      requestIds: [2, 3],
    } as const;
    pcc.send({ kind: 'PCReq', svecs: [{ svec, metrics: [], others: [] }], requests: [request(2)] });
    pcc.send({
      kind: 'PCRep',
      svecs: [],
      replies: [{ rp: request(9).rp, paths: [], metrics: [], others: [] }],
    });
    pcc.send({ kind: 'Unknown', messageType: 99, bytes: new Uint8Array(0) });
    await pause(200);
    const errors = pcc.messages.flatMap((message) => (message.kind === 'PCErr' ? message.entries : []));
    expect(errors.flatMap((entry) => entry.errors.map(({ errorType }) => errorType))).toEqual(
      expect.arrayContaining([4, 7, 2]),
    );
  });

  test('too many LSPs: PCNtf and Close', async () => {
    const pcc = await join('reports-too-much');
    pcc.send({ kind: 'PCRpt', reports: [1, 2, 3, 4].map(report) });
    await pcc.closed();
    expect(pcc.messages.map(({ kind }) => kind).slice(-2)).toEqual(['PCNtf', 'Close']);
  });

  test('too many unknown messages: Close', async () => {
    const pcc = await join('is-not-understood');
    for (let count = 0; count < 6; count++)
      pcc.send({ kind: 'Unknown', messageType: 99, bytes: new Uint8Array(0) });
    await pcc.closed();
    expect(pcc.messages.at(-1)).toMatchObject({ kind: 'Close', close: { reason: 5 } });
  });

  test('timers that are not accepted: PCErr with a proposal', async () => {
    const pcc = await join('is-hasty', 'connect', 1);
    pcc.send(pcc.open);
    expect(await pcc.next('PCErr')).toMatchObject({ open: { keepalive: 5 } });
  });

  test('every malformed message of the table', async () => {
    const unanswered: string[] = [];
    for (const [index, { state, bytes, name }] of MALFORMED_MESSAGES.entries()) {
      const pcc = await join(`malformed-${index}`, state === 'Up' ? 'synchronized' : 'connect');
      pcc.send(bytes);
      const isAnswer = ({ kind }: Message): boolean =>
        kind === 'PCErr' || kind === 'Close' || kind === 'PCNtf';
      for (let waited = 0; waited < 300 && !pcc.isClosed && !pcc.messages.some(isAnswer); waited += 5)
        await pause(5);
      if (!pcc.messages.some(isAnswer)) unanswered.push(name);
    }
    expect(unanswered).toEqual([]);
  }, 60_000);

  test('Close to all when it stops; and Wireshark has read every message', async () => {
    const events = await allEvents(cairn);
    const sessions = new Map<string, string>();
    for (const { type, data } of events)
      if (type === 'SessionEstablished') sessions.set(data.pcc, data.session);
    expect(await cairn.stop()).toMatchObject({ code: 0 });
    for (const { pcc } of pccs) await pcc.closed();
    const streams = pccs.map(({ pcc, speaker }): SentStream => {
      const session = sessions.get(speaker);
      return session === undefined ? { messages: pcc.received } : { session, messages: pcc.received };
    });
    const { problems, counts } = judge(streams, events);
    expect(problems).toEqual([]);
    expect(counts).toMatchObject({ PCRep: 10, PCNtf: 1 });
    expect(counts['PCErr']).toBeGreaterThan(60);
  }, 40_000);
});

// Schedules in one session (RFC 8934): what was negotiated is taken and told, all else refused.
import { setImmediate } from 'node:timers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type {
  ObservedPathRequest,
  ObservedReport,
  PathAnswer,
  PccObserver,
} from '../../../../../src/app/ports/pcc-observer.js';
import type { LspSchedule, SchedulingSupport } from '../../../../../src/domain/values/lsp-schedule.js';
import { encodeMessage, type Message } from '../../../../../src/southbound/pcep/codec/message.js';
import type { Lsp } from '../../../../../src/southbound/pcep/codec/objects/lsp.js';
import type { Tlv } from '../../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { PccPeer } from '../../../../../src/southbound/pcep/session/pcc-peer.js';
import { PeerRegistry } from '../../../../../src/southbound/pcep/session/peer-registry.js';
import { scheduleTlv } from '../../../../../src/southbound/pcep/translate/schedule.js';
import { FakeClock } from '../../../../support/fake-clock.js';
import { FakeConnection } from '../../../../support/fake-connection.js';
import { FakeTelemetry } from '../../../../support/pce.js';
import {
  END_OF_SYNC,
  KEEPALIVE,
  openMessage,
  openObject,
  pathComputationRequest,
  pcrpt,
} from '../../../../support/pcep-messages.js';
import { POLICY } from '../../../../support/served-pce.js';

const HOUR = 3_600_000;
let clock: FakeClock;
let connection: FakeConnection;
let reports: ObservedReport[];
let requests: ObservedPathRequest[];
let answer: PathAnswer | undefined;
let announced: readonly (string | undefined)[];

beforeEach(() => {
  clock = new FakeClock();
  connection = new FakeConnection();
  reports = [];
  requests = [];
  answer = undefined;
  announced = [];
});

const nothing = (): void => undefined;

function up(scheduling: SchedulingSupport, open = openObject({ scheduling })): PccPeer {
  const observer: PccObserver = {
    sessionEstablished: ({ capabilities }) => {
      announced = [...announced, capabilities.scheduling];
    },
    sessionClosed: nothing,
    associations: { judge: () => undefined, isKnown: () => true },
    lspReported: (report) => void reports.push(report),
    synchronizationEnded: (_pcc, _session, applied) => applied(),
    pathsRequested: (_pcc, asked) => {
      requests = [...requests, ...asked];
      return answer === undefined ? new Promise(nothing) : Promise.resolve(asked.map(() => answer!));
    },
    operationRefused: nothing,
    isBusy: () => false,
    whenDrained: nothing,
  };
  const peer = new PccPeer(connection, 1, {
    policy: POLICY,
    observer,
    clock,
    telemetry: new FakeTelemetry(),
    ids: { next: () => 'session' },
    registry: new PeerRegistry(),
  });
  peer.start();
  receive(peer, openMessage(open), KEEPALIVE, END_OF_SYNC);
  connection.taken();
  return peer;
}

const receive = (peer: PccPeer, ...messages: readonly Message[]): void =>
  peer.receive(Buffer.concat(messages.map(encodeMessage)));

const planned = (more: Partial<LspSchedule> = {}): LspSchedule => ({
  start: clock.now() + HOUR,
  end: clock.now() + 2 * HOUR,
  trigger: 'PCC',
  activated: false,
  ...more,
});
const daily = (): LspSchedule => planned({ repeat: { interval: 24 * HOUR, times: 3 } });
const report = (...tlvs: readonly Tlv[]): Message =>
  pcrpt({ plspId: 1, name: 'backup', operational: 0, lspId: 0, tlvs });

describe('the capability', () => {
  test.each(['none', 'scheduled', 'periodic'] as const)('%s is known of the PCC', (scheduling) => {
    const peer = up(scheduling);
    expect(peer.scheduling).toBe(scheduling);
    expect(announced).toEqual([scheduling === 'none' ? undefined : scheduling]);
  });

  test('is none without a session', () => {
    const peer = up('periodic');
    peer.connectionLost();
    expect(peer.scheduling).toBe('none');
  });

  test('is none where repeats are announced and schedules are not', () => {
    const { tlvs, ...open } = openObject({ scheduling: 'periodic' });
    const capable = tlvs.map((tlv) =>
      tlv.kind === 'STATEFUL-PCE-CAPABILITY' ? { ...tlv, lspScheduling: false } : tlv,
    );
    expect(up('periodic', { ...open, tlvs: capable }).scheduling).toBe('none');
  });
});

describe('a reported schedule', () => {
  test.each([
    ['of one interval', () => planned()],
    ['that repeats', daily],
  ])('%s is in the state of the LSP', (_what, schedule) => {
    receive(up('periodic'), report(scheduleTlv(schedule())));
    expect(reports[0]?.state.schedule).toEqual(schedule());
    expect(connection.errors()).toEqual([]);
  });

  test('counts from the arrival of the report where it is relative', () => {
    const tlv = { ...scheduleTlv(planned()), relativeStart: true, startTime: 60 };
    receive(up('scheduled'), report(tlv));
    expect(reports[0]?.state.schedule?.start).toBe(clock.now() + 60_000);
  });

  test.each([
    ['none', planned],
    ['none', daily],
    ['scheduled', daily],
  ] as const)(
    'with capability %s is refused with 19/15 and ignored, the report is not',
    (support, schedule) => {
      receive(up(support), report(scheduleTlv(schedule())));
      expect(connection.errors()).toEqual(['19/15']);
      expect(reports.map(({ state }) => [state.name, state.schedule])).toEqual([['backup', undefined]]);
    },
  );

  test('with an unknown option is refused with 4/4', () => {
    const tlv = { ...scheduleTlv(daily()), option: 9 } as Tlv;
    receive(up('periodic'), report(tlv));
    expect(connection.errors()).toEqual(['4/4']);
    expect(reports[0]?.state.schedule).toBeUndefined();
  });

  test('is the first, where there are two', () => {
    receive(up('periodic'), report(scheduleTlv(planned()), scheduleTlv(daily())));
    expect(reports[0]?.state.schedule).toEqual(planned());
    expect(connection.errors()).toEqual([]);
  });

  test('that is missing in a later report is refused with 6/16, and stays', () => {
    receive(up('periodic'), report(scheduleTlv(planned())), report());
    expect(connection.errors()).toEqual(['6/16']);
    expect(reports[1]?.state.schedule).toEqual(planned());
  });

  test('is not missed in the report of the removal', () => {
    const removed = pcrpt({ plspId: 1, name: 'backup', remove: true, lspId: 0 });
    receive(up('periodic'), report(scheduleTlv(planned())), removed, report());
    expect(connection.errors()).toEqual([]);
    expect(reports[2]?.state.schedule).toBeUndefined();
  });
});

describe('a path request with a schedule', () => {
  const lsp: Lsp = {
    kind: 'LSP',
    plspId: 1,
    delegate: false,
    sync: false,
    remove: false,
    administrative: true,
    operational: 0,
    create: false,
    tlvs: [],
  };

  const ask = (peer: PccPeer, schedule: LspSchedule, more: Partial<Tlv> = {}): void => {
    const tlvs = [{ ...scheduleTlv(schedule), ...more } as Tlv];
    const request = { ...pathComputationRequest({ requestId: 5 }), lsp: { ...lsp, tlvs } };
    receive(peer, { kind: 'PCReq', svecs: [], requests: [request] } as unknown as Message);
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  test('without the capability is refused with 19/15', () => {
    ask(up('none'), planned());
    expect(connection.errors()).toEqual(['19/15']);
    expect(requests).toEqual([]);
  });

  test.each([
    ['that is over', { startTime: 1, duration: 5, activated: true }],
    ['that starts again before its end', { repeatTimeLength: 1 }],
  ])('%s is refused with 10/11', (_what, more) => {
    ask(up('periodic'), daily(), more);
    expect(connection.errors()).toEqual(['10/11']);
  });

  test('is asked for its times, and answered with those that there is a path for', async () => {
    const later = planned({ start: clock.now() + 2 * HOUR, end: clock.now() + 3 * HOUR });
    const path = { path: { nodes: [], links: [], igpMetric: 1, teMetric: 1 }, route: [] };
    answer = { kind: 'path', path, schedule: later };
    ask(up('scheduled'), planned());
    expect(requests).toMatchObject([{ requestId: 5, schedule: planned() }]);
    await settle();
    const [reply] = connection.taken();
    expect(reply).toMatchObject({
      kind: 'PCRep',
      replies: [{ lsp: { plspId: 1, tlvs: [scheduleTlv(later)] } }],
    });
  });

  test('once that can not be had is answered by a NO-PATH', async () => {
    answer = { kind: 'no-path', noPath: { reasons: ['BANDWIDTH'], relaxations: [] } };
    ask(up('periodic'), planned());
    await settle();
    const [reply] = connection.taken();
    expect(reply).toMatchObject({ kind: 'PCRep', replies: [{ noPath: { kind: 'NO-PATH' } }] });
  });

  test('again and again that can not be had in every interval is answered by a PCErr 29/5', async () => {
    answer = { kind: 'no-path', noPath: { reasons: ['BANDWIDTH'], relaxations: [] } };
    ask(up('periodic'), daily());
    await settle();
    expect(connection.errors()).toEqual(['29/5']);
  });
});

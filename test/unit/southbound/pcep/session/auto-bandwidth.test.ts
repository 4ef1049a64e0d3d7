// Auto-bandwidth in one session (RFC 8733): what the head-end says of it, what it measures, and who is overwhelmed.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ObservedReport, PccObserver } from '../../../../../src/app/ports/pcc-observer.js';
import { encodeMessage, type Message } from '../../../../../src/southbound/pcep/codec/message.js';
import type { AutoBandwidthSubTlv } from '../../../../../src/southbound/pcep/codec/tlvs/auto-bandwidth-attributes.js';
import { PccPeer } from '../../../../../src/southbound/pcep/session/pcc-peer.js';
import { PeerRegistry } from '../../../../../src/southbound/pcep/session/peer-registry.js';
import { autoBandwidthTlv } from '../../../../../src/southbound/pcep/translate/auto-bandwidth.js';
import { FakeClock } from '../../../../support/fake-clock.js';
import { FakeConnection } from '../../../../support/fake-connection.js';
import { FakeTelemetry } from '../../../../support/pce.js';
import {
  END_OF_SYNC,
  KEEPALIVE,
  openMessage,
  openObject,
  type ReportWords,
  stateReport,
} from '../../../../support/pcep-messages.js';
import { POLICY } from '../../../../support/served-pce.js';

let clock: FakeClock;
let connection: FakeConnection;
let telemetry: FakeTelemetry;
let reports: ObservedReport[];
let peer: PccPeer;

const nothing = (): void => undefined;
const observer: PccObserver = {
  sessionEstablished: nothing,
  sessionClosed: nothing,
  lspReported: (report) => void reports.push(report),
  synchronizationEnded: (_pcc, _session, applied) => applied(),
  pathsRequested: () => new Promise(nothing),
  operationRefused: nothing,
  associations: { judge: () => undefined, isKnown: () => false },
  isBusy: () => false,
  whenDrained: nothing,
};

function up(autoBandwidth = true): void {
  clock = new FakeClock();
  connection = new FakeConnection();
  telemetry = new FakeTelemetry();
  reports = [];
  const ids = { next: () => 'session' };
  const registry = new PeerRegistry<PccPeer>();
  peer = new PccPeer(connection, 1, { policy: POLICY, observer, clock, telemetry, ids, registry });
  peer.start();
  receive(openMessage(openObject({ autoBandwidth })), KEEPALIVE, END_OF_SYNC);
  connection.taken();
}

const receive = (...messages: readonly Message[]): void =>
  peer.receive(Buffer.concat(messages.map(encodeMessage)));

/** A report with the attributes, or without the TLV where there are none. */
function report(
  words: Partial<ReportWords>,
  subTlvs?: readonly AutoBandwidthSubTlv[],
  reserved?: number,
): Message {
  const plain = stateReport({ plspId: 1, name: 'gold', ...words });
  const tlvs = subTlvs === undefined ? [] : [{ kind: 'AUTO-BANDWIDTH-ATTRIBUTES', subTlvs } as const];
  const lspa = { ...plain.lspa!, tlvs };
  const actual = {
    bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: (reserved ?? 0) / 8 },
    metrics: [],
    others: [],
  } as const;
  const rro = { kind: 'RRO', subobjects: [] } as const;
  return { kind: 'PCRpt', reports: [{ ...plain, lspa, ...(reserved === undefined ? {} : { actual, rro }) }] };
}

const notify = (notificationValue: number, seconds?: number): Message => ({
  kind: 'PCNtf',
  notifies: [
    {
      rps: [],
      notifications: [
        {
          kind: 'NOTIFICATION',
          notificationType: 5,
          notificationValue,
          tlvs: seconds === undefined ? [] : [{ kind: 'OVERLOADED-DURATION', seconds }],
        },
      ],
      others: [],
    },
  ],
});

const seen = () => reports.map(({ state, measuredRate }) => [state.bandwidth, measuredRate]);

beforeEach(() => up());

describe('the attributes of an LSP', () => {
  test('are in its state, and those that are not said again stay', () => {
    receive(
      report({}, [
        { kind: 'Sample-Interval', seconds: 60 },
        { kind: 'Overflow-Threshold-Percentage', percentage: 10, count: 2, minimumThreshold: 125 },
      ]),
      report({}, [{ kind: 'Adjustment-Interval', seconds: 600 }]),
    );
    const overflowPercentage = { percentage: 10, count: 2, minimum: 1_000 };
    expect(reports.map(({ state }) => state.autoBandwidth)).toEqual([
      { sampleInterval: 60, overflowPercentage },
      { sampleInterval: 60, overflowPercentage, adjustmentInterval: 600 },
    ]);
    expect(connection.errors()).toEqual([]);
  });

  test.each<readonly [string, AutoBandwidthSubTlv]>([
    ['an interval of 0', { kind: 'Sample-Interval', seconds: 0 }],
    ['an interval above seven days', { kind: 'Adjustment-Interval', seconds: 604_801 }],
    ['0 per cent', { kind: 'Adjustment-Threshold-Percentage', percentage: 0, minimumThreshold: 0 }],
    [
      '101 per cent',
      { kind: 'Underflow-Threshold-Percentage', percentage: 101, count: 1, minimumThreshold: 0 },
    ],
    ['a count of 0', { kind: 'Overflow-Threshold', count: 0, bytesPerSecond: 1 }],
    ['a bandwidth below 0', { kind: 'Minimum-Bandwidth', bytesPerSecond: -1 }],
    ['a bandwidth that is no number', { kind: 'Maximum-Bandwidth', bytesPerSecond: Number.NaN }],
    ['samples less often than adjustments', { kind: 'Sample-Interval', seconds: 601 }],
  ])('stay as they were where %s is said, which is logged', (_what, invalid) => {
    const valid: readonly AutoBandwidthSubTlv[] = [
      { kind: 'Sample-Interval', seconds: 60 },
      { kind: 'Adjustment-Interval', seconds: 600 },
    ];
    receive(report({}, valid), report({}, [invalid]));
    expect(reports[1]?.state.autoBandwidth).toEqual({ sampleInterval: 60, adjustmentInterval: 600 });
    expect(JSON.stringify(telemetry.entries)).toContain('ignored');
  });

  test('come from the first of several sub-TLVs of a type', () => {
    receive(
      report({}, [
        { kind: 'Sample-Interval', seconds: 60 },
        { kind: 'Sample-Interval', seconds: 70 },
      ]),
    );
    expect(reports[0]?.state.autoBandwidth).toEqual({ sampleInterval: 60 });
  });

  test('are gone with the TLV', () => {
    receive(report({}, []), report({}));
    expect(reports.map(({ state }) => state.autoBandwidth)).toEqual([{}, undefined]);
  });

  test('are refused with 19/14 and ignored where the capability was not announced, the report is not', () => {
    up(false);
    receive(report({ bandwidth: 8_000 }, []));
    expect(connection.errors()).toEqual(['19/14']);
    expect(reports.map(({ state }) => [state.autoBandwidth, state.bandwidth])).toEqual([[undefined, 8_000]]);
  });

  test('come back from what a PCUpd says of them', () => {
    const attributes = {
      sampleInterval: 60,
      downAdjustmentInterval: 1_200,
      adjustmentThreshold: 8_000,
      downAdjustmentPercentage: { percentage: 7, minimum: 16_000 },
      minimumBandwidth: 800,
      underflowThreshold: { count: 4, bandwidth: 24_000 },
      overflowPercentage: { percentage: 12, count: 3, minimum: 0 },
    };
    receive(report({}, autoBandwidthTlv(attributes).subTlvs));
    expect(reports[0]?.state.autoBandwidth).toEqual(attributes);
  });
});

describe('the BANDWIDTH object of an LSP with auto-bandwidth', () => {
  test('is what is reserved at first and in answers, and else what was measured', () => {
    receive(
      report({ bandwidth: 8_000 }, []),
      report({ bandwidth: 9_600 }, []),
      report({ bandwidth: 16_000, srpId: 7 }, []),
      report({ bandwidth: 4_000 }, []),
    );
    expect(seen()).toEqual([
      [8_000, undefined],
      [8_000, 9_600],
      [16_000, undefined],
      [16_000, 4_000],
    ]);
  });

  test('leaves it to the actual attributes to say what is reserved', () => {
    receive(report({ bandwidth: 8_000 }, []), report({ bandwidth: 9_600 }, [], 4_000));
    expect(seen()[1]).toEqual([4_000, 9_600]);
  });

  test('is what is reserved where the feature is off', () => {
    receive(report({ bandwidth: 8_000 }), report({ bandwidth: 9_600 }));
    expect(seen()[1]).toEqual([9_600, undefined]);
  });
});

describe('who is overwhelmed', () => {
  test('the PCC is left alone until it says that it can go on', () => {
    expect(peer.takesResizes).toBe(true);
    receive(notify(1));
    clock.advance(100_000);
    expect(peer.takesResizes).toBe(false);
    receive(notify(2));
    expect(peer.takesResizes).toBe(true);
  });

  test('the PCC is left alone for as long as it says', () => {
    receive(notify(1, 30));
    expect(peer.takesResizes).toBe(false);
    clock.advance(30_000);
    expect(peer.takesResizes).toBe(true);
  });

  test('rates that come too often are ignored for a minute, and the PCC is told so once', () => {
    receive(report({ bandwidth: 8_000 }, []));
    for (let rate = 1; rate <= 6_100; rate++) receive(report({ bandwidth: 16 * rate + 8_000 }, []));
    const measured = reports.filter(({ measuredRate }) => measuredRate !== undefined);
    expect(measured).toHaveLength(5_999);
    expect(connection.taken().filter(({ kind }) => kind === 'PCNtf')).toHaveLength(1);
    clock.advance(60_000);
    receive(report({ bandwidth: 808 }, []));
    expect(reports.at(-1)?.measuredRate).toBe(808);
  });
});

// RFC 8733 on the wire: the figures of its section 5 octet by octet, and what Wireshark makes of them.
import { describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, type Message } from '../../../src/southbound/pcep/codec/message.js';
import type { AutoBandwidthSubTlv } from '../../../src/southbound/pcep/codec/tlvs/auto-bandwidth-attributes.js';
import type { Tlv } from '../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { localOpen } from '../../../src/southbound/pcep/translate/capabilities.js';
import { initiateMessage } from '../../../src/southbound/pcep/translate/instruction.js';
import { describeWithPeers } from '../../support/peers.js';
import { dissect, valuesOf } from '../../support/tshark.js';

/** Each sub-TLV by its figure, with its octets: 125000 bytes per second are 0x47f42400. */
const VECTORS: readonly (readonly [string, string, AutoBandwidthSubTlv])[] = [
  ['5.2.1', '00010004 0000012c', { kind: 'Sample-Interval', seconds: 300 }],
  ['5.2.2.1', '00020004 00015180', { kind: 'Adjustment-Interval', seconds: 86_400 }],
  ['5.2.2.2', '00030004 00093a80', { kind: 'Down-Adjustment-Interval', seconds: 604_800 }],
  ['5.2.3.1', '00040004 47f42400', { kind: 'Adjustment-Threshold', bytesPerSecond: 125_000 }],
  [
    '5.2.3.2',
    '00050008 00000064 47f42400',
    { kind: 'Adjustment-Threshold-Percentage', percentage: 100, minimumThreshold: 125_000 },
  ],
  ['5.2.3.3', '00060004 47f42400', { kind: 'Down-Adjustment-Threshold', bytesPerSecond: 125_000 }],
  [
    '5.2.3.4',
    '00070008 00000001 47f42400',
    { kind: 'Down-Adjustment-Threshold-Percentage', percentage: 1, minimumThreshold: 125_000 },
  ],
  ['5.2.4.1', '00080004 00000000', { kind: 'Minimum-Bandwidth', bytesPerSecond: 0 }],
  ['5.2.4.2', '00090004 47f42400', { kind: 'Maximum-Bandwidth', bytesPerSecond: 125_000 }],
  [
    '5.2.5.1',
    '000a0008 0000001f 47f42400',
    { kind: 'Overflow-Threshold', count: 31, bytesPerSecond: 125_000 },
  ],
  [
    '5.2.5.2',
    '000b0008 c8000003 47f42400',
    { kind: 'Overflow-Threshold-Percentage', percentage: 100, count: 3, minimumThreshold: 125_000 },
  ],
  [
    '5.2.5.3',
    '000c0008 00000002 47f42400',
    { kind: 'Underflow-Threshold', count: 2, bytesPerSecond: 125_000 },
  ],
  [
    '5.2.5.4',
    '000d0008 02000001 47f42400',
    { kind: 'Underflow-Threshold-Percentage', percentage: 1, count: 1, minimumThreshold: 125_000 },
  ],
];

const LSPA = {
  kind: 'LSPA',
  excludeAny: 0,
  includeAny: 0,
  includeAll: 0,
  setupPriority: 7,
  holdingPriority: 7,
  localProtectionDesired: false,
} as const;

const updateWith = (...tlvs: readonly Tlv[]): Message => ({
  kind: 'PCUpd',
  updates: [
    {
      srp: { kind: 'SRP', srpId: 1, remove: false, tlvs: [] },
      lsp: {
        kind: 'LSP',
        plspId: 1,
        delegate: true,
        sync: false,
        remove: false,
        administrative: true,
        operational: 0,
        create: false,
        tlvs: [],
      },
      associations: [],
      ero: { kind: 'ERO', subobjects: [] },
      lspa: { ...LSPA, tlvs },
      metrics: [],
      others: [],
    },
  ],
});

const withSubTlvs = (...subTlvs: readonly AutoBandwidthSubTlv[]): Message =>
  updateWith({ kind: 'AUTO-BANDWIDTH-ATTRIBUTES', subTlvs });

const hexOf = (message: Message): string => Buffer.from(encodeMessage(message)).toString('hex');
const octets = (hex: string): string => hex.replaceAll(' ', '');

/** The sub-TLVs of a PCUpd in which the octets of one were exchanged for others of the same number. */
function reread(message: Message, from: string, to: string): unknown {
  const decoded = decodeMessage(Buffer.from(hexOf(message).replace(octets(from), octets(to)), 'hex'));
  if (!decoded.ok || decoded.value.message.kind !== 'PCUpd') throw new Error('no PCUpd');
  expect(decoded.value.failures).toEqual([]);
  const [tlv] = decoded.value.message.updates[0]?.lspa?.tlvs ?? [];
  return tlv?.kind === 'AUTO-BANDWIDTH-ATTRIBUTES' ? tlv.subTlvs : undefined;
}

test('a PCInitiate has them in its LSPA (RFC 8733 5.4)', () => {
  const lspa = { setupPriority: 7, holdingPriority: 7, bandwidth: 0, administrative: true } as const;
  const message = initiateMessage(1, 'gold', {
    ...lspa,
    setupType: 'RSVP_TE',
    source: '10.0.0.1',
    destination: '10.0.0.4',
    autoBandwidth: { sampleInterval: 300, overflowPercentage: { percentage: 100, count: 3, minimum: 1e6 } },
    path: { path: { nodes: [], links: [], igpMetric: 0, teMetric: 0 }, route: [] },
  });
  // LSPA (class 9, type 1), its 16 octets of figure 7.11 of RFC 5440, and then type 37 with two sub-TLVs.
  expect(hexOf(message)).toContain(octets('0025 0014 00010004 0000012c 000b0008 c8000003 47f42400'));
});

describe('the sub-TLVs of AUTO-BANDWIDTH-ATTRIBUTES', () => {
  test.each(VECTORS)('of section %s are %s', (_section, hex, subTlv) => {
    const message = withSubTlvs(subTlv);
    const length = octets(hex).length / 2;
    expect(hexOf(message)).toContain(`0025${length.toString(16).padStart(4, '0')}${octets(hex)}`);
    expect(reread(message, hex, hex)).toEqual([subTlv]);
  });

  test('mean nothing by their reserved bits', () => {
    const [, , percentage] = VECTORS[4]!;
    expect(reread(withSubTlvs(percentage), '00000064 47f42400', 'ffffffe4 47f42400')).toEqual([percentage]);
    const [, , overflow] = VECTORS[10]!;
    expect(reread(withSubTlvs(overflow), 'c8000003 47f42400', 'c9ffffe3 47f42400')).toEqual([overflow]);
  });

  test('are kept as they are where their length is not the one of their type', () => {
    const long = { kind: 'Unknown', type: 1, bytes: Uint8Array.from([0, 0, 1, 44, 0, 0, 0, 0]) } as const;
    const short = { kind: 'Unknown', type: 13, bytes: Uint8Array.from([2]) } as const;
    const message = withSubTlvs(long, short, VECTORS[1]![2]);
    expect(reread(message, '00', '00')).toEqual([long, short, VECTORS[1]![2]]);
  });

  test('that leave their TLV make the object malformed', () => {
    const hex = hexOf(withSubTlvs(VECTORS[0]![2])).replace('00010004', '00010008');
    const decoded = decodeMessage(Buffer.from(hex, 'hex'));
    expect(decoded).toMatchObject({ ok: true, value: { failures: [expect.anything()] } });
  });
});

test('our Open has the capability, without a flag', () => {
  const open = localOpen({ keepalive: 30, deadTimer: 120, sid: 1 });
  expect(hexOf({ kind: 'Open', open, others: [] })).toContain('0024000400000000');
});

describeWithPeers(['tshark'], 'Wireshark', () => {
  const all = withSubTlvs(...VECTORS.map(([, , subTlv]) => subTlv));

  test('finds the attributes in the LSPA, with nothing to complain about', () => {
    const [seen] = dissect([encodeMessage(all)]);
    expect(seen?.complaints).toEqual([]);
    expect(valuesOf(seen?.fields ?? {}, 'pcep.tlv.type')).toContain('37');
  });

  test('finds the capability in our Open', () => {
    const open = localOpen({ keepalive: 30, deadTimer: 120, sid: 1 });
    const [seen] = dissect([encodeMessage({ kind: 'Open', open, others: [] })]);
    expect(seen?.complaints).toEqual([]);
    expect(valuesOf(seen?.fields ?? {}, 'pcep.tlv.type')).toContain('36');
  });
});

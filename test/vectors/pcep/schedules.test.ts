// The TLVs of RFC 8934 octet by octet, put together by hand from its figures 1 and 2 and its text; and what Wireshark makes of
// them. Wireshark 4.0 knows both types by name and length, but does not look into them, nor at the bits B and PD: it shows the
// whole flags field of STATEFUL-PCE-CAPABILITY, which says as much.
import { describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, type Message } from '../../../src/southbound/pcep/codec/message.js';
import type { Tlv } from '../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { localOpen } from '../../../src/southbound/pcep/translate/capabilities.js';
import { pcrpt } from '../../support/pcep-messages.js';
import { describeWithPeers } from '../../support/peers.js';
import { dissect, valuesOf } from '../../support/tshark.js';
import { hex } from './malformed-row.js';

interface Vector {
  readonly name: string;
  /** Type, length, then a line of the figure per group. */
  readonly bytes: string;
  readonly tlv: Tlv;
  /** As it is written again, where reserved bits were set. */
  readonly written?: string;
}

const PLAIN = { relativeStart: false, pccResponsible: false, activated: false, gracePeriods: false };

const VECTORS: readonly Vector[] = [
  {
    name: 'an hour from 2026-12-01 00:00 UTC, kept by the PCC, up 30 s before and 60 s after',
    bytes: '00310010 05000000 6b0e0e00 00000e10 001e003c',
    tlv: {
      kind: 'SCHED-LSP-ATTRIBUTE',
      ...PLAIN,
      pccResponsible: true,
      gracePeriods: true,
      startTime: Date.UTC(2026, 11, 1) / 1000,
      duration: 3600,
      before: 30,
      after: 60,
    },
  },
  {
    name: 'the suggested defaults, relative: in a day for a year, moved by 300 s at most',
    bytes: '00310010 08000000 00015180 01e13380 012c012c',
    tlv: {
      kind: 'SCHED-LSP-ATTRIBUTE',
      ...PLAIN,
      relativeStart: true,
      startTime: 86_400,
      duration: 31_536_000,
      before: 300,
      after: 300,
    },
  },
  {
    name: 'an active one with flags that nobody has assigned and reserved bits',
    bytes: '00310010 a2ffffff ffffffff 00000001 00000000',
    tlv: {
      kind: 'SCHED-LSP-ATTRIBUTE',
      ...PLAIN,
      activated: true,
      otherFlags: 0xa0,
      startTime: 0xffff_ffff,
      duration: 1,
      before: 0,
      after: 0,
    },
    written: '00310010 a2000000 ffffffff 00000001 00000000',
  },
  {
    name: 'two hours, ten times again after two weeks each',
    bytes: '00320014 04300a00 6b0e0e00 00001c20 00127500 00000000',
    tlv: {
      kind: 'SCHED-PD-LSP-ATTRIBUTE',
      ...PLAIN,
      pccResponsible: true,
      option: 3,
      repeats: 10,
      repeatTimeLength: 2 * 7 * 86_400,
      startTime: Date.UTC(2026, 11, 1) / 1000,
      duration: 7200,
      before: 0,
      after: 0,
    },
  },
  {
    name: 'every month, as often as NR can say',
    bytes: '00320014 001fff00 6b0e0e00 00001c20 00000000 00000005',
    tlv: {
      kind: 'SCHED-PD-LSP-ATTRIBUTE',
      ...PLAIN,
      option: 1,
      repeats: 4095,
      repeatTimeLength: 0,
      startTime: Date.UTC(2026, 11, 1) / 1000,
      duration: 7200,
      before: 0,
      after: 5,
    },
  },
  {
    name: 'an option that nobody has assigned',
    bytes: '00320014 10e001ff 6b0e0e00 00001c20 00000000 00000000',
    tlv: {
      kind: 'SCHED-PD-LSP-ATTRIBUTE',
      ...PLAIN,
      otherFlags: 0x10,
      option: 14,
      repeats: 1,
      repeatTimeLength: 0,
      startTime: Date.UTC(2026, 11, 1) / 1000,
      duration: 7200,
      before: 0,
      after: 0,
    },
    written: '00320014 10e00100 6b0e0e00 00001c20 00000000 00000000',
  },
];

/** A report with nothing in its LSP object but the TLV. */
const reportWith = (tlv: Tlv): Message => pcrpt({ plspId: 1, lspId: null, tlvs: [tlv] });
const messageOf = ({ tlv }: Vector): Buffer => Buffer.from(encodeMessage(reportWith(tlv)));

/** PCRpt header, LSP object header and flags come before the TLV. */
const LSP_TLVS = 4 + 4 + 4;
const octetsOf = (text: string): number => hex(text).length;

describe.each(VECTORS.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
  test('is written as the figure has it', () => {
    const { bytes, written = bytes } = vector;
    const encoded = messageOf(vector).subarray(LSP_TLVS, LSP_TLVS + octetsOf(bytes));
    expect(encoded.toString('hex')).toBe(hex(written).toString('hex'));
  });

  test('is read as it was meant', () => {
    const message = messageOf(vector);
    hex(vector.bytes).copy(message, LSP_TLVS);
    const decoded = decodeMessage(message);
    if (!decoded.ok || decoded.value.message.kind !== 'PCRpt') throw new Error('no report');
    expect(decoded.value.failures).toEqual([]);
    expect(decoded.value.message.reports[0]?.lsp.tlvs).toEqual([vector.tlv]);
  });
});

describe('a length that is not the fixed one is refused with the report', () => {
  const pathsOfFailures = (message: Uint8Array): readonly (readonly string[])[] => {
    const decoded = decodeMessage(message);
    if (!decoded.ok) throw new Error(decoded.error.what);
    return decoded.value.failures.map(({ path }) => path);
  };

  test.each([
    [0, 15],
    [0, 12],
    [3, 19],
    [3, 16],
  ])('of vector %i: %i octets', (index, length) => {
    const message = messageOf(VECTORS[index]!);
    const type = message.readUInt16BE(LSP_TLVS);
    message.writeUInt16BE(length, LSP_TLVS + 2);
    expect(pathsOfFailures(message)).toEqual([['PCRpt', 'LSP', `TLV ${type}`]]);
  });

  test.each([
    [0, 50],
    [3, 49],
  ])('of vector %i: that of the other TLV, %i', (index, type) => {
    const message = messageOf(VECTORS[index]!);
    message.writeUInt16BE(type, LSP_TLVS);
    expect(pathsOfFailures(message)).toEqual([['PCRpt', 'LSP', `TLV ${type}`]]);
  });
});

test('our Open has bits 21 and 22 of the stateful capability', () => {
  const open = localOpen({ keepalive: 30, deadTimer: 120, sid: 1 });
  const bytes = Buffer.from(encodeMessage({ kind: 'Open', open, others: [] }));
  expect(bytes.toString('hex')).toContain('0010000400000605');
});

describeWithPeers(['tshark'], 'Wireshark', () => {
  test('finds the TLVs by type, with nothing to complain about', () => {
    const seen = dissect(VECTORS.map(messageOf));
    expect(seen.map(({ complaints }) => complaints)).toEqual(VECTORS.map(() => []));
    expect(seen.map(({ fields }) => valuesOf(fields, 'pcep.tlv.type'))).toEqual(
      VECTORS.map(({ tlv }) => [tlv.kind === 'SCHED-LSP-ATTRIBUTE' ? '49' : '50']),
    );
    expect(seen.map(({ fields }) => valuesOf(fields, 'pcep.tlv.length'))).toEqual(
      VECTORS.map(({ tlv }) => [tlv.kind === 'SCHED-LSP-ATTRIBUTE' ? '16' : '20']),
    );
  });

  test('shows the flags B and PD of our Open', () => {
    const open = localOpen({ keepalive: 30, deadTimer: 120, sid: 1 });
    const [seen] = dissect([encodeMessage({ kind: 'Open', open, others: [] })]);
    expect(valuesOf(seen?.fields ?? {}, 'pcep.stateful-pce-capability.flags')).toEqual(['0x00000605']);
  });
});

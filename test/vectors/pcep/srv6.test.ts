// RFC 9603 as octets, made by hand from the figures of its drafts (-15 and later): Wireshark 4.0 knows neither the capability nor the subobjects,
// and is asked only about what is around them.
import { describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, type Message } from '../../../src/southbound/pcep/codec/message.js';
import type { EroSubobject } from '../../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import type { Srv6PceCapabilityTlv } from '../../../src/southbound/pcep/codec/tlvs/srv6-pce-capability.js';
import { capabilitiesOf, localOpen } from '../../../src/southbound/pcep/translate/capabilities.js';
import { initiateMessage } from '../../../src/southbound/pcep/translate/instruction.js';
import { setupTypeOfReport } from '../../../src/southbound/pcep/translate/report.js';
import { openObject, stateReport } from '../../support/pcep-messages.js';
import { describeWithPeers } from '../../support/peers.js';
import { dissect, valuesOf } from '../../support/tshark.js';

const hexOf = (message: Message): string => Buffer.from(encodeMessage(message)).toString('hex');
const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

const openWith = (capability: Srv6PceCapabilityTlv): Message => {
  const open = openObject();
  const setupTypes = {
    kind: 'PATH-SETUP-TYPE-CAPABILITY',
    pathSetupTypes: [3],
    subTlvs: [capability],
  } as const;
  return { kind: 'Open', open: { ...open, tlvs: [setupTypes] }, others: [] };
};

describe('SRv6-PCE-CAPABILITY (RFC 9603 4.1.1)', () => {
  const VECTORS: readonly (readonly [string, string, Omit<Srv6PceCapabilityTlv, 'kind'>])[] = [
    ['alone', '001b0004 0000 0000', { resolvesNai: false, msds: [] }],
    ['with N', '001b0004 0000 0002', { resolvesNai: true, msds: [] }],
    ['with one MSD', '001b0006 0000 0000 2c05', { resolvesNai: false, msds: [{ type: 44, value: 5 }] }],
    [
      'with two, and a flag that is not assigned',
      '001b0008 0000 0003 2909 2c05',
      {
        resolvesNai: true,
        msds: [
          { type: 41, value: 9 },
          { type: 44, value: 5 },
        ],
        otherFlags: 1,
      },
    ],
  ];

  test.each(VECTORS)('%s', (_name, hex, value) => {
    const message = openWith({ kind: 'SRv6-PCE-CAPABILITY', ...value });
    // The list of one setup type, its padding, then the sub-TLV.
    expect(hexOf(message)).toContain(`0000000103000000${hex.replaceAll(' ', '')}`);
    const decoded = decodeMessage(encodeMessage(message));
    if (!decoded.ok || decoded.value.message.kind !== 'Open') throw new Error('no Open');
    expect(decoded.value.message.open.tlvs).toEqual(message.kind === 'Open' ? message.open.tlvs : []);
  });

  test('ours has neither flags nor MSDs, and follows the setup types 0, 1 and 3', () => {
    const open = localOpen({ keepalive: 30, deadTimer: 120, sid: 1 });
    const sent = hexOf({ kind: 'Open', open, others: [] });
    expect(sent).toContain(
      '00220018 00000003 00010300 001a0004 00000100 001b0004 00000000'.replaceAll(' ', ''),
    );
  });

  test('half a pair is malformed', () => {
    const half = { kind: 'Unknown', type: 27, bytes: octets('00000000 2c') } as const;
    const message = openWith(half as unknown as Srv6PceCapabilityTlv);
    expect(decodeMessage(encodeMessage(message)).ok).toBe(false);
  });

  test('its MSDs are what the head-end can do', () => {
    const message = openWith({
      kind: 'SRv6-PCE-CAPABILITY',
      resolvesNai: true,
      msds: [41, 42, 44, 45].map((type) => ({ type, value: type - 40 })),
    });
    const capabilities = capabilitiesOf(message.kind === 'Open' ? message.open : openObject());
    expect(capabilities).toMatchObject({
      ok: true,
      value: {
        setupTypes: ['SRV6'],
        srv6: { resolvesNai: true, segmentsLeft: 1, endPop: 2, encapsulation: 4, endDecapsulation: 5 },
      },
    });
  });
});

const SID = '20010db8000400000000000000000001';
const NODE = '20010db8000000000000000000000004';
/** A subobject of these octets: reserved and behaviour are 0 and End. */
const raw = (flags: string, rest = ''): EroSubobject => ({
  kind: 'Unknown',
  type: 40,
  loose: false,
  bytes: octets(`${flags} 0000 0001 ${rest}`),
});
const reportOf = (ero: readonly EroSubobject[], rro: readonly EroSubobject[] = []): Message => {
  const rroSubobjects = rro.map((subobject) => {
    const { loose: _, ...recorded } = subobject;
    return recorded;
  });
  const report = {
    ...stateReport({ plspId: 1, name: 'checked' }),
    ero: { kind: 'ERO', subobjects: ero },
    ...(rro.length === 0 ? {} : { rro: { kind: 'RRO', subobjects: rroSubobjects } }),
  };
  return { kind: 'PCRpt', reports: [report] } as Message;
};
const faultOf = (message: Message): string => {
  const decoded = decodeMessage(encodeMessage(message));
  const [failure] = decoded.ok ? decoded.value.failures : [decoded.error];
  const treatment = failure?.treatment;
  return treatment === undefined || treatment.kind === 'close'
    ? (treatment?.kind ?? 'none')
    : `${treatment.errorType}/${treatment.errorValue}`;
};

describe('an SRv6 segment (RFC 9603 5.2.1, 5.3)', () => {
  const IPV4: EroSubobject = { kind: 'IPv4', address: '10.0.0.4', prefixLength: 32, loose: false };
  const good = raw('0002', SID);

  test.each<[string, readonly EroSubobject[], string, string]>([
    ['with its SID', [good], 'none', 'none'],
    ['with a node alone', [raw('2001', NODE)], 'none', 'none'],
    ['with neither SID nor NAI', [raw('0003')], '10/42', '10/35'],
    ['that names an IPv4 node', [raw('1000', `${SID} 0a000004`)], '10/41', '10/41'],
    ['that names a node of no type', [raw('0000', `${SID} ${NODE}`)], '10/11', '10/11'],
    ['that is longer than its flags say', [raw('0002', `${SID} ${NODE}`)], '10/11', '10/11'],
    ['that is shorter', [raw('2000', SID)], '10/11', '10/11'],
    ['whose parts have 128 bits', [raw('0006', `${SID} 20105000 00000000`)], 'none', 'none'],
    ['whose parts have more than 128 bits', [raw('0006', `${SID} 20105001 00000000`)], '10/37', '10/37'],
    ['without a SID, whose T flag means nothing', [raw('2005', NODE)], 'none', 'none'],
    ['before an address', [good, IPV4], '10/43', '10/36'],
    ['behind an address', [IPV4, good], '10/43', '10/36'],
  ])('%s', (_name, subobjects, inEro, inRro) => {
    expect(faultOf(reportOf(subobjects))).toBe(inEro);
    const first = subobjects[0]?.kind === 'IPv4' ? IPV4 : good;
    expect(faultOf(reportOf([first], subobjects))).toBe(inRro);
  });

  test('tells the setup type of a report that does not', () => {
    const decoded = decodeMessage(encodeMessage(reportOf([good])));
    if (!decoded.ok || decoded.value.message.kind !== 'PCRpt') throw new Error('no PCRpt');
    expect(decoded.value.message.reports.map(setupTypeOfReport)).toEqual(['SRV6']);
  });
});

describeWithPeers(['tshark'], 'Wireshark', () => {
  test('finds setup type 3 and all that is not of SRv6 in a PCInitiate', () => {
    const message = initiateMessage(5, 'green', {
      setupType: 'SRV6',
      source: '10.0.0.1',
      destination: '10.0.0.4',
      bandwidth: 1e9,
      setupPriority: 4,
      holdingPriority: 3,
      administrative: true,
      path: {
        path: { nodes: [], links: [], igpMetric: 1, teMetric: 1 },
        route: [{ kind: 'srv6', sid: '2001:db8:4::1', behavior: 1, node: '2001:db8::4' }],
      },
    });
    const [seen] = dissect([encodeMessage(message)]);
    const fields = seen?.fields ?? {};
    expect(valuesOf(fields, 'pcep.pst')).toEqual(['3']);
    expect(valuesOf(fields, 'pcep.tlv.symbolic-path-name')).toEqual(['green']);
    expect(seen?.complaints.filter((text) => !/subobject \(40\)|_ws\.expert(\.|$)/.test(text))).toEqual([]);
    expect(hexOf(message)).toContain(`2828200000000001${SID}${NODE}`);
  });
});

// Malformed and remarkable messages in an established session, and what RFC 4271, 7606, 7752 and 9552 want done about them.
import type { FaultTreatment } from '../../../src/southbound/bgp-ls/codec/failure.js';

export const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** A message around the given body, with the true length. */
export function message(type: number, body: string): Buffer {
  const bytes = hex(body);
  const header = Buffer.alloc(19, 0xff);
  header.writeUInt16BE(19 + bytes.length, 16);
  header.writeUInt8(type, 18);
  return Buffer.concat([header, bytes]);
}

const u8 = (value: number): string => value.toString(16).padStart(2, '0');
const u16 = (value: number): string => value.toString(16).padStart(4, '0');
const octets = (text: string): number => hex(text).length;

export const tlv = (type: number, value: string): string => `${u16(type)}${u16(octets(value))}${value}`;
export const attribute = (flags: number, type: number, value: string): string =>
  `${u8(flags)}${u8(type)}${u8(octets(value))}${value}`;
/** No withdrawn routes, then the attributes. */
export const update = (...attributes: readonly string[]): Buffer => {
  const list = attributes.join('');
  return message(2, `0000${u16(octets(list))}${list}`);
};

export const nlri = (type: number, descriptors: string): string => {
  const body = `02 0000000000000000 ${descriptors}`;
  return `${u16(type)}${u16(octets(body))}${body}`;
};
export const local = (router: string): string => tlv(256, tlv(515, router));
const remote = (router: string): string => tlv(257, tlv(515, router));

export const R1 = '000000000001';
export const R2 = '000000000002';
export const NODE_1 = nlri(1, local(R1));
export const NODE_2 = nlri(1, local(R2));

export const ORIGIN = attribute(0x40, 1, '00');
export const AS_PATH = attribute(0x40, 2, '');
const LOCAL_PREF = attribute(0x40, 5, '00000064');
const FAMILY = '4004 47';
export const reach = (...nlris: readonly string[]): string =>
  attribute(0x80, 14, `${FAMILY} 04 c0000201 00 ${nlris.join('')}`);
const unreach = (...nlris: readonly string[]): string => attribute(0x80, 15, `${FAMILY} ${nlris.join('')}`);
export const linkState = (value: string): string => attribute(0x80, 29, value);
const NAME = tlv(1026, '5231');

/** The routes that were announced before: routers 1 and 2. */
export const BEFORE = update(ORIGIN, AS_PATH, reach(NODE_1, NODE_2), linkState(NAME));

export interface MalformedUpdate {
  readonly name: string;
  readonly reference: string;
  readonly bytes: Buffer;
  /** Code and subcode of the NOTIFICATION that ends the session, with its data; or how the faults are treated. */
  readonly reaction:
    | { readonly kind: 'reset'; readonly error: string; readonly data?: string }
    | { readonly kind: 'survives'; readonly treatments: readonly FaultTreatment[] };
  /** The routers that are left then: 1 and 2 if not said otherwise. */
  readonly left?: readonly number[];
}

const reset = (error: string, data?: string): MalformedUpdate['reaction'] => ({
  kind: 'reset',
  error,
  ...(data === undefined ? {} : { data: data.replaceAll(/\s/g, '') }),
});
const survives = (...treatments: readonly FaultTreatment[]): MalformedUpdate['reaction'] => ({
  kind: 'survives',
  treatments,
});
const WITHDRAWN = survives('treat-as-withdraw');
const DISCARDED = survives('attribute-discard');
const LEFT_OUT = survives('nlri-discard');

type Row = readonly [
  name: string,
  reference: string,
  bytes: Buffer,
  reaction: MalformedUpdate['reaction'],
  left?: readonly number[],
];

const CUT_NODE = '0001 0040 02';
const badMarker = (): Buffer => {
  const bytes = message(4, '');
  bytes.writeUInt8(0xfe, 3);
  return bytes;
};
const withLength = (bytes: Buffer, length: number): Buffer => {
  bytes.writeUInt16BE(length, 16);
  return bytes;
};

const RESETS: readonly Row[] = [
  ['a marker that is not all ones', 'RFC 4271 6.1', badMarker(), reset('1/1')],
  ['a length below 19', 'RFC 4271 6.1', withLength(message(4, ''), 18), reset('1/2', '0012')],
  ['a KEEPALIVE with a body', 'RFC 4271 6.1', message(4, '00'), reset('1/2', '0014')],
  ['an UPDATE of 22 octets', 'RFC 4271 6.1', message(2, '000000'), reset('1/2', '0016')],
  ['a NOTIFICATION without subcode', 'RFC 4271 6.1', message(3, '06'), reset('1/2', '0014')],
  ['a type that does not exist', 'RFC 4271 6.1', message(9, ''), reset('1/3', '09')],
  [
    'a ROUTE-REFRESH that is too long',
    'RFC 7313 5',
    message(5, '4004 0047 00'),
    reset('7/1', message(5, '4004 0047 00').toString('hex')),
  ],
  ['withdrawn routes that leave the message', 'RFC 7606 3 b', message(2, '0010 0000 00'), reset('3/1')],
  ['path attributes that leave the message', 'RFC 7606 3 b', message(2, '0000 0010 00'), reset('3/1')],
  ['no room for the attributes’ length', 'RFC 7606 3 b', message(2, '0002 0000'), reset('3/1')],
  ['a withdrawn IPv4 prefix of 33 bits', 'RFC 7606 5.3', message(2, '0006 210a00000100 0000'), reset('3/10')],
  ['an IPv4 route that is cut off', 'RFC 7606 5.3', message(2, '0000 0000 180a00'), reset('3/10')],
  [
    'MP_REACH_NLRI twice',
    'RFC 7606 3 g',
    update(ORIGIN, AS_PATH, reach(NODE_1), reach(NODE_2)),
    reset('3/1'),
  ],
  ['MP_UNREACH_NLRI twice', 'RFC 7606 3 g', update(unreach(NODE_1), unreach(NODE_2)), reset('3/1')],
  [
    'a well-known attribute that nobody knows',
    'RFC 4271 6.3',
    update(attribute(0x40, 99, 'abcd'), ORIGIN, AS_PATH, reach(NODE_1)),
    reset('3/2', '4063 02 abcd'),
  ],
  [
    'MP_REACH_NLRI marked transitive',
    'RFC 7606 5.3',
    update(ORIGIN, AS_PATH, reach(NODE_1).replace(/^80/, 'c0')),
    reset('3/4'),
  ],
  ['MP_REACH_NLRI of 4 octets', 'RFC 7606 5.3', update(attribute(0x80, 14, `${FAMILY}00`)), reset('3/9')],
  [
    'MP_UNREACH_NLRI of 2 octets',
    'RFC 7606 5.3',
    update(attribute(0x80, 15, '4004')),
    reset('3/9', '800f 02 4004'),
  ],
  [
    'a next hop of 5 octets',
    'RFC 7606 7.11',
    update(ORIGIN, AS_PATH, attribute(0x80, 14, `${FAMILY} 05 c000020100 00 ${NODE_1}`)),
    reset('3/9'),
  ],
  [
    'an NLRI that leaves MP_REACH_NLRI',
    'RFC 7606 5.3, RFC 9552 8.2.2',
    update(ORIGIN, AS_PATH, reach(CUT_NODE)),
    reset('3/9'),
  ],
  ['an NLRI that leaves MP_UNREACH_NLRI', 'RFC 7606 5.3', update(unreach(CUT_NODE)), reset('3/9')],
  ['an NLRI of three octets', 'RFC 7606 5.3', update(unreach('000100')), reset('3/9')],
  [
    'an attribute list that is cut off before any NLRI',
    'RFC 7606 4, 5.2',
    update(ORIGIN, '40 02 10 00'),
    reset('3/1'),
  ],
  ['a bad ORIGIN and no NLRI', 'RFC 7606 5.2', update(attribute(0x40, 1, '07')), reset('3/1')],
  ['an OPEN', 'RFC 6608 3', message(1, '04 fde8 005a 0a000001 00'), reset('5/3')],
];

const WITHDRAWALS: readonly Row[] = [
  ['ORIGIN 7', 'RFC 7606 7.1', update(attribute(0x40, 1, '07'), AS_PATH, reach(NODE_1)), WITHDRAWN, [2]],
  [
    'ORIGIN of two octets',
    'RFC 7606 7.1',
    update(attribute(0x40, 1, '0000'), AS_PATH, reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  ['an empty ORIGIN', 'RFC 7606 4', update(attribute(0x40, 1, ''), AS_PATH, reach(NODE_1)), WITHDRAWN, [2]],
  [
    'ORIGIN marked optional',
    'RFC 7606 3 c',
    update(attribute(0xc0, 1, '00'), AS_PATH, reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'AS_PATH with segment type 9',
    'RFC 7606 7.2',
    update(ORIGIN, attribute(0x40, 2, '0901 0000fde8'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'AS_PATH with an empty segment',
    'RFC 7606 7.2',
    update(ORIGIN, attribute(0x40, 2, '0200'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'AS_PATH with a segment that leaves it',
    'RFC 7606 7.2',
    update(ORIGIN, attribute(0x40, 2, '0202 0000fde8'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'AS_PATH with one octet too many',
    'RFC 7606 7.2',
    update(ORIGIN, attribute(0x40, 2, '0201 0000fde8 02'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  ['no ORIGIN', 'RFC 7606 3 d', update(AS_PATH, reach(NODE_1)), WITHDRAWN, [2]],
  ['no AS_PATH', 'RFC 7606 3 d', update(ORIGIN, reach(NODE_1)), WITHDRAWN, [2]],
  [
    'NEXT_HOP of three octets',
    'RFC 7606 7.3',
    update(ORIGIN, AS_PATH, attribute(0x40, 3, 'c00002'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'MULTI_EXIT_DISC of three octets',
    'RFC 7606 7.4',
    update(ORIGIN, AS_PATH, attribute(0x80, 4, '000000'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'LOCAL_PREF of three octets',
    'RFC 7606 7.5',
    update(ORIGIN, AS_PATH, attribute(0x40, 5, '000064'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'a community of three octets',
    'RFC 7606 7.8',
    update(ORIGIN, AS_PATH, attribute(0xc0, 8, '000001'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'ORIGINATOR_ID of five octets',
    'RFC 7606 7.9',
    update(ORIGIN, AS_PATH, attribute(0x80, 9, '0a00000100'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'an empty CLUSTER_LIST',
    'RFC 7606 7.10',
    update(ORIGIN, AS_PATH, attribute(0x80, 10, ''), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'an extended community of seven octets',
    'RFC 7606 7.14',
    update(ORIGIN, AS_PATH, attribute(0xc0, 16, '00020000000001'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'a large community of eleven octets',
    'RFC 8092 6',
    update(ORIGIN, AS_PATH, attribute(0xc0, 32, '0000000000000000000000'), reach(NODE_1)),
    WITHDRAWN,
    [2],
  ],
  [
    'a BGP-LS attribute marked transitive',
    'RFC 7606 3 c',
    update(ORIGIN, AS_PATH, reach(NODE_1), attribute(0xc0, 29, NAME)),
    WITHDRAWN,
    [2],
  ],
  [
    'an attribute that leaves the list, behind the NLRIs',
    'RFC 7606 4',
    update(reach(NODE_1), ORIGIN, AS_PATH, '80 1d 40 0402'),
    WITHDRAWN,
    [2],
  ],
  [
    'two octets left of the list, behind the NLRIs',
    'RFC 7606 4',
    update(reach(NODE_1), ORIGIN, AS_PATH, '80 1d'),
    WITHDRAWN,
    [2],
  ],
  [
    'an extended length that is cut off',
    'RFC 7606 4',
    update(reach(NODE_1), ORIGIN, AS_PATH, '90 1d 00'),
    WITHDRAWN,
    [2],
  ],
  [
    'a withdrawal beside a bad announcement',
    'RFC 7606 3 h',
    update(unreach(NODE_2), attribute(0x40, 1, '07'), AS_PATH, reach(NODE_1)),
    WITHDRAWN,
    [],
  ],
];

const DISCARDS: readonly Row[] = [
  ['ORIGIN twice', 'RFC 7606 3 g', update(ORIGIN, ORIGIN, AS_PATH, reach(NODE_1)), DISCARDED],
  [
    'an unknown attribute twice',
    'RFC 7606 3 g',
    update(ORIGIN, AS_PATH, attribute(0x80, 99, 'aa'), attribute(0x80, 99, 'bb'), reach(NODE_1)),
    DISCARDED,
  ],
  [
    'ATOMIC_AGGREGATE with a value',
    'RFC 7606 7.6',
    update(ORIGIN, AS_PATH, attribute(0x40, 6, '00'), reach(NODE_1)),
    DISCARDED,
  ],
  [
    'AGGREGATOR of six octets between four-octet speakers',
    'RFC 7606 7.7',
    update(ORIGIN, AS_PATH, attribute(0xc0, 7, 'fde80a000001'), reach(NODE_1)),
    DISCARDED,
  ],
  [
    'a BGP-LS attribute with a TLV that leaves it',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState('0402 0040 5231')),
    DISCARDED,
  ],
  [
    'a BGP-LS attribute with three octets left',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(`${NAME}040200`)),
    DISCARDED,
  ],
  [
    'a bandwidth of three octets',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1089, '4e9502'))),
    DISCARDED,
  ],
  [
    'a router id of five octets',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1028, '0101010101'))),
    DISCARDED,
  ],
  [
    'an IGP metric of four octets',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1095, '0000000a'))),
    DISCARDED,
  ],
  [
    'an unreserved bandwidth of seven priorities',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1091, '4e6e6b28'.repeat(7)))),
    DISCARDED,
  ],
  [
    'an SRLG list of six octets',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1096, '000000640001'))),
    DISCARDED,
  ],
  [
    'an adjacency segment of six octets',
    'RFC 9085 4',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1099, '300000005dc0'))),
    DISCARDED,
  ],
  [
    'a label range without its first label',
    'RFC 9085 4',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1034, 'c000 001f40 0489 0005 003e80'))),
    DISCARDED,
  ],
  [
    'an application mask of three octets',
    'RFC 9294 2',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1122, '03000000 400000'))),
    DISCARDED,
  ],
  [
    'a flex-algo definition of three octets',
    'RFC 9351 3',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(1039, '800000'))),
    DISCARDED,
  ],
  [
    'an MSD type without a value',
    'RFC 8814 3',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(266, '010a02'))),
    DISCARDED,
  ],
  [
    'two discarded attributes',
    'RFC 7606 3 h',
    update(ORIGIN, ORIGIN, AS_PATH, reach(NODE_1), linkState('0402')),
    survives('attribute-discard', 'attribute-discard'),
  ],
];

const NLRI_DISCARDS: readonly Row[] = [
  [
    'an NLRI too short for its identifier',
    'RFC 9552 8.2.2',
    update(ORIGIN, AS_PATH, reach('0001 0003 020000', NODE_1)),
    LEFT_OUT,
  ],
  [
    'a node NLRI without local node',
    'RFC 7752 3.2',
    update(ORIGIN, AS_PATH, reach(nlri(1, ''), NODE_1)),
    LEFT_OUT,
  ],
  [
    'a node NLRI with a remote node',
    'RFC 7752 3.2',
    update(ORIGIN, AS_PATH, reach(nlri(1, local(R1) + remote(R2)))),
    LEFT_OUT,
  ],
  [
    'a link NLRI without remote node',
    'RFC 7752 3.2',
    update(ORIGIN, AS_PATH, reach(nlri(2, local(R1)))),
    LEFT_OUT,
  ],
  [
    'a descriptor that leaves its NLRI',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(nlri(1, '0100 0040 0203'), NODE_1)),
    LEFT_OUT,
  ],
  [
    'a node descriptor that leaves its container',
    'RFC 7752 6.2.2',
    update(ORIGIN, AS_PATH, reach(nlri(1, tlv(256, '0203 0008 000000000001')))),
    LEFT_OUT,
  ],
  [
    'an IGP router id of five octets',
    'RFC 7752 3.2.1.4',
    update(ORIGIN, AS_PATH, reach(nlri(1, local('0000000001')))),
    LEFT_OUT,
  ],
  [
    'a node descriptor twice',
    'RFC 7752 3.2.1.4',
    update(ORIGIN, AS_PATH, reach(nlri(1, tlv(256, tlv(515, R1) + tlv(515, R2))))),
    LEFT_OUT,
  ],
  [
    'a prefix NLRI without prefix',
    'RFC 7752 3.2.3',
    update(ORIGIN, AS_PATH, reach(nlri(3, local(R1)))),
    LEFT_OUT,
  ],
  [
    'an IPv4 prefix of 33 bits',
    'RFC 7752 3.2.3.2',
    update(ORIGIN, AS_PATH, reach(nlri(3, local(R1) + tlv(265, '21 0a00000180')))),
    LEFT_OUT,
  ],
  [
    'an IPv6 prefix of 129 bits',
    'RFC 7752 3.2.3.2',
    update(ORIGIN, AS_PATH, reach(nlri(4, local(R1) + tlv(265, `81${'00'.repeat(17)}`)))),
    LEFT_OUT,
  ],
  [
    'a prefix with fewer octets than bits',
    'RFC 7752 3.2.3.2',
    update(ORIGIN, AS_PATH, reach(nlri(3, local(R1) + tlv(265, '20 0a0000')))),
    LEFT_OUT,
  ],
  [
    'a broken NLRI among the withdrawn',
    'RFC 9552 8.2.2',
    update(unreach(nlri(1, ''), NODE_2)),
    LEFT_OUT,
    [1],
  ],
];

const HARMLESS: readonly Row[] = [
  [
    'an unknown optional attribute',
    'RFC 4271 9',
    update(ORIGIN, AS_PATH, attribute(0xc0, 99, 'abcd'), reach(NODE_1)),
    survives(),
  ],
  [
    'an unknown NLRI type',
    'RFC 7606 5.4',
    update(ORIGIN, AS_PATH, reach(nlri(77, 'abcd'), NODE_1)),
    survives(),
  ],
  [
    'an unknown TLV',
    'RFC 7752 3.1',
    update(ORIGIN, AS_PATH, reach(NODE_1), linkState(tlv(9999, 'abcd'))),
    survives(),
  ],
  [
    'routes of another address family',
    'RFC 4760 3',
    update(ORIGIN, AS_PATH, attribute(0x80, 14, '0001 01 04 c0000201 00 180a0000')),
    survives(),
  ],
  ['IPv4 routes', 'RFC 4271 4.3', message(2, '0004 180a0000 0000 180a0001'), survives()],
  [
    'an empty BGP-LS attribute',
    'RFC 7752 3.3',
    update(ORIGIN, AS_PATH, LOCAL_PREF, reach(NODE_1), linkState('')),
    survives(),
  ],
  ['no BGP-LS attribute', 'RFC 7752 3.3', update(ORIGIN, AS_PATH, reach(NODE_1)), survives()],
  [
    'a withdrawal of what was never announced',
    'RFC 4271 3.1',
    update(unreach(nlri(1, local('0000000000aa')))),
    survives(),
  ],
  ['an UPDATE of nothing', 'RFC 4724 2', message(2, '0000 0000'), survives()],
  ['a ROUTE-REFRESH for us', 'RFC 2918 4', message(5, '4004 0047'), survives()],
];

export const MALFORMED_UPDATES: readonly MalformedUpdate[] = [
  ...RESETS,
  ...WITHDRAWALS,
  ...DISCARDS,
  ...NLRI_DISCARDS,
  ...HARMLESS,
].map(([name, reference, bytes, reaction, left]) => ({
  name,
  reference,
  bytes,
  reaction,
  ...(left === undefined ? {} : { left }),
}));

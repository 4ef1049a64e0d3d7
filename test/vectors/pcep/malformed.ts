// Messages that a peer must not send, and what RFCs 5440, 8231, 8281, 8408 and 8664 make of each. Written by hand from the
// layouts in those RFCs; no encoder of the project made them. The codec test runs those that need no session; the
// session test sends all of them over a socket.
import { Buffer } from 'node:buffer';
import type { Treatment } from '../../../src/southbound/pcep/codec/failure.js';

export interface MalformedMessage {
  readonly name: string;
  /** RFC and section that ask for the reaction. */
  readonly reference: string;
  /** When it is sent: as the first message, or on a session that is up. */
  readonly state: 'OpenWait' | 'Up';
  readonly bytes: Uint8Array;
  /** The reaction. Identifiers are those that the PCErr has to name. */
  readonly expected: Treatment;
  /** Entries of the same message that are all right and must be used. */
  readonly usable?: number;
  /** The reaction depends on what was negotiated or reported before: only the session can give it. */
  readonly needsSession?: true;
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** A message around the given body: version 1, no flags, the true length. */
function message(type: number, ...body: readonly string[]): Buffer {
  const bytes = hex(body.join(''));
  const header = Buffer.from([0x20, type, 0, 0]);
  header.writeUInt16BE(4 + bytes.length, 2);
  return Buffer.concat([header, bytes]);
}

const PCREQ = 3;
const PCREP = 4;
const PCNTF = 5;
const PCERR = 6;
const CLOSE = 7;
const PCRPT = 10;
const PCUPD = 11;
const PCINITIATE = 12;

// Well-formed objects, header first: class, type and flags, length.
const OPEN = '01100008 201e7800';
const RP_1 = '0212000c 00000000 00000001';
const RP_2 = '0212000c 00000000 00000002';
const END_POINTS = '0412000c 0a000001 0a000002';
const ERO = '0710000c 0108 0a000002 2000';
const EMPTY_ERO = '07100004';
const SRP_7 = '2110000c 00000000 00000007';
const SRP_8 = '2110000c 00000000 00000008';
/** PLSP-ID 5, O = UP, A, D; SYMBOLIC-PATH-NAME "lsp5". */
const LSP_5 = '20100010 00005019 00110004 6c737035';
const LSP_6 = '20100010 00006019 00110004 6c737036';
const LSP_0 = '20100010 00000089 00110004 6c737030';
const SRP_SR = '21100014 00000000 00000007 001c000400000001';

const error = (
  errorType: number,
  errorValue: number,
  reference: { requestId?: number; srpId?: number; plspId?: number } = {},
): Treatment => ({ kind: 'error', errorType, errorValue, ...reference });
const errorAndClose = (errorType: number, errorValue: number): Treatment => ({
  kind: 'error-and-close',
  errorType,
  errorValue,
});
const MALFORMED: Treatment = { kind: 'close', reason: 3 };
const INVALID_OPEN = errorAndClose(1, 1);
const REPORT_7_5 = { srpId: 7, plspId: 5 };

type Row = readonly [name: string, reference: string, bytes: Uint8Array, expected: Treatment];

const rows = (state: 'OpenWait' | 'Up', table: readonly Row[]): readonly MalformedMessage[] =>
  table.map(([name, reference, bytes, expected]) => ({ name, reference, state, bytes, expected }));

const opens = rows('OpenWait', [
  ['Open without OPEN', 'RFC 5440 6.2', message(1), INVALID_OPEN],
  ['Open with two OPENs', 'RFC 5440 6.2', message(1, OPEN, OPEN), INVALID_OPEN],
  ['Open with another object only', 'RFC 5440 6.2', message(1, RP_1), INVALID_OPEN],
  ['OPEN cut short', 'RFC 5440 7.3', message(1, '01100004'), INVALID_OPEN],
  ['OPEN of length 0', 'RFC 5440 7.2', message(1, '01100000 201e7800'), INVALID_OPEN],
  ['OPEN of length 2', 'RFC 5440 7.2', message(1, '01100002 201e7800'), INVALID_OPEN],
  ['OPEN of length 7', 'RFC 5440 7.2', message(1, '01100007 201e7800'), INVALID_OPEN],
  ['OPEN beyond the message', 'RFC 5440 7.2', message(1, '0110000c 201e7800'), INVALID_OPEN],
  ['OPEN with a TLV header cut off', 'RFC 5440 7.1', message(1, '0110000a 201e7800 0010'), INVALID_OPEN],
  ['OPEN with a TLV beyond it', 'RFC 5440 7.1', message(1, '0110000c 201e7800 00100004'), INVALID_OPEN],
  ['STATEFUL-PCE-CAPABILITY of length 3', 'RFC 8231 7.1.1', message(1, '01100010 201e7800 00100003 00000500'), INVALID_OPEN],
  ['STATEFUL-PCE-CAPABILITY of length 8', 'RFC 8231 7.1.1', message(1, '01100014 201e7800 00100008 00000005 00000000'), INVALID_OPEN],
  ['OF-List of odd length', 'RFC 5541 2.1', message(1, '01100010 201e7800 00040003 00010200'), INVALID_OPEN],
  ['PATH-SETUP-TYPE-CAPABILITY without types', 'RFC 8408 3', message(1, '01100010 201e7800 00220004 00000000'), errorAndClose(10, 11)],
  ['PATH-SETUP-TYPE-CAPABILITY with fewer types than it says', 'RFC 8408 3', message(1, '01100014 201e7800 00220005 00000003 00000000'), INVALID_OPEN],
  ['SR-PCE-CAPABILITY of length 2', 'RFC 8664 4.1.2', message(1, '0110001c 201e7800 00220010 00000001 01000000 001a0002 00080000'), INVALID_OPEN],
  ['LSP-DB-VERSION of length 4', 'RFC 8232 3.3.1', message(1, '01100010 201e7800 00170004 00000001'), INVALID_OPEN],
  ['empty SPEAKER-ENTITY-ID', 'RFC 8232 3.3.2', message(1, '0110000c 201e7800 00180000'), errorAndClose(20, 7)],
  ['OPEN of version 2', 'RFC 5440 7.3', message(1, '01100008 401e7800'), errorAndClose(1, 8)],
  ['Open message of version 0', 'RFC 5440 6.1', hex('0001000c 01100008 201e7800'), errorAndClose(1, 8)],
  ['Open message of version 3', 'RFC 5440 6.1', hex('6001000c 01100008 201e7800'), errorAndClose(1, 8)],
]);

const headers = rows('Up', [
  ['message of version 2', 'RFC 5440 6.1', hex('40020004'), MALFORMED],
  ['Keepalive with a body', 'RFC 5440 6.3', message(2, '00000000'), MALFORMED],
  ['message length not a multiple of four', 'RFC 5440 6.1', hex('20020006 0000'), MALFORMED],
  ['Close without CLOSE', 'RFC 5440 6.8', message(CLOSE), MALFORMED],
  ['CLOSE cut short', 'RFC 5440 7.17', message(CLOSE, '0f100004'), MALFORMED],
  ['object header cut off by a length', 'RFC 5440 7.2', message(PCRPT, '2010ffff'), MALFORMED],
]);

const requests = rows('Up', [
  ['empty PCReq', 'RFC 5440 6.4', message(PCREQ), error(6, 1)],
  ['PCReq without RP', 'RFC 5440 7.15', message(PCREQ, END_POINTS), error(6, 1)],
  ['PCReq without END-POINTS', 'RFC 5440 7.15', message(PCREQ, RP_1), error(6, 3, { requestId: 1 })],
  ['RP without P flag', 'RFC 5440 7.4', message(PCREQ, '0210000c 00000000 00000001', END_POINTS), error(10, 1, { requestId: 1 })],
  ['END-POINTS without P flag', 'RFC 5440 7.6', message(PCREQ, RP_1, '0410000c 0a000001 0a000002'), error(10, 1, { requestId: 1 })],
  ['request identifier 0', 'RFC 5440 7.4.1', message(PCREQ, '0212000c 00000000 00000000', END_POINTS), error(8, 0, { requestId: 0 })],
  ['RP cut short', 'RFC 5440 7.4', message(PCREQ, '02120008 00000000', END_POINTS), error(10, 11)],
  ['RP with a TLV beyond it', 'RFC 5440 7.1', message(PCREQ, '02120010 00000000 00000001 001c0004', END_POINTS), error(10, 11)],
  ['END-POINTS cut short', 'RFC 5440 7.6', message(PCREQ, RP_1, '04120008 0a000001'), error(10, 11, { requestId: 1 })],
  ['END-POINTS too long', 'RFC 5440 7.6', message(PCREQ, RP_1, '04120010 0a000001 0a000002 00000000'), error(10, 11, { requestId: 1 })],
  ['unknown object class with P flag', 'RFC 5440 7.2', message(PCREQ, RP_1, END_POINTS, 'c8120008 00000000'), error(3, 1, { requestId: 1 })],
  ['unknown object type with P flag', 'RFC 5440 7.2', message(PCREQ, RP_1, END_POINTS, '09720008 00000000'), error(3, 2, { requestId: 1 })],
  ['END-POINTS of an unknown type', 'RFC 5440 7.2', message(PCREQ, RP_1, '04920008 00000000'), error(3, 2, { requestId: 1 })],
  ['BANDWIDTH that is no number', 'RFC 5440 7.7', message(PCREQ, RP_1, END_POINTS, '05100008 7fc00000'), error(10, 11, { requestId: 1 })],
  ['negative BANDWIDTH', 'RFC 5440 7.7', message(PCREQ, RP_1, END_POINTS, '05100008 bf800000'), error(10, 11, { requestId: 1 })],
  ['infinite BANDWIDTH', 'RFC 5440 7.7', message(PCREQ, RP_1, END_POINTS, '05100008 7f800000'), error(10, 11, { requestId: 1 })],
  ['BANDWIDTH of 8 octets', 'RFC 5440 7.7', message(PCREQ, RP_1, END_POINTS, '0510000c 3f800000 00000000'), error(10, 11, { requestId: 1 })],
  ['METRIC cut short', 'RFC 5440 7.8', message(PCREQ, RP_1, END_POINTS, '06100008 00000101'), error(10, 11, { requestId: 1 })],
  ['LSPA cut short', 'RFC 5440 7.11', message(PCREQ, RP_1, END_POINTS, '09100010 00000000 00000000 00000000'), error(10, 11, { requestId: 1 })],
  ['reoptimization without RRO', 'RFC 5440 7.15', message(PCREQ, '0212000c 00000008 00000001', END_POINTS, '05100008 49742400'), error(6, 2, { requestId: 1 })],
  ['IRO with a subobject of length 0', 'RFC 3209 4.3.3', message(PCREQ, RP_1, END_POINTS, '0a100008 01000000'), error(10, 11, { requestId: 1 })],
  ['XRO with a prefix of 33 bits', 'RFC 5521 2.1.1', message(PCREQ, RP_1, END_POINTS, '11100010 00000000 0108 0a000002 2100'), error(10, 11, { requestId: 1 })],
  ['SVEC cut short', 'RFC 5440 7.13', message(PCREQ, '0b100004', RP_1, END_POINTS), error(10, 11)],
]);

const sr = (subobject: string): Buffer => {
  const bytes = hex(subobject);
  const header = Buffer.from([0x07, 0x10, 0, 4 + bytes.length]);
  return message(PCRPT, SRP_SR, LSP_5, header.toString('hex'), bytes.toString('hex'));
};

const reports = rows('Up', [
  ['empty PCRpt', 'RFC 8231 6.1', message(PCRPT), error(6, 8)],
  ['PCRpt without LSP', 'RFC 8231 6.1', message(PCRPT, SRP_7, ERO), error(6, 8, { srpId: 7 })],
  ['PCRpt without ERO', 'RFC 8231 6.1', message(PCRPT, SRP_7, LSP_5), error(6, 9, REPORT_7_5)],
  ['PCRpt without SRP and ERO', 'RFC 8231 6.1', message(PCRPT, LSP_5), error(6, 9, { plspId: 5 })],
  ['LSP without a body', 'RFC 8231 7.3', message(PCRPT, SRP_7, '20100004', ERO), error(10, 11, { srpId: 7 })],
  ['SRP cut short', 'RFC 8231 7.2', message(PCRPT, '21100008 00000000', LSP_5, ERO), error(10, 11, { plspId: 5 })],
  ['empty SYMBOLIC-PATH-NAME', 'RFC 8231 7.3.2', message(PCRPT, SRP_7, '2010000c 00005019 00110000', ERO), error(10, 11, { srpId: 7 })],
  ['IPV4-LSP-IDENTIFIERS of length 12', 'RFC 8231 7.3.1', message(PCRPT, SRP_7, '20100018 00005019 0012000c 0a000001 00010001 0a000001', ERO), error(10, 11, { srpId: 7 })],
  ['IPV6-LSP-IDENTIFIERS of length 4', 'RFC 8231 7.3.1', message(PCRPT, SRP_7, '20100010 00005019 00130004 00000000', ERO), error(10, 11, { srpId: 7 })],
  ['LSP-ERROR-CODE of length 0', 'RFC 8231 7.3.3', message(PCRPT, SRP_7, '2010000c 00005019 00140000', ERO), error(10, 11, { srpId: 7 })],
  ['RSVP-ERROR-SPEC with a false length', 'RFC 8231 7.3.4', message(PCRPT, SRP_7, '20100010 00005019 00150004 000c0601', ERO), error(10, 11, { srpId: 7 })],
  ['LSP with a TLV beyond it', 'RFC 5440 7.1', message(PCRPT, SRP_7, '2010000c 00005019 00110010', ERO), error(10, 11, { srpId: 7 })],
  ['ERO with a subobject beyond it', 'RFC 3209 4.3.3', message(PCRPT, SRP_7, LSP_5, '0710000c 0110 0a000002 2000'), error(10, 11, REPORT_7_5)],
  ['ERO with a subobject of length 6', 'RFC 3209 4.3.3', message(PCRPT, SRP_7, LSP_5, '0710000c 0106 0a000002 2000'), error(10, 11, REPORT_7_5)],
  ['ERO with an IPv4 subobject of 12 octets', 'RFC 3209 4.3.3.2', message(PCRPT, SRP_7, LSP_5, '07100010 010c 0a000002 2000 00000000'), error(10, 11, REPORT_7_5)],
  ['ERO of length 6', 'RFC 5440 7.2', message(PCRPT, SRP_7, LSP_5, '07100006 0000 0000'), MALFORMED],
  ['SR-ERO with neither SID nor NAI', 'RFC 8664 5.2.1', sr('24 08 000c 00000000'), error(10, 6, REPORT_7_5)],
  ['SR-ERO with an unknown NAI type', 'RFC 8664 5.2.1', sr('24 08 9001 03e80000'), error(10, 13, REPORT_7_5)],
  ['SR-ERO with NAI type 0 and F clear', 'RFC 8664 5.2.1', sr('24 08 0001 03e80000'), error(10, 11, REPORT_7_5)],
  ['SR-ERO with NAI type 1 and F set', 'RFC 8664 5.2.1', sr('24 08 1009 03e80000'), error(10, 11, REPORT_7_5)],
  ['SR-ERO of the wrong length for its NAI', 'RFC 8664 5.2.1', sr('24 08 1001 03e80000'), error(10, 11, REPORT_7_5)],
  ['SR-ERO with S and M', 'RFC 8664 5.2.1', sr('24 08 1005 0a000002'), error(10, 11, REPORT_7_5)],
  ['SR-ERO with C but not M', 'RFC 8664 5.2.1', sr('24 08 000a 00000010'), error(10, 11, REPORT_7_5)],
  ['ERO that mixes SR-ERO with IPv4', 'RFC 8664 5.2.1', sr('24 08 0009 03e80000 01080a0000022000'), error(10, 5, REPORT_7_5)],
  ['ERO with a label and an index', 'RFC 8664 5.2.1', sr('24 08 0009 03e80000 24 08 0008 00000010'), error(10, 20, REPORT_7_5)],
  ['RRO that mixes SR-RRO with IPv4', 'RFC 8664 5.3', message(PCRPT, SRP_SR, LSP_5, EMPTY_ERO, '08100014 24080009 03e80000 01080a0000022000'), error(10, 10, REPORT_7_5)],
  ['SR-RRO with neither SID nor NAI', 'RFC 8664 5.3', message(PCRPT, SRP_SR, LSP_5, EMPTY_ERO, '0810000c 2408000c 00000000'), error(10, 7, REPORT_7_5)],
]);

const fromPce = rows('Up', [
  ['PCUpd without SRP', 'RFC 8231 6.2', message(PCUPD, LSP_5, ERO), error(6, 10, { plspId: 5 })],
  ['PCUpd without LSP', 'RFC 8231 6.2', message(PCUPD, SRP_7, ERO), error(6, 8, { srpId: 7 })],
  ['PCUpd without ERO', 'RFC 8231 6.2', message(PCUPD, SRP_7, LSP_5), error(6, 9, REPORT_7_5)],
  ['PCUpd with implicit null', 'RFC 8664 5.2.1', message(PCUPD, SRP_7, LSP_5, '0710000c 24080009 00003000'), error(10, 2, REPORT_7_5)],
  ['PCInitiate without SRP', 'RFC 8281 5.1', message(PCINITIATE, LSP_0, ERO), error(6, 10, { plspId: 0 })],
  ['PCInitiate without LSP', 'RFC 8281 5.1', message(PCINITIATE, SRP_7, ERO), error(6, 8, { srpId: 7 })],
  ['PCInitiate without ERO', 'RFC 8281 5.3', message(PCINITIATE, SRP_7, LSP_0), error(6, 9, { srpId: 7, plspId: 0 })],
  ['PCInitiate without a name', 'RFC 8281 5.3', message(PCINITIATE, SRP_7, '20100008 00000089', ERO), error(10, 8, { srpId: 7, plspId: 0 })],
  ['PCRep without RP', 'RFC 5440 6.5', message(PCREP, ERO), error(6, 1)],
  ['NO-PATH without a body', 'RFC 5440 7.5', message(PCREP, RP_1, '03100004'), error(10, 11, { requestId: 1 })],
]);

const others = rows('Up', [
  ['PCNtf without NOTIFICATION', 'RFC 5440 6.6', message(PCNTF, RP_1), error(10, 11, { requestId: 1 })],
  ['NOTIFICATION without a body', 'RFC 5440 7.14', message(PCNTF, '0c100004'), error(10, 11)],
  ['PCErr without PCEP-ERROR', 'RFC 5440 6.7', message(PCERR, RP_1), MALFORMED],
  ['PCEP-ERROR without a body', 'RFC 5440 7.15', message(PCERR, '0d100004'), MALFORMED],
]);

/** One entry is bad, the others are not. */
const partly: readonly MalformedMessage[] = [
  {
    name: 'second report of three without ERO',
    reference: 'RFC 8231 6.1',
    state: 'Up',
    bytes: message(PCRPT, SRP_7, LSP_5, ERO, SRP_8, LSP_6, SRP_7, LSP_5, ERO),
    expected: error(6, 9, { srpId: 8, plspId: 6 }),
    usable: 2,
  },
  {
    name: 'first report of two with a broken ERO',
    reference: 'RFC 8231 6.1',
    state: 'Up',
    bytes: message(PCRPT, LSP_5, '07100008 01000000', LSP_6, ERO),
    expected: error(10, 11, { plspId: 5 }),
    usable: 1,
  },
  {
    name: 'report behind which an object lies about its length',
    reference: 'RFC 5440 7.2',
    state: 'Up',
    bytes: message(PCRPT, LSP_5, ERO, '20100000'),
    expected: MALFORMED,
    usable: 1,
  },
  {
    name: 'second request of two with an unknown object that must be processed',
    reference: 'RFC 5440 7.2',
    state: 'Up',
    bytes: message(PCREQ, RP_1, END_POINTS, RP_2, END_POINTS, 'c8120004'),
    expected: error(3, 1, { requestId: 2 }),
    usable: 1,
  },
];

const needsSession = true;
const sessionRules: readonly MalformedMessage[] = [
  {
    name: 'Keepalive before Open',
    reference: 'RFC 5440 6.2',
    state: 'OpenWait',
    bytes: message(2),
    expected: INVALID_OPEN,
    needsSession,
  },
  {
    name: 'PCRpt before Open',
    reference: 'RFC 5440 6.2',
    state: 'OpenWait',
    bytes: message(PCRPT, LSP_5, ERO),
    expected: INVALID_OPEN,
    needsSession,
  },
  {
    name: 'second Open on a session that is up',
    reference: 'RFC 5440 6.2',
    state: 'Up',
    bytes: message(1, OPEN),
    expected: MALFORMED,
    needsSession,
  },
  {
    name: 'unknown message type',
    reference: 'RFC 5440 6.9',
    state: 'Up',
    bytes: message(99, '00000000'),
    expected: error(2, 0),
    needsSession,
  },
  {
    name: 'message length 0',
    reference: 'RFC 5440 6.1',
    state: 'Up',
    bytes: hex('20020000'),
    expected: MALFORMED,
    needsSession,
  },
  {
    name: 'message length 3',
    reference: 'RFC 5440 6.1',
    state: 'Up',
    bytes: hex('20020003'),
    expected: MALFORMED,
    needsSession,
  },
];

/** Every row, those that need a session last. */
export const MALFORMED_MESSAGES: readonly MalformedMessage[] = Object.freeze([
  ...opens,
  ...headers,
  ...requests,
  ...reports,
  ...fromPce,
  ...others,
  ...partly,
  ...sessionRules,
]);

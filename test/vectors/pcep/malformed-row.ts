// What the table of malformed messages is made of: the shape of a row, and well-formed parts to put around the fault.
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

export const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** A message around the given body: version 1, no flags, the true length. */
export function message(type: number, ...body: readonly string[]): Buffer {
  const bytes = hex(body.join(''));
  const header = Buffer.from([0x20, type, 0, 0]);
  header.writeUInt16BE(4 + bytes.length, 2);
  return Buffer.concat([header, bytes]);
}

export const PCREQ = 3;
export const PCREP = 4;
export const PCNTF = 5;
export const PCERR = 6;
export const CLOSE = 7;
export const PCRPT = 10;
export const PCUPD = 11;
export const PCINITIATE = 12;

// Well-formed objects, header first: class, type and flags, length.
export const OPEN = '01100008 201e7800';
export const RP_1 = '0212000c 00000000 00000001';
export const RP_2 = '0212000c 00000000 00000002';
export const END_POINTS = '0412000c 0a000001 0a000002';
export const ERO = '0710000c 0108 0a000002 2000';
export const EMPTY_ERO = '07100004';
export const SRP_7 = '2110000c 00000000 00000007';
export const SRP_8 = '2110000c 00000000 00000008';
/** PLSP-ID 5, O = UP, A, D; SYMBOLIC-PATH-NAME "lsp5". */
export const LSP_5 = '20100010 00005019 00110004 6c737035';
export const LSP_6 = '20100010 00006019 00110004 6c737036';
/** The same with LSP-IDENTIFIERS, as RSVP-TE wants them: nothing is wrong with a report of these. */
export const LSP_5_SIGNALLED =
  '20100024 00005019 00110004 6c737035 00120010 0a000001 00010001 0a000001 0a000002';
export const LSP_6_SIGNALLED =
  '20100024 00006019 00110004 6c737036 00120010 0a000001 00010002 0a000001 0a000002';
export const LSP_0 = '20100010 00000089 00110004 6c737030';
export const SRP_SR = '21100014 00000000 00000007 001c000400000001';

export const error = (
  errorType: number,
  errorValue: number,
  reference: { requestId?: number; srpId?: number; plspId?: number } = {},
): Treatment => ({ kind: 'error', errorType, errorValue, ...reference });
export const errorAndClose = (errorType: number, errorValue: number): Treatment => ({
  kind: 'error-and-close',
  errorType,
  errorValue,
});
export const MALFORMED: Treatment = { kind: 'close', reason: 3 };
export const INVALID_OPEN = errorAndClose(1, 1);
export const REPORT_7_5 = { srpId: 7, plspId: 5 };

export type Row = readonly [name: string, reference: string, bytes: Uint8Array, expected: Treatment];

export const rows = (state: 'OpenWait' | 'Up', table: readonly Row[]): readonly MalformedMessage[] =>
  table.map(([name, reference, bytes, expected]) => ({ name, reference, state, bytes, expected }));

import type { DecodeError } from '../../../wire/decode-error.js';
import { CLOSE_REASON, type OBJECT_CLASS } from '../code-points.js';
import { type DecodeFailure, PcepDecodeError, type RefusalTreatment } from '../failure.js';
import type { BrokenObject, ObjectList } from './object-list.js';

/** What identifies the refused entry in the PCErr that answers it. */
export interface EntryReference {
  readonly requestId?: number;
  readonly srpId?: number;
  readonly plspId?: number;
}

/** Refuses one entry of a message with a PCErr; the session stays. */
export function refuse(
  path: readonly string[],
  offset: number,
  what: string,
  [errorType, errorValue]: readonly [number, number],
  reference: EntryReference,
): DecodeFailure {
  const treatment: RefusalTreatment = { kind: 'error', errorType, errorValue, ...reference };
  return { what, offset, path, treatment };
}

/** RFC 8408 section 3 / 5440: an invalid object whose fault has no error value of its own. */
const MALFORMED_OBJECT = [10, 11] as const;

/** The PCErr that the specification prescribes for a decoding error. */
export const errorOf = (error: DecodeError): readonly [number, number] =>
  error instanceof PcepDecodeError ? [error.errorType, error.errorValue] : MALFORMED_OBJECT;

/** Refuses the entry that holds an unreadable object; without object boundaries the session cannot go on. */
export function refuseBroken(
  message: string,
  { error, fatal }: BrokenObject,
  reference: EntryReference,
): DecodeFailure {
  const path = [message, ...error.path];
  return fatal
    ? closeMalformed(path, error.offset, error.what)
    : refuse(path, error.offset, error.what, errorOf(error), reference);
}

/** RFC 5440 section 7.17, reason 3. */
export const closeMalformed = (path: readonly string[], offset: number, what: string): DecodeFailure => ({
  what,
  offset,
  path,
  treatment: { kind: 'close', reason: CLOSE_REASON.MALFORMED_MESSAGE },
});

/** What the readable objects among items [from, to) say about the entry. */
export function referenceOf({ items }: ObjectList, from: number, to: number): EntryReference {
  let requestId: number | undefined;
  let srpId: number | undefined;
  let plspId: number | undefined;
  for (let at = from; at < to; at++) {
    const item = items[at];
    if (item?.kind === 'RP') requestId ??= item.requestId;
    else if (item?.kind === 'SRP') srpId ??= item.srpId;
    else if (item?.kind === 'LSP') plspId ??= item.plspId;
  }
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(srpId === undefined ? {} : { srpId }),
    ...(plspId === undefined ? {} : { plspId }),
  };
}

/** The first unreadable object among items [from, to). */
export function firstBroken({ items }: ObjectList, from: number, to: number): BrokenObject | undefined {
  for (let at = from; at < to; at++) {
    const item = items[at];
    if (item?.kind === 'Broken') return item;
  }
  return undefined;
}

/** Error values of "mandatory object missing" (type 6). */
export const MISSING = {
  RP: [6, 1], // RFC 5440 7.15
  RRO: [6, 2], // RFC 5440 7.15
  'END-POINTS': [6, 3], // RFC 5440 7.15
  LSP: [6, 8], // RFC 8231 8.5
  ERO: [6, 9], // RFC 8231 8.5
  SRP: [6, 10], // RFC 8231 8.5
} as const satisfies Partial<Record<keyof typeof OBJECT_CLASS, readonly [number, number]>>;

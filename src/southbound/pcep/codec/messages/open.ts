import type { Writer } from '../../../wire/writer.js';
import { PCEP_VERSION } from '../code-points.js';
import { type DecodeFailure, PcepDecodeError } from '../failure.js';
import type { OpenObject } from '../objects/open.js';
import type { PcepObject } from '../registry.js';
import { type ObjectList, writeObject, writeObjects } from './object-list.js';

/**
 * Open, RFC 5440 section 6.2:
 *
 *     <Open Message> ::= <Common Header> <OPEN>
 */
export interface Open {
  readonly kind: 'Open';
  readonly open: OpenObject;
  /** Objects that the grammar has no place for. */
  readonly others: readonly PcepObject[];
}

/** RFC 5440 section 6.2: anything but exactly one readable OPEN is an invalid Open message. */
export const INVALID_OPEN = [1, 1] as const;
/** RFC 5440 section 7.15. */
export const VERSION_UNSUPPORTED = [1, 8] as const;

/** An Open is taken whole or not at all. */
export function decodeOpen({ items, offsets }: ObjectList): Open | DecodeFailure {
  let open: OpenObject | undefined;
  const others: PcepObject[] = [];
  for (const item of items) {
    if (item.kind === 'Broken') {
      const { error } = item;
      const code =
        error instanceof PcepDecodeError ? ([error.errorType, error.errorValue] as const) : INVALID_OPEN;
      return refuseOpen(['Open', ...error.path], error.offset, error.what, code);
    }
    if (item.kind !== 'OPEN') others.push(item);
    else if (open === undefined) open = item;
    else return refuseOpen(['Open'], offsets.at(-1) ?? 0, 'more than one OPEN object', INVALID_OPEN);
  }
  if (open === undefined) return refuseOpen(['Open'], offsets[0] ?? 0, 'no OPEN object', INVALID_OPEN);
  if (open.version !== PCEP_VERSION) {
    const what = `PCEP version ${open.version}`;
    return refuseOpen(['Open', 'OPEN'], offsets[0] ?? 0, what, VERSION_UNSUPPORTED);
  }
  return { kind: 'Open', open, others };
}

export const refuseOpen = (
  path: readonly string[],
  offset: number,
  what: string,
  [errorType, errorValue]: readonly [number, number],
): DecodeFailure => ({ what, offset, path, treatment: { kind: 'error-and-close', errorType, errorValue } });

export function encodeOpen(w: Writer, message: Open): void {
  writeObject(w, message.open);
  writeObjects(w, message.others);
}

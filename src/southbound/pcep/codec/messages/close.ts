import type { Writer } from '../../../wire/writer.js';
import type { DecodeFailure } from '../failure.js';
import type { CloseObject } from '../objects/close.js';
import type { PcepObject } from '../registry.js';
import { type ObjectList, writeObject, writeObjects } from './object-list.js';
import { closeMalformed } from './refusal.js';

/**
 * Close, RFC 5440 section 6.8:
 *
 *     <Close Message> ::= <Common Header> <CLOSE>
 */
export interface Close {
  readonly kind: 'Close';
  readonly close: CloseObject;
  readonly others: readonly PcepObject[];
}

export function decodeClose({ items }: ObjectList): Close | DecodeFailure {
  let close: CloseObject | undefined;
  const others: PcepObject[] = [];
  for (const item of items) {
    if (item.kind === 'Broken') {
      return closeMalformed(['Close', ...item.error.path], item.error.offset, item.error.what);
    }
    if (item.kind === 'CLOSE' && close === undefined) close = item;
    else others.push(item);
  }
  return close === undefined
    ? closeMalformed(['Close'], 0, 'no CLOSE object')
    : { kind: 'Close', close, others };
}

export function encodeClose(w: Writer, message: Close): void {
  writeObject(w, message.close);
  writeObjects(w, message.others);
}

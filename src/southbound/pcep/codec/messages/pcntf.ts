import type { Writer } from '../../../wire/writer.js';
import { OBJECT_CLASS } from '../code-points.js';
import type { DecodeFailure } from '../failure.js';
import type { Notification } from '../objects/notification.js';
import type { Rp } from '../objects/rp.js';
import type { PcepObject } from '../registry.js';
import { classOf, type Item, type ObjectList, writeObjects } from './object-list.js';
import { firstBroken, referenceOf, refuse, refuseBroken } from './refusal.js';

/**
 * PCNtf, RFC 5440 section 6.6:
 *
 *     <PCNtf Message> ::= <Common Header> <notify-list>
 *     <notify>        ::= [<request-id-list>] <notification-list>
 */
export interface PCNtf {
  readonly kind: 'PCNtf';
  readonly notifies: readonly Notify[];
}

export interface Notify {
  /** The requests it is about; none: it is about the peer as a whole. */
  readonly rps: readonly Rp[];
  readonly notifications: readonly Notification[];
  readonly others: readonly PcepObject[];
}

export function decodePcntf(list: ObjectList, failures: DecodeFailure[]): PCNtf {
  const notifies: Notify[] = [];
  let from = 0;
  do {
    const to = endOfNotify(list, from);
    const notify = readNotify(list, from, to, failures);
    if (notify !== undefined) notifies.push(notify);
    from = to;
  } while (from < list.items.length);
  return { kind: 'PCNtf', notifies };
}

/** An RP behind a NOTIFICATION starts the next entry. */
function endOfNotify({ items }: ObjectList, from: number): number {
  let notified = false;
  for (let at = from; at < items.length; at++) {
    const objectClass = classOf(items[at] as Item);
    if (objectClass === OBJECT_CLASS.RP && notified) return at;
    if (objectClass === OBJECT_CLASS.NOTIFICATION) notified = true;
  }
  return items.length;
}

/** RFC 5440 section 6.6 demands a NOTIFICATION but names no error for its absence. */
const INVALID_OBJECT = [10, 11] as const;

function readNotify(
  list: ObjectList,
  from: number,
  to: number,
  failures: DecodeFailure[],
): Notify | undefined {
  const broken = firstBroken(list, from, to);
  if (broken !== undefined) {
    failures.push(refuseBroken('PCNtf', broken, referenceOf(list, from, to)));
    return undefined;
  }
  const rps: Rp[] = [];
  const notifications: Notification[] = [];
  const others: PcepObject[] = [];
  for (let at = from; at < to; at++) {
    const item = list.items[at] as PcepObject;
    if (item.kind === 'RP') rps.push(item);
    else if (item.kind === 'NOTIFICATION') notifications.push(item);
    else others.push(item);
  }
  if (notifications.length > 0) return { rps, notifications, others };
  const reference = referenceOf(list, from, to);
  failures.push(refuse(['PCNtf'], list.offsets[from] ?? 0, 'no NOTIFICATION', INVALID_OBJECT, reference));
  return undefined;
}

export function encodePcntf(w: Writer, { notifies }: PCNtf): void {
  for (const notify of notifies) {
    writeObjects(w, notify.rps);
    writeObjects(w, notify.notifications);
    writeObjects(w, notify.others);
  }
}

import type { Writer } from '../../../wire/writer.js';
import type { DecodeFailure } from '../failure.js';
import type { Lsp } from '../objects/lsp.js';
import type { OpenObject } from '../objects/open.js';
import type { PcepErrorObject } from '../objects/pcep-error.js';
import type { Rp } from '../objects/rp.js';
import type { Srp } from '../objects/srp.js';
import type { PcepObject } from '../registry.js';
import { type Item, type ObjectList, writeObject, writeObjects } from './object-list.js';
import { closeMalformed } from './refusal.js';

/**
 * PCErr, RFC 5440 section 6.7 with RFC 8231 section 6.3:
 *
 *     <PCErr Message> ::= <Common Header> ( <error-obj-list> [<Open>] ) | <error> [<error-list>]
 *     <error>         ::= [<request-id-list> | <stateful-request-id-list>] <error-obj-list>
 *
 * RFC 8231 section 8.5 lets the LSP that an error is about follow the PCEP-ERROR.
 */
export interface PCErr {
  readonly kind: 'PCErr';
  readonly entries: readonly ErrorEntry[];
  /** Session characteristics that the sender would accept (error type 1, value 4). */
  readonly open?: OpenObject | undefined;
}

export interface ErrorEntry {
  readonly rps: readonly Rp[];
  readonly srps: readonly Srp[];
  readonly lsps: readonly Lsp[];
  readonly errors: readonly PcepErrorObject[];
  readonly others: readonly PcepObject[];
}

/** A PCErr that cannot be read cannot be answered by another one: the message is malformed, the session ends. */
export function decodePcerr({ items }: ObjectList): PCErr | DecodeFailure {
  const lastError = items.findLastIndex(({ kind }) => kind === 'PCEP-ERROR');
  const entries: ErrorEntry[] = [];
  let entry = emptyEntry();
  let open: OpenObject | undefined;
  for (const [at, item] of items.entries()) {
    if (item.kind === 'Broken') {
      return closeMalformed(['PCErr', ...item.error.path], item.error.offset, item.error.what);
    }
    if (item.kind === 'OPEN' && open === undefined) {
      open = item;
      continue;
    }
    if (startsEntry(item) && entry.errors.length > 0 && at < lastError) {
      entries.push(entry);
      entry = emptyEntry();
    }
    addTo(entry, item);
  }
  if (entry.errors.length === 0) return closeMalformed(['PCErr'], 0, 'no PCEP-ERROR object');
  entries.push(entry);
  return { kind: 'PCErr', entries, open };
}

/** Identifiers precede their errors; those behind the last error belong to it (some peers put them there). */
const startsEntry = ({ kind }: Item): boolean => kind === 'RP' || kind === 'SRP';

interface EntryDraft extends ErrorEntry {
  readonly rps: Rp[];
  readonly srps: Srp[];
  readonly lsps: Lsp[];
  readonly errors: PcepErrorObject[];
  readonly others: PcepObject[];
}

const emptyEntry = (): EntryDraft => ({ rps: [], srps: [], lsps: [], errors: [], others: [] });

function addTo(entry: EntryDraft, object: PcepObject): void {
  if (object.kind === 'RP') entry.rps.push(object);
  else if (object.kind === 'SRP') entry.srps.push(object);
  else if (object.kind === 'LSP') entry.lsps.push(object);
  else if (object.kind === 'PCEP-ERROR') entry.errors.push(object);
  else entry.others.push(object);
}

export function encodePcerr(w: Writer, message: PCErr): void {
  for (const entry of message.entries) {
    writeObjects(w, entry.rps);
    writeObjects(w, entry.srps);
    writeObjects(w, entry.errors);
    writeObjects(w, entry.lsps);
    writeObjects(w, entry.others);
  }
  writeObject(w, message.open);
}

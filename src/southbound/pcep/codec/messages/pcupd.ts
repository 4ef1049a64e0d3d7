import type { Writer } from '../../../wire/writer.js';
import type { DecodeFailure } from '../failure.js';
import type { Association } from '../objects/association.js';
import type { Ero } from '../objects/ero.js';
import type { Lsp } from '../objects/lsp.js';
import type { Srp } from '../objects/srp.js';
import { AttributeCollector, type AttributeList, writeAttributes } from './attribute-list.js';
import { type Item, type ObjectList, writeObject, writeObjects } from './object-list.js';
import { firstBroken, MISSING, referenceOf, refuse, refuseBroken } from './refusal.js';
import { instructedEroFault } from './segment-rules.js';
import { endOfStatefulEntry } from './stateful-entries.js';

/**
 * PCUpd, RFC 8231 section 6.2 with RFC 8697 section 6.3.1:
 *
 *     <PCUpd Message>  ::= <Common Header> <update-request-list>
 *     <update-request> ::= <SRP> <LSP> [<association-list>] <path>
 *     <path>           ::= <intended-path> <intended-attribute-list>
 */
export interface PCUpd {
  readonly kind: 'PCUpd';
  readonly updates: readonly UpdateRequest[];
}

export interface UpdateRequest extends AttributeList {
  readonly srp: Srp;
  readonly lsp: Lsp;
  readonly associations: readonly Association[];
  /** Empty: the PCE knows no path (or merely accepts or returns the delegation). */
  readonly ero: Ero;
}

export function decodePcupd(list: ObjectList, failures: DecodeFailure[]): PCUpd {
  const updates: UpdateRequest[] = [];
  let from = 0;
  do {
    const to = endOfStatefulEntry(list, from);
    const update = readUpdate(list, from, to, failures);
    if (update !== undefined) updates.push(update);
    from = to;
  } while (from < list.items.length);
  return { kind: 'PCUpd', updates };
}

function readUpdate(
  list: ObjectList,
  from: number,
  to: number,
  failures: DecodeFailure[],
): UpdateRequest | undefined {
  const broken = firstBroken(list, from, to);
  if (broken !== undefined) {
    failures.push(refuseBroken('PCUpd', broken, referenceOf(list, from, to)));
    return undefined;
  }
  const attributes = new AttributeCollector();
  const associations: Association[] = [];
  let srp: Srp | undefined;
  let lsp: Lsp | undefined;
  let ero: Ero | undefined;
  for (let at = from; at < to; at++) {
    const item = list.items[at] as Exclude<Item, { kind: 'Broken' }>;
    if (item.kind === 'SRP' && srp === undefined) srp = item;
    else if (item.kind === 'LSP' && lsp === undefined) lsp = item;
    else if (item.kind === 'ERO' && ero === undefined) ero = item;
    else if (item.kind === 'ASSOCIATION') associations.push(item);
    else attributes.add(item);
  }
  const fail = (what: string, error: readonly [number, number]): undefined => {
    failures.push(refuse(['PCUpd'], list.offsets[from] ?? 0, what, error, referenceOf(list, from, to)));
  };
  if (srp === undefined) return fail('update without SRP', MISSING.SRP);
  if (lsp === undefined) return fail('update without LSP', MISSING.LSP);
  if (ero === undefined) return fail('update without ERO', MISSING.ERO);
  const fault = instructedEroFault(ero.subobjects);
  if (fault !== undefined) return fail(fault.what, fault.error);
  const { of, lspa, bandwidth, metrics, iro, others } = attributes;
  return { srp, lsp, associations, ero, of, lspa, bandwidth, metrics, iro, others };
}

export function encodePcupd(w: Writer, { updates }: PCUpd): void {
  for (const update of updates) {
    writeObject(w, update.srp);
    writeObject(w, update.lsp);
    writeObjects(w, update.associations);
    writeObject(w, update.ero);
    writeAttributes(w, update);
  }
}

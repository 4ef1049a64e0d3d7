import type { Writer } from '../../../wire/writer.js';
import { OBJECT_CLASS } from '../code-points.js';
import type { DecodeFailure } from '../failure.js';
import type { Association } from '../objects/association.js';
import type { Ero } from '../objects/ero.js';
import type { Lsp } from '../objects/lsp.js';
import type { NoPath } from '../objects/no-path.js';
import type { Rp } from '../objects/rp.js';
import type { PcepObject } from '../registry.js';
import { AttributeCollector, type AttributeList, writeAttributes } from './attribute-list.js';
import { classOf, type Item, type ObjectList, writeObject, writeObjects } from './object-list.js';
import { firstBroken, MISSING, referenceOf, refuse, refuseBroken } from './refusal.js';
import { instructedEroFault } from './segment-rules.js';
import { collectSynchronization, type SynchronizationVector, writeSynchronization } from './svec-list.js';

/**
 * PCRep, RFC 5440 section 6.5 with RFC 5541 section 3.2, RFC 8231 section 6.5 and RFC 8697 section 6.3.3:
 *
 *     <PCRep Message> ::= <Common Header> [<svec-list>] <response-list>
 *     <response>      ::= <RP> [<LSP>] [<NO-PATH>] [<association-list>] [<attribute-list>]
 *                         [<path-list>]
 *     <path>          ::= <ERO> <attribute-list>
 */
export interface PCRep {
  readonly kind: 'PCRep';
  readonly svecs: readonly SynchronizationVector[];
  readonly replies: readonly Reply[];
}

/** The inherited attributes precede the paths: with NO-PATH they are the constraints that could not be met. */
export interface Reply extends AttributeList {
  readonly rp: Rp;
  readonly lsp?: Lsp | undefined;
  readonly noPath?: NoPath | undefined;
  /** Absent: none. */
  readonly associations?: readonly Association[] | undefined;
  readonly paths: readonly ReplyPath[];
}

export interface ReplyPath extends AttributeList {
  readonly ero: Ero;
}

export function decodePcrep(list: ObjectList, failures: DecodeFailure[]): PCRep {
  const svecs: SynchronizationVector[] = [];
  const replies: Reply[] = [];
  let from = 0;
  do {
    const to = endOfReply(list, from);
    const first = list.items[from];
    if (first !== undefined && classOf(first) === OBJECT_CLASS.SVEC) {
      const svec = collectSynchronization('PCRep', list, from, to, failures);
      if (svec !== undefined) svecs.push(svec);
    } else {
      const reply = readReply(list, from, to, failures);
      if (reply !== undefined) replies.push(reply);
    }
    from = to;
  } while (from < list.items.length);
  return { kind: 'PCRep', svecs, replies };
}

function endOfReply({ items }: ObjectList, from: number): number {
  for (let at = from + 1; at < items.length; at++) {
    const objectClass = classOf(items[at] as Item);
    if (objectClass === OBJECT_CLASS.RP || objectClass === OBJECT_CLASS.SVEC) return at;
  }
  return items.length;
}

function readReply(list: ObjectList, from: number, to: number, failures: DecodeFailure[]): Reply | undefined {
  const broken = firstBroken(list, from, to);
  if (broken !== undefined) {
    failures.push(refuseBroken('PCRep', broken, referenceOf(list, from, to)));
    return undefined;
  }
  let rp: Rp | undefined;
  let lsp: Lsp | undefined;
  let noPath: NoPath | undefined;
  const associations: Association[] = [];
  const common = new AttributeCollector();
  let current = common;
  const paths: { readonly ero: Ero; readonly attributes: AttributeCollector }[] = [];
  for (let at = from; at < to; at++) {
    const item = list.items[at] as PcepObject;
    if (item.kind === 'RP' && rp === undefined) rp = item;
    else if (item.kind === 'LSP' && lsp === undefined) lsp = item;
    else if (item.kind === 'NO-PATH' && noPath === undefined) noPath = item;
    else if (item.kind === 'ASSOCIATION' && paths.length === 0) associations.push(item);
    else if (item.kind === 'ERO') {
      current = new AttributeCollector();
      paths.push({ ero: item, attributes: current });
    } else current.add(item);
  }
  const fail = (what: string, error: readonly [number, number]): undefined => {
    failures.push(refuse(['PCRep'], list.offsets[from] ?? 0, what, error, referenceOf(list, from, to)));
  };
  if (rp === undefined) return fail('reply without RP', MISSING.RP);
  for (const { ero } of paths) {
    const fault = instructedEroFault(ero.subobjects);
    if (fault !== undefined) return fail(fault.what, fault.error);
  }
  return {
    rp,
    lsp,
    noPath,
    associations: associations.length === 0 ? undefined : associations,
    ...attributesOf(common),
    paths: paths.map(({ ero, attributes }) => ({ ero, ...attributesOf(attributes) })),
  };
}

const attributesOf = ({ of, lspa, bandwidth, metrics, iro, others }: AttributeCollector): AttributeList => ({
  of,
  lspa,
  bandwidth,
  metrics,
  iro,
  others,
});

export function encodePcrep(w: Writer, { svecs, replies }: PCRep): void {
  for (const svec of svecs) writeSynchronization(w, svec);
  for (const reply of replies) {
    writeObject(w, reply.rp);
    writeObject(w, reply.lsp);
    writeObject(w, reply.noPath);
    writeObjects(w, reply.associations ?? []);
    writeAttributes(w, reply);
    for (const path of reply.paths) {
      writeObject(w, path.ero);
      writeAttributes(w, path);
    }
  }
}

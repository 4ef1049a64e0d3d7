import type { Writer } from '../../../wire/writer.js';
import { PLSP_ID_ALL } from '../code-points.js';
import type { DecodeFailure } from '../failure.js';
import type { Association } from '../objects/association.js';
import type { EndPoints } from '../objects/end-points.js';
import type { Ero } from '../objects/ero.js';
import type { Lsp } from '../objects/lsp.js';
import type { Srp } from '../objects/srp.js';
import { findTlv } from '../tlvs/tlv.js';
import { AttributeCollector, type AttributeList, writeAttributes } from './attribute-list.js';
import { type Item, type ObjectList, writeObject, writeObjects } from './object-list.js';
import { firstBroken, MISSING, referenceOf, refuse, refuseBroken } from './refusal.js';
import { instructedEroFault, type RouteFault } from './segment-rules.js';
import { endOfStatefulEntry } from './stateful-entries.js';

/**
 * PCInitiate, RFC 8281 section 5.1 with RFC 8697 section 6.3.1:
 *
 *     <PCInitiate Message> ::= <Common Header> <PCE-initiated-lsp-list>
 *     <PCE-initiated-lsp-instantiation> ::=
 *         <SRP> <LSP> [<END-POINTS>] <ERO> [<association-list>] [<attribute-list>]
 *     <PCE-initiated-lsp-deletion> ::= <SRP> <LSP>
 *
 * The ASSOCIATION objects follow the ERO here, unlike in PCRpt and PCUpd.
 */
export interface PCInitiate {
  readonly kind: 'PCInitiate';
  readonly requests: readonly InitiateRequest[];
}

/** Instantiation (PLSP-ID 0), deletion (SRP R flag), or taking over an orphan (PLSP-ID, no ERO; section 6). */
export interface InitiateRequest extends AttributeList {
  readonly srp: Srp;
  readonly lsp: Lsp;
  readonly endPoints?: EndPoints | undefined;
  readonly ero?: Ero | undefined;
  readonly associations: readonly Association[];
}

export function decodePcinitiate(list: ObjectList, failures: DecodeFailure[]): PCInitiate {
  const requests: InitiateRequest[] = [];
  let from = 0;
  do {
    const to = endOfStatefulEntry(list, from);
    const request = readInitiate(list, from, to, failures);
    if (request !== undefined) requests.push(request);
    from = to;
  } while (from < list.items.length);
  return { kind: 'PCInitiate', requests };
}

function readInitiate(
  list: ObjectList,
  from: number,
  to: number,
  failures: DecodeFailure[],
): InitiateRequest | undefined {
  const broken = firstBroken(list, from, to);
  if (broken !== undefined) {
    failures.push(refuseBroken('PCInitiate', broken, referenceOf(list, from, to)));
    return undefined;
  }
  const attributes = new AttributeCollector();
  const associations: Association[] = [];
  let srp: Srp | undefined;
  let lsp: Lsp | undefined;
  let endPoints: EndPoints | undefined;
  let ero: Ero | undefined;
  for (let at = from; at < to; at++) {
    const item = list.items[at] as Exclude<Item, { kind: 'Broken' }>;
    if (item.kind === 'SRP' && srp === undefined) srp = item;
    else if (item.kind === 'LSP' && lsp === undefined) lsp = item;
    else if (item.kind === 'END-POINTS' && endPoints === undefined) endPoints = item;
    else if (item.kind === 'ERO' && ero === undefined) ero = item;
    else if (item.kind === 'ASSOCIATION') associations.push(item);
    else attributes.add(item);
  }
  const fail = ({ what, error }: RouteFault): undefined => {
    failures.push(refuse(['PCInitiate'], list.offsets[from] ?? 0, what, error, referenceOf(list, from, to)));
  };
  if (srp === undefined) return fail({ what: 'request without SRP', error: MISSING.SRP });
  if (lsp === undefined) return fail({ what: 'request without LSP', error: MISSING.LSP });
  const fault = instantiationFault(srp, lsp, ero);
  if (fault !== undefined) return fail(fault);
  const { of, lspa, bandwidth, metrics, iro, others } = attributes;
  return { srp, lsp, endPoints, ero, associations, of, lspa, bandwidth, metrics, iro, others };
}

const NO_NAME: RouteFault = { error: [10, 8], what: 'instantiation without SYMBOLIC-PATH-NAME' };

/** RFC 8281 section 5.3: what an instantiation must have. Deletion and take-over need no more than the identity. */
function instantiationFault(srp: Srp, lsp: Lsp, ero: Ero | undefined): RouteFault | undefined {
  if (!srp.remove && lsp.plspId === PLSP_ID_ALL) {
    if (ero === undefined) return { error: MISSING.ERO, what: 'instantiation without ERO' };
    if (findTlv(lsp.tlvs, 'SYMBOLIC-PATH-NAME') === undefined) return NO_NAME;
  }
  return ero === undefined ? undefined : instructedEroFault(ero.subobjects);
}

export function encodePcinitiate(w: Writer, { requests }: PCInitiate): void {
  for (const request of requests) {
    writeObject(w, request.srp);
    writeObject(w, request.lsp);
    writeObject(w, request.endPoints);
    writeObject(w, request.ero);
    writeObjects(w, request.associations);
    writeAttributes(w, request);
  }
}

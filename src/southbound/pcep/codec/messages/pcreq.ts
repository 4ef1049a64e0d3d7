import type { Writer } from '../../../wire/writer.js';
import { OBJECT_CLASS } from '../code-points.js';
import type { DecodeFailure } from '../failure.js';
import type { Association } from '../objects/association.js';
import type { Bandwidth } from '../objects/bandwidth.js';
import type { EndPoints } from '../objects/end-points.js';
import type { Lsp } from '../objects/lsp.js';
import type { Rp } from '../objects/rp.js';
import type { Rro } from '../objects/rro.js';
import type { Xro } from '../objects/xro.js';
import { isKnownClass, type PcepObject } from '../registry.js';
import { AttributeCollector, type AttributeList, writeAttributes } from './attribute-list.js';
import { classOf, type Item, type ObjectList, writeObject, writeObjects } from './object-list.js';
import { firstBroken, MISSING, referenceOf, refuse, refuseBroken } from './refusal.js';
import { collectSynchronization, type SynchronizationVector, writeSynchronization } from './svec-list.js';

/**
 * PCReq, RFC 5440 section 6.4 with RFC 5521 section 2.1.2, RFC 5541 section 3.2, RFC 8231 section 6.4 and
 * RFC 8697 section 6.3.2:
 *
 *     <PCReq Message> ::= <Common Header> [<svec-list>] <request-list>
 *     <request>       ::= <RP> <END-POINTS> [<LSP>] [<LSPA>] [<BANDWIDTH>] [<metric-list>] [<association-list>]
 *                         [<OF>] [<RRO> [<BANDWIDTH>]] [<IRO>] [<XRO>]
 */
export interface PCReq {
  readonly kind: 'PCReq';
  readonly svecs: readonly SynchronizationVector[];
  readonly requests: readonly PathComputationRequest[];
}

export interface PathComputationRequest extends AttributeList {
  readonly rp: Rp;
  readonly endPoints: EndPoints;
  readonly lsp?: Lsp | undefined;
  readonly associations: readonly Association[];
  readonly rro?: Rro | undefined;
  /** What the LSP to be reoptimized has (BANDWIDTH type 2); the inherited `bandwidth` is what is asked for. */
  readonly existingBandwidth?: Bandwidth | undefined;
  readonly xro?: Xro | undefined;
}

export function decodePcreq(list: ObjectList, failures: DecodeFailure[]): PCReq {
  const svecs: SynchronizationVector[] = [];
  const requests: PathComputationRequest[] = [];
  let from = 0;
  do {
    const to = endOfRequest(list, from);
    if (isSvec(list.items[from])) {
      const svec = collectSynchronization('PCReq', list, from, to, failures);
      if (svec !== undefined) svecs.push(svec);
    } else {
      const request = readRequest(list, from, to, failures);
      if (request !== undefined) requests.push(request);
    }
    from = to;
  } while (from < list.items.length);
  return { kind: 'PCReq', svecs, requests };
}

const isSvec = (item: Item | undefined): boolean => item !== undefined && classOf(item) === OBJECT_CLASS.SVEC;

/** The next RP or SVEC starts the next entry. */
function endOfRequest({ items }: ObjectList, from: number): number {
  for (let at = from + 1; at < items.length; at++) {
    const objectClass = classOf(items[at] as Item);
    if (objectClass === OBJECT_CLASS.RP || objectClass === OBJECT_CLASS.SVEC) return at;
  }
  return items.length;
}

interface RequestParts {
  rp?: Rp;
  endPoints?: EndPoints;
  lsp?: Lsp;
  rro?: Rro;
  existingBandwidth?: Bandwidth;
  xro?: Xro;
}

function readRequest(
  list: ObjectList,
  from: number,
  to: number,
  failures: DecodeFailure[],
): PathComputationRequest | undefined {
  const broken = firstBroken(list, from, to);
  if (broken !== undefined) {
    failures.push(refuseBroken('PCReq', broken, referenceOf(list, from, to)));
    return undefined;
  }
  const parts: RequestParts = {};
  const attributes = new AttributeCollector();
  const associations: Association[] = [];
  for (let at = from; at < to; at++) {
    const item = list.items[at] as PcepObject;
    if (item.kind === 'ASSOCIATION') associations.push(item);
    else if (!takePart(parts, item)) attributes.add(item);
  }
  const { of, lspa, bandwidth, metrics, iro, others } = attributes;
  const { rp, endPoints, lsp, rro, existingBandwidth, xro } = parts;
  const fault = requestFault(parts, bandwidth, others);
  if (fault === undefined && rp !== undefined && endPoints !== undefined) {
    const intended = { of, lspa, bandwidth, metrics, iro, others };
    return { rp, endPoints, lsp, associations, rro, existingBandwidth, xro, ...intended };
  }
  const [what, error] = fault ?? ['request without RP', MISSING.RP];
  failures.push(refuse(['PCReq'], list.offsets[from] ?? 0, what, error, referenceOf(list, from, to)));
  return undefined;
}

/** Takes an object that may occur once, if it is the first of its kind. */
function takePart(parts: RequestParts, item: PcepObject): boolean {
  if (item.kind === 'RP' && parts.rp === undefined) parts.rp = item;
  else if (item.kind === 'END-POINTS' && parts.endPoints === undefined) parts.endPoints = item;
  else if (item.kind === 'LSP' && parts.lsp === undefined) parts.lsp = item;
  else if (item.kind === 'RRO' && parts.rro === undefined) parts.rro = item;
  else if (item.kind === 'XRO' && parts.xro === undefined) parts.xro = item;
  else if (isExisting(item) && parts.existingBandwidth === undefined) parts.existingBandwidth = item;
  else return false;
  return true;
}

const isExisting = (item: PcepObject): item is Bandwidth =>
  item.kind === 'BANDWIDTH' && item.of === 'existing';

type Fault = readonly [what: string, error: readonly [number, number]];

const P_FLAG_NOT_SET = [10, 1] as const;
const UNKNOWN_REQUEST = [8, 0] as const;

/** RFC 5440 sections 7.2, 7.4.1, 7.6 and 7.15. */
function requestFault(
  { rp, endPoints, lsp, rro, existingBandwidth }: RequestParts,
  bandwidth: Bandwidth | undefined,
  others: readonly PcepObject[],
): Fault | undefined {
  if (rp === undefined) return ['request without RP', MISSING.RP];
  if (rp.p !== true) return ['P flag of RP not set', P_FLAG_NOT_SET];
  if (rp.requestId === 0) return ['request identifier 0', UNKNOWN_REQUEST];
  if (endPoints === undefined) {
    return unknownMustProcess(others) ?? ['request without END-POINTS', MISSING['END-POINTS']];
  }
  if (endPoints.p !== true) return ['P flag of END-POINTS not set', P_FLAG_NOT_SET];
  const carried = (existingBandwidth ?? bandwidth)?.bytesPerSecond ?? 0;
  // A stateful PCE knows the route of an LSP that it is told the identity of (RFC 8231 section 6.4).
  if (rp.reoptimization && carried > 0 && rro === undefined && lsp === undefined) {
    return ['reoptimization without RRO', MISSING.RRO];
  }
  return unknownMustProcess(others);
}

const UNKNOWN_CLASS = [3, 1] as const;
const UNKNOWN_TYPE = [3, 2] as const;

/** RFC 5440 section 7.2: an object with the P flag that is not understood refuses the request. */
function unknownMustProcess(others: readonly PcepObject[]): Fault | undefined {
  for (const object of others) {
    if (object.kind !== 'Unknown' || object.p !== true) continue;
    const { objectClass, objectType } = object;
    return isKnownClass(objectClass)
      ? [`unknown type ${objectType} of object class ${objectClass}`, UNKNOWN_TYPE]
      : [`unknown object class ${objectClass}`, UNKNOWN_CLASS];
  }
  return undefined;
}

export function encodePcreq(w: Writer, { svecs, requests }: PCReq): void {
  for (const svec of svecs) writeSynchronization(w, svec);
  for (const request of requests) {
    writeObject(w, request.rp);
    writeObject(w, request.endPoints);
    writeObject(w, request.lsp);
    writeObjects(w, request.associations);
    writeObject(w, request.rro);
    writeObject(w, request.existingBandwidth);
    writeObject(w, request.xro);
    writeAttributes(w, request);
  }
}

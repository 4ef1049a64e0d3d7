import type { Writer } from '../../../wire/writer.js';
import type { DecodeFailure } from '../failure.js';
import type { Metric } from '../objects/metric.js';
import type { ObjectiveFunction } from '../objects/objective-function.js';
import type { Svec } from '../objects/svec.js';
import type { Xro } from '../objects/xro.js';
import type { PcepObject } from '../registry.js';
import { type ObjectList, writeObject, writeObjects } from './object-list.js';
import { firstBroken, refuseBroken } from './refusal.js';

/**
 * A set of synchronized requests and what applies to the set as a whole, RFC 5541 section 3.2:
 *
 *     <svec-list> ::= <SVEC> [<OF>] [<metric-list>] [<XRO>] [<svec-list>]
 */
export interface SynchronizationVector {
  readonly svec: Svec;
  readonly of?: ObjectiveFunction | undefined;
  readonly metrics: readonly Metric[];
  readonly xro?: Xro | undefined;
  readonly others: readonly PcepObject[];
}

/** Items [from, to), of which the first has the class of SVEC. */
export function collectSynchronization(
  message: string,
  list: ObjectList,
  from: number,
  to: number,
  failures: DecodeFailure[],
): SynchronizationVector | undefined {
  const broken = firstBroken(list, from, to);
  if (broken !== undefined) {
    failures.push(refuseBroken(message, broken, {}));
    return undefined;
  }
  let svec: Svec | undefined;
  let of: ObjectiveFunction | undefined;
  let xro: Xro | undefined;
  const metrics: Metric[] = [];
  const others: PcepObject[] = [];
  for (let at = from; at < to; at++) {
    const item = list.items[at] as PcepObject;
    if (item.kind === 'SVEC' && svec === undefined) svec = item;
    else if (item.kind === 'OF' && of === undefined) of = item;
    else if (item.kind === 'XRO' && xro === undefined) xro = item;
    else if (item.kind === 'METRIC') metrics.push(item);
    else others.push(item);
  }
  // An unknown type of the SVEC class has no set to speak of: RFC 5440 section 7.2 lets it be ignored.
  return svec === undefined ? undefined : { svec, of, metrics, xro, others };
}

export function writeSynchronization(w: Writer, vector: SynchronizationVector): void {
  writeObject(w, vector.svec);
  writeObject(w, vector.of);
  writeObjects(w, vector.metrics);
  writeObject(w, vector.xro);
  writeObjects(w, vector.others);
}

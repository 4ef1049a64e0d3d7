import type { Writer } from '../../../wire/writer.js';
import type { Bandwidth } from '../objects/bandwidth.js';
import type { Iro } from '../objects/iro.js';
import type { Lspa } from '../objects/lspa.js';
import type { Metric } from '../objects/metric.js';
import type { ObjectiveFunction } from '../objects/objective-function.js';
import type { PcepObject } from '../registry.js';
import { writeObject, writeObjects } from './object-list.js';

/**
 * Attributes of a path, RFC 5440 section 6.5 with RFC 5541 section 3.2:
 *
 *     <attribute-list> ::= [<OF>] [<LSPA>] [<BANDWIDTH>] [<metric-list>] [<IRO>]
 *
 * Read in any order. Of an object that may occur once the first counts; what is left over, and every object that
 * has no place in the grammar, is kept in `others` in its order.
 */
export interface AttributeList {
  readonly of?: ObjectiveFunction | undefined;
  readonly lspa?: Lspa | undefined;
  readonly bandwidth?: Bandwidth | undefined;
  readonly metrics: readonly Metric[];
  readonly iro?: Iro | undefined;
  readonly others: readonly PcepObject[];
}

/** Collects attributes while the objects of an entry go by. */
export class AttributeCollector {
  of: ObjectiveFunction | undefined = undefined;
  lspa: Lspa | undefined = undefined;
  bandwidth: Bandwidth | undefined = undefined;
  readonly metrics: Metric[] = [];
  iro: Iro | undefined = undefined;
  readonly others: PcepObject[] = [];

  add(object: PcepObject): void {
    if (object.kind === 'METRIC') this.metrics.push(object);
    else if (object.kind === 'LSPA' && this.lspa === undefined) this.lspa = object;
    else if (object.kind === 'BANDWIDTH' && this.bandwidth === undefined) this.bandwidth = object;
    else if (object.kind === 'OF' && this.of === undefined) this.of = object;
    else if (object.kind === 'IRO' && this.iro === undefined) this.iro = object;
    else this.others.push(object);
  }
}

/** Writes the list in the order of the grammar, then the other objects. */
export function writeAttributes(w: Writer, attributes: AttributeList): void {
  writeObject(w, attributes.of);
  writeObject(w, attributes.lspa);
  writeObject(w, attributes.bandwidth);
  writeObjects(w, attributes.metrics);
  writeObject(w, attributes.iro);
  writeObjects(w, attributes.others);
}

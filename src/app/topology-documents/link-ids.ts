import type { NodeId } from '../../domain/values/identifiers.js';

/** Which nodes a link of the document joins, and whether it stands for both directions. */
export interface LinkEnds {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly oneWay: boolean;
}

/**
 * Default ids of a document's links: `FROM-TO` and `TO-FROM`, with -2, -3 ... for parallel links. The number is the
 * link's place among the links of the document that serve the same direction, and both directions of a link get the
 * same number. Links with an id of their own count too, so giving one an id leaves the ids of the others as they are.
 */
export class LinkIds {
  readonly #served = new Map<string, number>();

  next(ends: LinkEnds): DefaultIds {
    const number = this.#number(ends);
    const [there, back] = directionsOf(ends);
    this.#served.set(there, number);
    if (!ends.oneWay) this.#served.set(back, number);
    return defaultIds(ends, number);
  }

  /** What `next` would give. */
  peek(ends: LinkEnds): DefaultIds {
    return defaultIds(ends, this.#number(ends));
  }

  #number(ends: LinkEnds): number {
    const [there, back] = directionsOf(ends);
    return 1 + Math.max(this.#served.get(there) ?? 0, ends.oneWay ? 0 : (this.#served.get(back) ?? 0));
  }
}

interface DefaultIds {
  readonly forward: string;
  readonly reverse: string;
}

const directionsOf = ({ from, to }: LinkEnds): readonly [string, string] => [
  JSON.stringify([from, to]),
  JSON.stringify([to, from]),
];

function defaultIds({ from, to }: LinkEnds, number: number): DefaultIds {
  const suffix = number === 1 ? '' : `-${number}`;
  return { forward: `${from}-${to}${suffix}`, reverse: `${to}-${from}${suffix}` };
}

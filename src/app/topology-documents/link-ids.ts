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

  next({ from, to, oneWay }: LinkEnds): { readonly forward: string; readonly reverse: string } {
    const there = JSON.stringify([from, to]);
    const back = JSON.stringify([to, from]);
    const number = 1 + Math.max(this.#served.get(there) ?? 0, oneWay ? 0 : (this.#served.get(back) ?? 0));
    this.#served.set(there, number);
    if (!oneWay) this.#served.set(back, number);
    const suffix = number === 1 ? '' : `-${number}`;
    return { forward: `${from}-${to}${suffix}`, reverse: `${to}-${from}${suffix}` };
  }
}

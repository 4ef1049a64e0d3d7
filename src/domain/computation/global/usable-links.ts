import type { PathRequest } from '../../values/path-request.js';
import { compileQuery } from '../algorithm/query.js';
import { Names } from '../graph/names.js';
import { Reservations } from '../graph/reservations.js';
import type { TeGraph } from '../graph/te-graph.js';
import { LinkFilter } from '../kernel/link-filter.js';
import type { LinkMask } from './problem.js';

/**
 * Which links a request may use, whatever is free on them, as a mask; requests with the same constraints share one. The
 * first of its kind costs O(links).
 */
export class UsableLinks {
  readonly #graph: TeGraph;
  readonly #names: Names;
  readonly #filter: LinkFilter;
  readonly #masks = new Map<string, LinkMask>();

  constructor(graph: TeGraph) {
    this.#graph = graph;
    this.#names = new Names(graph);
    this.#filter = new LinkFilter(graph, new Reservations(graph));
  }

  /** Number of the node with this id, name or address. */
  node(reference: string): number | undefined {
    return this.#names.node(reference);
  }

  mask(request: PathRequest, source: number, destination: number): LinkMask {
    const { includeAny, includeAll, excludeAny, exclude, excludeSrlgs } = request;
    // Overloaded nodes may be an end, so that who has one as its end has a mask of its own.
    const ends = this.#graph.overloaded.filter((node) => node === source || node === destination);
    const key = JSON.stringify([includeAny, includeAll, excludeAny, exclude, excludeSrlgs, ends]);
    const known = this.#masks.get(key);
    if (known !== undefined) return known;
    const query = compileQuery(this.#graph, this.#names, { ...request, include: [] }, source, destination);
    this.#filter.load({ ...query, bandwidth: 0 }, query.excludedNodes, query.excludedLinks);
    const mask = Uint8Array.from(this.#graph.links, (_, link) => (this.#filter.admits(link) ? 1 : 0));
    this.#masks.set(key, mask);
    return mask;
  }
}

import type { PathRequest } from '../../values/path-request.js';
import { bestPath } from '../algorithm/best-path.js';
import { compileQuery, type Query } from '../algorithm/query.js';
import type { Network } from '../algorithm/signalled-paths.js';
import { type Constraint, withoutConstraint } from './constraints.js';

/** Asks for the path that a changed request would get, on the network as it is at the moment. */
export class WhatIf {
  private optimisticDelay: Float64Array | undefined;

  readonly network: Network;
  readonly source: number;
  readonly destination: number;

  constructor(network: Network, source: number, destination: number) {
    this.network = network;
    this.source = source;
    this.destination = destination;
  }

  query(request: PathRequest): Query {
    return compileQuery(this.network.graph, this.network.names, request, this.source, this.destination);
  }

  links(query: Query): readonly number[] | undefined {
    const found = bestPath(this.network, query);
    return found.kind === 'found' ? found.links : undefined;
  }

  path(request: PathRequest): readonly number[] | undefined {
    return this.links(this.query(request));
  }

  has(request: PathRequest): boolean {
    return this.path(request) !== undefined;
  }

  /** Whether there is a path without these constraints. */
  hasWithout(request: PathRequest, dropped: readonly Constraint[]): boolean {
    const rest = dropped.reduce(withoutConstraint, request);
    const query = this.query(rest);
    const anyDelay = dropped.some((constraint) => constraint.kind === 'delayKnown');
    return this.links(anyDelay ? this.withUnknownDelayAsNone(query) : query) !== undefined;
  }

  /**
   * The query with another measure of what is best: a link on which the metric that the request minimises is not known
   * stays of no use. O(links).
   */
  measuredBy(query: Query, weights: Float64Array): Query {
    const unusable = (link: number): boolean =>
      query.weights[link] === Number.POSITIVE_INFINITY && weights[link] !== Number.POSITIVE_INFINITY;
    if (!weights.some((_, link) => unusable(link))) return { ...query, weights };
    const usable = weights.map((weight, link) => (unusable(link) ? Number.POSITIVE_INFINITY : weight));
    return { ...query, weights: usable };
  }

  /** Links of unknown delay may be used, and count as if they had none. O(links) the first time. */
  withUnknownDelayAsNone(query: Query): Query {
    const { delay } = this.network.graph;
    this.optimisticDelay ??= delay.map((known) => (known === Number.POSITIVE_INFINITY ? 0 : known));
    const optimistic = this.optimisticDelay;
    const replaced = (weights: Float64Array): Float64Array => (weights === delay ? optimistic : weights);
    return {
      ...query,
      delayKnown: false,
      weights: replaced(query.weights),
      bounds: query.bounds.map((bound) => ({ ...bound, weights: replaced(bound.weights) })),
    };
  }
}

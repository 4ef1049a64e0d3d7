import type { TeGraph } from '../graph/te-graph.js';
import type { LinkFilter } from '../kernel/link-filter.js';
import type { PointToPoint } from '../kernel/point-to-point.js';
import type { SearchLabels } from '../kernel/shortest-path.js';
import type { LabelStore } from './label-store.js';

/** What a search works with: owned by the engine, passed in, never returned. */
export interface Workspace {
  readonly graph: TeGraph;
  readonly filter: LinkFilter;
  readonly paths: PointToPoint;
  readonly store: LabelStore;
  /** Labels for lower bounds, as many as asked for. */
  readonly spareLabels: (index: number) => SearchLabels;
}

/** `exhausted`: the exact search met its limit, so whether there is a path is not known. */
export type Found =
  | { readonly kind: 'found'; readonly links: readonly number[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'exhausted' };

/** Where the search goes on after a prefix, and what the prefix used up. */
export interface Start {
  readonly node: number;
  readonly stage: number;
  readonly used: readonly number[];
}

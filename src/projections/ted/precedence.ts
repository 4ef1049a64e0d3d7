import type { SourceName } from '../../domain/values/identifiers.js';
import type { ObservedLink, TopologyNode } from '../../domain/values/topology.js';
import type { TopologySource } from './topology-source.js';

/** What several sources say of one element, and where they said it in the log. */
export interface Opinion<Element> {
  readonly source: TopologySource;
  readonly element: Element;
  readonly position: number;
}

/** Who said which attribute. */
export type Origins = Readonly<Record<string, SourceName>>;

/**
 * Attributes for people, and what only they decide: documents first. All others are facts of the network: feeds first.
 * `srlgs` are those of all sources together; `operational` has a rule of its own (see merged-links).
 */
const DESCRIBED: ReadonlySet<string> = new Set<keyof TopologyNode | keyof ObservedLink>([
  'name',
  'latitude',
  'longitude',
  'management',
]);

/**
 * The order in which opinions count for the facts of the network: feeds that are up to date, by name; feeds that are
 * not; documents, the one that spoke last first. For what is described, documents come before the feeds.
 */
export function inPrecedence<Element>(opinions: readonly Opinion<Element>[]): readonly Opinion<Element>[] {
  return opinions.length < 2 ? opinions : [...opinions].sort(compareOpinions);
}

const rankOf = (source: TopologySource): number => (source.kind === 'document' ? 2 : source.isFresh ? 0 : 1);

function compareOpinions(a: Opinion<unknown>, b: Opinion<unknown>): number {
  const difference = rankOf(a.source) - rankOf(b.source);
  if (difference !== 0) return difference;
  if (a.source.kind === 'document') return b.position - a.position;
  return a.source.name < b.source.name ? -1 : 1;
}

/**
 * One element from several opinions, given in the order of `inPrecedence`: each attribute from the first that says it.
 * The id is not an attribute. O(opinions x attributes).
 */
export function mergeOpinions<Element extends object>(
  ordered: readonly Opinion<Element>[],
): { readonly merged: Partial<Element>; readonly origins: Origins } {
  const merged: Record<string, unknown> = {};
  const origins: Record<string, SourceName> = {};
  const take = (name: string, value: unknown, source: SourceName): void => {
    if (value === undefined || name in merged) return;
    merged[name] = value;
    origins[name] = source;
  };
  for (const documents of [true, false]) {
    for (const { source, element } of ordered) {
      if ((source.kind === 'document') !== documents) continue;
      for (const [name, value] of Object.entries(element)) {
        if (!DESCRIBED.has(name) || (!documents && isDefaultName(name, value, element))) continue;
        take(name, value, source.name);
      }
    }
  }
  for (const { source, element } of ordered) {
    for (const [name, value] of Object.entries(element)) take(name, value, source.name);
  }
  return { merged: merged as Partial<Element>, origins };
}

/** A feed that knows no name repeats its id, and another may know one. */
const isDefaultName = (name: string, value: unknown, element: object): boolean =>
  name === 'name' && (element as { readonly id?: unknown }).id === value;

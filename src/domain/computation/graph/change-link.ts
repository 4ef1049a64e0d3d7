import { igpMetricOf, type TopologyLink, teMetricOf } from '../../values/topology.js';
import type { Reservations } from './reservations.js';
import { isUsable, lossExponentOf, type TeGraph } from './te-graph.js';

/** What of a link may change without another graph: values, not identities, ends, addresses, labels or memberships. */
const VALUES: ReadonlySet<string> = new Set([
  'igpMetric',
  'teMetric',
  'delay',
  'delayVariation',
  'loss',
  'capacity',
  'reservable',
  'operational',
  'outOfUse',
] satisfies (keyof TopologyLink)[]);

/** True if the links differ in values at most. O(fields). */
export function differsInValues(known: TopologyLink, changed: TopologyLink): boolean {
  // What routers say is unreserved does not follow from what is reservable.
  if (known.unreserved !== undefined && known.reservable !== changed.reservable) return false;
  const fields = new Set([...Object.keys(known), ...Object.keys(changed)]) as Set<keyof TopologyLink>;
  return [...fields].every(
    (field) => VALUES.has(field) || JSON.stringify(known[field]) === JSON.stringify(changed[field]),
  );
}

/** Which of the graph's values are other ones now. */
export interface ChangedValues {
  /** Arrays of the graph in which the link's weight changed. */
  readonly weights: readonly Float64Array[];
  /** True: routes, and the paths that routers forward along, may be over other links than before. */
  readonly routes: boolean;
}

/**
 * Gives a link of the graph other values, in place: what is reserved on it stays reserved. Who keeps something that
 * follows from weights or states must be told what changed. O(1).
 */
export function changeLink(
  graph: TeGraph,
  reservations: Reservations,
  link: number,
  changed: TopologyLink,
): ChangedValues {
  const more = changed.reservable - graph.reservable[link]!;
  graph.reservable[link] = changed.reservable;
  if (more !== 0) reservations.widen(link, more);
  const operational = changed.operational ? 1 : 0;
  const isTurned = graph.operational[link] !== operational;
  graph.operational[link] = operational;
  graph.usable[link] = isUsable(changed) ? 1 : 0;
  graph.links[link] = changed;
  const values: readonly (readonly [array: Float64Array, value: number])[] = [
    [graph.igpMetric, igpMetricOf(changed)],
    [graph.teMetric, teMetricOf(changed)],
    [graph.delay, changed.delay ?? Number.POSITIVE_INFINITY],
    [graph.delayVariation, changed.delayVariation ?? Number.POSITIVE_INFINITY],
    [graph.lossExponent, lossExponentOf(changed.loss)],
    ...[...graph.algorithms.values()].map(({ weights, weightOf }) => [weights, weightOf(changed)] as const),
  ];
  const weights = values.flatMap(([array, value]) => {
    if (array[link] === value) return [];
    array[link] = value;
    return [array];
  });
  return {
    weights,
    routes: isTurned || weights.some((array) => array === graph.igpMetric || array === graph.teMetric),
  };
}

import type { LinkId, SourceName } from '../../domain/values/identifiers.js';
import { MEASURED_ATTRIBUTES, type MeasuredAttribute } from '../../domain/values/topology.js';
import { sourceKindOf } from '../../domain/values/topology-source.js';
import type { MergedLink } from './merged-links.js';
import type { Origins } from './precedence.js';
import type { Measured, TopologySource } from './topology-source.js';

/**
 * Routers forward along flexible algorithms by the delay that the IGP says (RFC 9350 5.1, RFC 8570 4.2), whatever is
 * measured: to expect the same paths Cairn has to believe the IGP first.
 */
const AS_ROUTERS_SAY: ReadonlySet<MeasuredAttribute> = new Set(['minDelay', 'maxDelay']);

/**
 * Links with what collectors measured on them. Of utilisation, delay, delay variation and loss a collector that is not
 * silent comes first, then feeds, then a silent collector, then documents: routers tell what they measure seldom
 * (RFC 8570 5), and documents what was planned. Of the smallest and largest delay feeds come first. Of several
 * collectors: those that are not silent, by name. O(measurements).
 */
export function withMeasurements(
  links: ReadonlyMap<LinkId, MergedLink>,
  sources: readonly TopologySource[],
): ReadonlyMap<LinkId, MergedLink> {
  const collectors = sources.filter(({ measured }) => measured.size > 0);
  if (collectors.length === 0) return links;
  const first = [...collectors].sort(
    (a, b) => Number(b.isFresh) - Number(a.isFresh) || (a.name < b.name ? -1 : 1),
  );
  const combined = new Map(links);
  for (const collector of first) {
    for (const [id, told] of collector.measured) {
      const known = combined.get(id);
      if (known !== undefined) combined.set(id, measuredLink(known, collector, told));
    }
  }
  return combined;
}

function measuredLink(known: MergedLink, collector: TopologySource, told: Measured): MergedLink {
  const values: Partial<Record<MeasuredAttribute, number>> = {};
  const origins: Record<string, SourceName> = {};
  for (const attribute of MEASURED_ATTRIBUTES) {
    const value = told.measurement[attribute];
    if (value === undefined || !comesBefore(collector, known.origins, attribute)) continue;
    values[attribute] = value;
    origins[attribute] = collector.name;
  }
  if (Object.keys(values).length === 0) return known;
  return {
    ...known,
    link: { ...known.link, ...values },
    origins: { ...known.origins, ...origins },
    measuredAt: Math.max(told.time, known.measuredAt ?? 0),
  };
}

function comesBefore(collector: TopologySource, origins: Origins, attribute: MeasuredAttribute): boolean {
  const said = origins[attribute];
  if (said === undefined) return true;
  const kind = sourceKindOf(said);
  if (kind === 'document') return true;
  return kind === 'bgp-ls' && collector.isFresh && !AS_ROUTERS_SAY.has(attribute);
}

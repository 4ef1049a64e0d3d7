import { toBytesPerSecond } from '../../../domain/values/bandwidth.js';
import type { SetObjective, SetRequirements } from '../../../domain/values/set-requirements.js';
import { METRIC_TYPE } from '../codec/code-points.js';
import type { SynchronizationVector } from '../codec/messages/svec-list.js';
import type { Metric as MetricObject } from '../codec/objects/metric.js';
import type { Answered } from './path-reply.js';
import { setObjectiveCodeOf } from './request-set.js';

/** A set of requests as it was asked for. */
export interface AskedAsSet {
  readonly vector: SynchronizationVector;
  readonly required: SetRequirements;
}

/**
 * What a PCRep says of a set as a whole, behind its SVEC: the objective function that was applied, if a member wants to
 * know (RFC 5541 3.2, 3.3: it is not repeated for each), and the metrics of the set that were asked for (C flag, RFC 5541
 * 5). Undefined when there is nothing to say.
 */
export function setReply(
  { vector, required }: AskedAsSet,
  answered: readonly Answered[],
): SynchronizationVector | undefined {
  const wantsObjective = answered.some(({ asked }) => asked.rp.supplyObjectiveFunction);
  const metrics = metricsOfSet(vector, answered);
  if (!wantsObjective && metrics.length === 0) return undefined;
  const objective: SetObjective = required.objective ?? 'CUMULATIVE_COST';
  return {
    svec: vector.svec,
    ...(wantsObjective ? { of: { kind: 'OF', code: setObjectiveCodeOf(objective), tlvs: [] } as const } : {}),
    metrics,
    others: [],
  };
}

/** None unless all paths were found. */
function metricsOfSet(
  { metrics }: SynchronizationVector,
  answered: readonly Answered[],
): readonly MetricObject[] {
  const paths = answered.flatMap(({ answer }) => (answer.kind === 'path' ? [answer.path.path] : []));
  if (paths.length < answered.length) return [];
  const load = answered.flatMap(({ answer }) => (answer.kind === 'path' ? (answer.load ?? []) : [])).at(0);
  const sums: ReadonlyMap<number, number> = new Map([
    [METRIC_TYPE.CUMULATIVE_IGP, paths.reduce((sum, { igpMetric }) => sum + igpMetric, 0)],
    [METRIC_TYPE.CUMULATIVE_TE, paths.reduce((sum, { teMetric }) => sum + teMetric, 0)],
    ...(load === undefined
      ? []
      : ([
          [METRIC_TYPE.AGGREGATE_BANDWIDTH, toBytesPerSecond(load.aggregateBandwidth)],
          [METRIC_TYPE.MOST_LOADED_LINK, load.mostLoadedLink],
        ] as const)),
  ]);
  return metrics.flatMap(({ computed, metricType }) => {
    const value = computed ? sums.get(metricType) : undefined;
    return value === undefined
      ? []
      : [{ kind: 'METRIC', metricType, bound: false, computed: true, value: Math.fround(value) } as const];
  });
}

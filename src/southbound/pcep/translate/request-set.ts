import { fromBytesPerSecond } from '../../../domain/values/bandwidth.js';
import type { DisjointnessConstraint } from '../../../domain/values/disjointness.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import type {
  SetBound,
  SetMetric,
  SetObjective,
  SetRequirements,
} from '../../../domain/values/set-requirements.js';
import { METRIC_TYPE, OBJECTIVE_FUNCTION } from '../codec/code-points.js';
import type { PathComputationRequest } from '../codec/messages/pcreq.js';
import type { SynchronizationVector } from '../codec/messages/svec-list.js';
import type { Metric } from '../codec/objects/metric.js';
import type { Svec } from '../codec/objects/svec.js';
import type { RequestRefusal } from './path-request.js';

/** SVEC flags of which nothing is known here what to do with: partial path and domain diversity (RFC 8306, RFC 8685). */
const UNSUPPORTED_DIVERSITY = 0x30;

/** Objective functions of a set by their codes (RFC 5541 4, RFC 8800 5.3). Without one the cumulative cost is minimised. */
const SET_OBJECTIVES: ReadonlyMap<number, SetObjective> = new Map([
  [OBJECTIVE_FUNCTION.MCC, 'CUMULATIVE_COST'],
  [OBJECTIVE_FUNCTION.MBC, 'AGGREGATE_BANDWIDTH'],
  [OBJECTIVE_FUNCTION.MLL, 'MOST_LOADED_LINK'],
  [OBJECTIVE_FUNCTION.MSL, 'SHARED_LINKS'],
  [OBJECTIVE_FUNCTION.MSS, 'SHARED_SRLGS'],
  [OBJECTIVE_FUNCTION.MSN, 'SHARED_NODES'],
]);

export function setObjectiveCodeOf(objective: SetObjective): number {
  for (const [code, known] of SET_OBJECTIVES) if (known === objective) return code;
  return OBJECTIVE_FUNCTION.MCC;
}

/** RFC 8800 5.3: those that may stand in a disjoint association. */
export function disjointnessObjectiveOf(code: number): SetObjective | undefined {
  const objective = SET_OBJECTIVES.get(code);
  return objective?.startsWith('SHARED_') ? objective : undefined;
}

export const codeOfObjective = (objective: SetObjective): number | undefined =>
  [...SET_OBJECTIVES].find(([, name]) => name === objective)?.[0];

/**
 * What a set of requests asks of its paths as a set. The paths of
 * an SVEC MUST NOT share what its flags say (RFC 5440 7.13.2), so disjointness is strict. Links are compared without their direction, which is what
 * link direction diversity (D, RFC 8306 3.12) asks for too.
 */
export function requirementsOf({
  svec,
  of,
  metrics,
}: SynchronizationVector): Result<SetRequirements, RequestRefusal> {
  const refused = (what: string) => err({ errorType: 4, errorValue: 4, detail: `${what} is not supported` });
  const objective = of === undefined ? undefined : SET_OBJECTIVES.get(of.code);
  if (of?.p === true && objective === undefined) return refused(`objective function ${of.code} of a set`);
  const unknown = metrics.find(({ p, metricType }) => p === true && !SET_METRICS.has(metricType));
  if (unknown !== undefined) return refused(`metric ${unknown.metricType} of a set`);
  const bounds = setBoundsOf(metrics);
  const withLoad = metrics.some(({ computed, metricType }) => computed && LOAD_METRICS.has(metricType));
  const flags = svec.otherFlags ?? 0;
  if (svec.p === true && (flags & UNSUPPORTED_DIVERSITY) !== 0)
    return refused('partial path or domain diversity');
  const level = levelOf(svec, (flags & LINK_DIRECTION_DIVERSE) !== 0);
  return ok({
    ...(level === undefined ? {} : { disjointness: { level, strict: true } }),
    ...(objective === undefined || objective === 'CUMULATIVE_COST' ? {} : { objective }),
    ...(bounds.length === 0 ? {} : { bounds }),
    ...(withLoad ? { withLoad } : {}),
  });
}

/** Metrics of a set by their codes (RFC 5541 5). */
const SET_METRICS: ReadonlyMap<number, SetMetric> = new Map([
  [METRIC_TYPE.AGGREGATE_BANDWIDTH, 'AGGREGATE_BANDWIDTH'],
  [METRIC_TYPE.MOST_LOADED_LINK, 'MOST_LOADED_LINK'],
  [METRIC_TYPE.CUMULATIVE_IGP, 'CUMULATIVE_IGP'],
  [METRIC_TYPE.CUMULATIVE_TE, 'CUMULATIVE_TE'],
]);
const LOAD_METRICS: ReadonlySet<number> = new Set([
  METRIC_TYPE.AGGREGATE_BANDWIDTH,
  METRIC_TYPE.MOST_LOADED_LINK,
]);

/** Values come as floats of 32 bits: what is rounded to the bound keeps it. */
const HALF_A_STEP = 2 ** -24;

/** Bandwidth is bytes per second, as all of it in PCEP (RFC 5440 7.7), a load a share from 0 to 1. What is not finite bounds nothing. */
function setBoundsOf(metrics: readonly Metric[]): readonly SetBound[] {
  return metrics.flatMap(({ bound, metricType, value }) => {
    const metric = SET_METRICS.get(metricType);
    if (!bound || metric === undefined || !Number.isFinite(value)) return [];
    const most = metric === 'AGGREGATE_BANDWIDTH' ? fromBytesPerSecond(value) : value;
    // A float can be -0, which the stored form of an event can't: it is 0.
    return [{ metric, max: most === 0 ? 0 : most * (1 + HALF_A_STEP) }];
  });
}

const LINK_DIRECTION_DIVERSE = 0x08;

function levelOf(
  { linkDiverse, nodeDiverse, srlgDiverse }: Svec,
  directionDiverse: boolean,
): DisjointnessConstraint['level'] | undefined {
  if (srlgDiverse) return nodeDiverse ? 'srlg-node' : 'srlg';
  if (nodeDiverse) return 'node';
  return linkDiverse || directionDiverse ? 'link' : undefined;
}

/** A member as the set has it: what the set excludes (XRO behind the SVEC, RFC 5541 3.2) it excludes too. */
export function memberOf(
  request: PathComputationRequest,
  { xro }: SynchronizationVector,
): PathComputationRequest {
  if (xro === undefined) return request;
  const subobjects = [...(request.xro?.subobjects ?? []), ...xro.subobjects];
  return { ...request, xro: { ...xro, subobjects } };
}

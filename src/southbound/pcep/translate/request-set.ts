import type { DisjointnessConstraint } from '../../../domain/values/disjointness.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import { OBJECTIVE_FUNCTION } from '../codec/code-points.js';
import type { PathComputationRequest } from '../codec/messages/pcreq.js';
import type { SynchronizationVector } from '../codec/messages/svec-list.js';
import type { Svec } from '../codec/objects/svec.js';
import type { RequestRefusal } from './path-request.js';

/** SVEC flags of which nothing is known here what to do with: partial path and domain diversity (RFC 8306, RFC 8685). */
const UNSUPPORTED_DIVERSITY = 0x30;

/**
 * What a set of requests asks of its paths as a set; undefined where it only is to be computed together. The paths of
 * an SVEC MUST NOT share what its flags say (RFC 5440 7.13.2), so disjointness is strict. Links are compared without their direction, which is what
 * link direction diversity (D, RFC 8306 3.12) asks for too.
 */
export function disjointnessOf({
  svec,
  of,
  metrics,
}: SynchronizationVector): Result<DisjointnessConstraint | undefined, RequestRefusal> {
  const refused = (what: string) => err({ errorType: 4, errorValue: 4, detail: `${what} is not supported` });
  // Without another objective function the cumulative cost is minimised.
  if (of?.p === true && of.code !== OBJECTIVE_FUNCTION.MCC)
    return refused(`objective function ${of.code} of a set`);
  const bound = metrics.find((metric) => metric.p === true && metric.bound);
  if (bound !== undefined) return refused(`a bound on metric ${bound.metricType} of a set`);
  const flags = svec.otherFlags ?? 0;
  if (svec.p === true && (flags & UNSUPPORTED_DIVERSITY) !== 0)
    return refused('partial path or domain diversity');
  const level = levelOf(svec, (flags & LINK_DIRECTION_DIVERSE) !== 0);
  return ok(level === undefined ? undefined : { level, strict: true });
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

import type { ObservedPathRequest } from '../../../app/ports/pcc-observer.js';
import type { Hop } from '../../../domain/values/hop.js';
import type { SetupType } from '../../../domain/values/lsp.js';
import { type PathObjective, type PathRequest, pathRequest } from '../../../domain/values/path-request.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import { sidDepthFor } from '../../../domain/values/sid-depth.js';
import type { PccCapabilities } from '../../../events/catalogue/session.js';
import { OBJECTIVE_FUNCTION } from '../codec/code-points.js';
import type { PathComputationRequest } from '../codec/messages/pcreq.js';
import type { EroSubobject, XroSubobject } from '../codec/subobjects/route-subobject.js';
import { findTlv } from '../codec/tlvs/tlv.js';
import { bandwidthOf, boundsOf, groupsOf, metricOf, objectiveOf } from './attributes.js';
import { hopsOfRro } from './route.js';
import { pathSetupTypeIn, setupTypeOf } from './setup-type.js';

/** Why a request can't be computed as asked; goes into a PCErr with its RP (RFC 5440 7.15). */
export interface RequestRefusal {
  readonly errorType: number;
  readonly errorValue: number;
  readonly detail: string;
}

/** Objective functions of a single path by their codes (RFC 5541 4). Without one the cost is minimised. */
const PATH_OBJECTIVES: ReadonlyMap<number, PathObjective> = new Map([
  [OBJECTIVE_FUNCTION.MCP, 'MINIMUM_COST'],
  [OBJECTIVE_FUNCTION.MLP, 'MINIMUM_LOAD'],
  [OBJECTIVE_FUNCTION.MBP, 'MAXIMUM_BANDWIDTH'],
]);

export function objectiveCodeOf(objective: PathObjective = 'MINIMUM_COST'): number {
  const known = [...PATH_OBJECTIVES].find(([, name]) => name === objective);
  return known === undefined ? OBJECTIVE_FUNCTION.MCP : known[0];
}

/** What the PCC can impose on a packet. */
type RequesterLimits = Pick<PccCapabilities, 'maximumSidDepth' | 'srv6'>;

const UNSUPPORTED_PARAMETER = { errorType: 4, errorValue: 4 };

/**
 * A request in the core's terms. In a set the members' metrics count together, and an objective function of a single
 * path is one that can't be obeyed (RFC 5541 4). What must be obeyed (P flag) and can't be is refused, never quietly left
 * out.
 */
export function observedRequest(
  request: PathComputationRequest,
  capabilities: RequesterLimits = {},
  inSet = false,
): Result<ObservedPathRequest, RequestRefusal> {
  const refusal = unsupported(request, inSet);
  if (refusal !== undefined) return err(refusal);
  const setupType = setupTypeOfRequest(request, capabilities);
  if (setupType === undefined)
    return err({ errorType: 21, errorValue: 1, detail: 'path setup type not supported' });
  const maximumSidDepth = sidDepthFor(setupType, capabilities);
  const { rp, lspa, lsp } = request;
  const hasPrevious = rp.reoptimization && request.rro !== undefined;
  return ok({
    requestId: rp.requestId,
    request: constraintsOf(request, inSet),
    holdingPriority: lspa?.holdingPriority ?? 0,
    setupType,
    ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }),
    ...(lsp === undefined ? {} : { lsp: identityOf(lsp) }),
    ...(hasPrevious ? { previous: previousOf(request) } : {}),
    ...(rp.loose ? { looseHops: true as const } : {}),
    avoid: (request.xro?.subobjects ?? []).filter(({ soft }) => soft).flatMap(excludedReferenceOf),
  });
}

function constraintsOf(request: PathComputationRequest, inSet: boolean): PathRequest {
  const { endPoints, lspa, of, metrics, iro, xro } = request;
  const objective = of === undefined || inSet ? undefined : PATH_OBJECTIVES.get(of.code);
  const hard = (xro?.subobjects ?? []).filter(({ soft }) => !soft);
  return pathRequest({
    source: endPoints.source,
    destination: endPoints.destination,
    bandwidth: bandwidthOf(request.bandwidth),
    setupPriority: lspa?.setupPriority ?? 0,
    metric: objectiveOf(metrics) ?? 'TE',
    ...(objective === undefined || objective === 'MINIMUM_COST' ? {} : { objective }),
    bounds: boundsOf(metrics) ?? [],
    includeAny: groupsOf(lspa?.includeAny ?? 0),
    includeAll: groupsOf(lspa?.includeAll ?? 0),
    excludeAny: groupsOf(lspa?.excludeAny ?? 0),
    exclude: hard.flatMap(excludedReferenceOf),
    excludeSrlgs: hard.flatMap((subobject) => (subobject.kind === 'SRLG' ? [subobject.srlg] : [])),
    include: (iro?.subobjects ?? []).flatMap(includedReferenceOf),
  });
}

function unsupported(request: PathComputationRequest, inSet: boolean): RequestRefusal | undefined {
  const { rp, of, metrics, iro, xro } = request;
  if (rp.bidirectional) return { ...UNSUPPORTED_PARAMETER, detail: 'bidirectional LSPs are not supported' };
  if (of?.p === true && !(inSet ? of.code === OBJECTIVE_FUNCTION.MCP : PATH_OBJECTIVES.has(of.code))) {
    return { ...UNSUPPORTED_PARAMETER, detail: `objective function ${of.code} is not supported` };
  }
  const foreign = metrics.find(({ p, metricType }) => p === true && metricOf(metricType) === undefined);
  if (foreign !== undefined)
    return { ...UNSUPPORTED_PARAMETER, detail: `metric type ${foreign.metricType} is not supported` };
  const strange =
    (iro?.subobjects ?? []).find((subobject) => includedReferenceOf(subobject).length === 0) ??
    (xro?.subobjects ?? []).find(
      (subobject) =>
        !subobject.soft && subobject.kind !== 'SRLG' && excludedReferenceOf(subobject).length === 0,
    );
  if (strange === undefined) return undefined;
  return { ...UNSUPPORTED_PARAMETER, detail: `${strange.kind} subobjects are not supported as a constraint` };
}

/** The node or link that a subobject names, for the computer to find. */
function referenceOf(subobject: EroSubobject | XroSubobject): readonly string[] {
  switch (subobject.kind) {
    case 'IPv4':
      return subobject.prefixLength === 32 ? [subobject.address] : [];
    case 'IPv6':
      return subobject.prefixLength === 128 ? [subobject.address] : [];
    default:
      return [];
  }
}

/** As in a route, and of an autonomous system all nodes (RFC 5521 2.1.1). */
const excludedReferenceOf = (subobject: XroSubobject): readonly string[] =>
  autonomousSystemIn(subobject) ?? referenceOf(subobject);

/** As in a route, abstract nodes too, of which any node will do, strict unless it says loose (RFC 7896 2.1, RFC 7897 3.4). */
function includedReferenceOf(subobject: EroSubobject): readonly string[] {
  const named = autonomousSystemIn(subobject) ?? prefixIn(subobject) ?? referenceOf(subobject);
  return subobject.loose ? named : named.map((reference) => `strict ${reference}`);
}

const autonomousSystemIn = (subobject: EroSubobject | XroSubobject): readonly string[] | undefined =>
  subobject.kind === 'AS' || subobject.kind === 'AS4' ? [`AS ${subobject.as}`] : undefined;

/** Undefined for the address of a single node or interface. */
const prefixIn = (subobject: EroSubobject): readonly string[] | undefined =>
  (subobject.kind === 'IPv4' && subobject.prefixLength < 32) ||
  (subobject.kind === 'IPv6' && subobject.prefixLength < 128)
    ? [`${subobject.address}/${subobject.prefixLength}`]
    : undefined;

/** Absent TLV: RSVP-TE (RFC 8408 4). SRv6 has to have been announced (RFC 9603 5.1). */
function setupTypeOfRequest(
  { rp }: PathComputationRequest,
  { srv6 }: RequesterLimits,
): SetupType | undefined {
  const setupType = setupTypeOf(pathSetupTypeIn(rp.tlvs) ?? 0);
  return setupType === 'SRV6' && srv6 === undefined ? undefined : setupType;
}

function identityOf(
  lsp: NonNullable<PathComputationRequest['lsp']>,
): NonNullable<ObservedPathRequest['lsp']> {
  const name = findTlv(lsp.tlvs, 'SYMBOLIC-PATH-NAME')?.text;
  return { plspId: lsp.plspId, ...(name === undefined ? {} : { name }) };
}

function previousOf(request: PathComputationRequest): {
  readonly hops: readonly Hop[];
  readonly bandwidth: number;
} {
  const hops = hopsOfRro(request.rro?.subobjects ?? []);
  return { hops, bandwidth: bandwidthOf(request.existingBandwidth ?? request.bandwidth) };
}

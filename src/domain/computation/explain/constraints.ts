import type { Metric } from '../../values/metric.js';
import { METRICS } from '../../values/metric.js';
import type { NoPathReason, PathRequest } from '../../values/path-request.js';
import { unreachable } from '../../values/result.js';

/** Lists of a request that can be relaxed by dropping elements. */
export type ListConstraint = 'includeAll' | 'excludeAny' | 'exclude' | 'excludeSrlgs' | 'include';

/** One constraint of a request, as it is named in a relaxation. */
export type Constraint =
  | { readonly kind: 'bandwidth' }
  | { readonly kind: 'bound'; readonly metric: Metric }
  | { readonly kind: 'includeAny' }
  | { readonly kind: 'list'; readonly field: ListConstraint }
  /** Only links whose delay is known, as the request minimises or bounds it. */
  | { readonly kind: 'delayKnown' };

const LISTS: readonly ListConstraint[] = ['includeAll', 'excludeAny', 'exclude', 'excludeSrlgs', 'include'];

/** The constraints that a request has, most telling first. */
export function constraintsOf(request: PathRequest): readonly Constraint[] {
  const bounded = METRICS.filter((metric) => request.bounds.some((bound) => bound.metric === metric));
  return [
    ...(request.bandwidth > 0 ? [{ kind: 'bandwidth' as const }] : []),
    ...bounded.map((metric) => ({ kind: 'bound' as const, metric })),
    ...(request.includeAny.length > 0 ? [{ kind: 'includeAny' as const }] : []),
    ...LISTS.filter((field) => request[field].length > 0).map((field) => ({ kind: 'list' as const, field })),
    ...(request.metric === 'DELAY' || bounded.includes('DELAY') ? [{ kind: 'delayKnown' as const }] : []),
  ];
}

/** The request without the constraint; `delayKnown` is not part of the request and stays. */
export function withoutConstraint(request: PathRequest, constraint: Constraint): PathRequest {
  switch (constraint.kind) {
    case 'bandwidth':
      return { ...request, bandwidth: 0 };
    case 'bound':
      return { ...request, bounds: request.bounds.filter((bound) => bound.metric !== constraint.metric) };
    case 'includeAny':
      return { ...request, includeAny: [] };
    case 'list':
      return { ...request, [constraint.field]: [] };
    case 'delayKnown':
      return request;
    default:
      return unreachable(constraint);
  }
}

export function reasonOf(constraint: Constraint): NoPathReason {
  switch (constraint.kind) {
    case 'bandwidth':
      return 'BANDWIDTH';
    case 'bound':
    case 'delayKnown':
      return 'METRIC_BOUND';
    case 'includeAny':
      return 'AFFINITY';
    case 'list':
      return LIST_REASONS[constraint.field];
    default:
      return unreachable(constraint);
  }
}

const LIST_REASONS: Readonly<Record<ListConstraint, NoPathReason>> = {
  includeAll: 'AFFINITY',
  excludeAny: 'AFFINITY',
  exclude: 'EXCLUSION',
  excludeSrlgs: 'EXCLUSION',
  include: 'INCLUSION',
};

import { wholeBitsPerSecond } from '../domain/values/bandwidth.js';
import type { MetricBound } from '../domain/values/metric.js';
import { type PathObjective, type PathRequest, pathRequest } from '../domain/values/path-request.js';
import { inputError } from './errors.js';
import type { LinkConstraints, PathRequest as PathRequestInput } from './generated/types.js';

const MAXIMUM_ALTERNATIVES = 32;
const MAXIMUM_INCLUDED = 64;
const MAXIMUM_BITS_PER_SECOND = Number.MAX_SAFE_INTEGER;

/** The request in the core's terms. @throws GraphQLError naming the field that can't be meant. */
export function pathRequestOf(input: PathRequestInput, argument: string): PathRequest {
  const field = (name: string): string => `${argument}.${name}`;
  return pathRequest({
    source: input.source,
    destination: input.destination,
    bandwidth: bandwidthOf(input.bandwidth ?? 0, field('bandwidth')),
    setupPriority: priorityOf(input.setupPriority ?? 7, field('setupPriority')),
    metric: input.metric ?? 'TE',
    ...((input.objective ?? 'MINIMUM_COST') === 'MINIMUM_COST'
      ? {}
      : { objective: input.objective as PathObjective }),
    bounds: boundsOf(input.bounds ?? [], field('bounds')),
    ...linkConstraintsOf(input, argument),
    include: includedOf(input.include ?? [], field('include')),
    ...algorithmOf(input.algorithm, field('algorithm')),
    alternatives: alternativesOf(input.alternatives ?? 0, field('alternatives')),
  });
}

/** What is asked of each link. @throws GraphQLError naming the field that can't be meant. */
export function linkConstraintsOf(
  input: LinkConstraints,
  argument: string,
): Pick<PathRequest, 'includeAny' | 'includeAll' | 'excludeAny' | 'exclude' | 'excludeSrlgs'> {
  const field = (name: string): string => `${argument}.${name}`;
  return {
    includeAny: groupsOf(input.includeAny ?? [], field('includeAny')),
    includeAll: groupsOf(input.includeAll ?? [], field('includeAll')),
    excludeAny: groupsOf(input.excludeAny ?? [], field('excludeAny')),
    exclude: input.exclude ?? [],
    excludeSrlgs: riskGroupsOf(input.excludeSrlgs ?? [], field('excludeSrlgs')),
  };
}

export function bandwidthOf(bitsPerSecond: number, argument: string): number {
  const allowed = bitsPerSecond >= 0 && bitsPerSecond <= MAXIMUM_BITS_PER_SECOND;
  if (!allowed) throw inputError(argument, `must be 0 or more bit/s and at most 2^53, not ${bitsPerSecond}`);
  return wholeBitsPerSecond(bitsPerSecond);
}

export function priorityOf(priority: number, argument: string): number {
  if (priority < 0 || priority > 7) throw inputError(argument, `must be 0 (highest) to 7, not ${priority}`);
  return priority;
}

function boundsOf(bounds: readonly MetricBound[], argument: string): readonly MetricBound[] {
  const bounded = new Set<string>();
  for (const { metric, max } of bounds) {
    if (!(max >= 0)) throw inputError(argument, `the largest ${metric} must be 0 or more, not ${max}`);
    if (metric === 'LOSS' && max > 1) throw inputError(argument, `LOSS is a share from 0 to 1, not ${max}`);
    if (bounded.has(metric)) throw inputError(argument, `${metric} is bounded twice`);
    bounded.add(metric);
  }
  return bounds.map(({ metric, max }) => ({ metric, max }));
}

function groupsOf(groups: readonly number[], argument: string): readonly number[] {
  for (const group of groups) {
    if (group < 0 || group > 31) throw inputError(argument, `bit numbers are 0 to 31, not ${group}`);
  }
  return distinct(groups);
}

function riskGroupsOf(groups: readonly number[], argument: string): readonly number[] {
  for (const group of groups) if (group < 0) throw inputError(argument, `groups are 0 or more, not ${group}`);
  return distinct(groups);
}

function includedOf(include: readonly string[], argument: string): readonly string[] {
  if (include.length > MAXIMUM_INCLUDED) {
    throw inputError(argument, `may name at most ${MAXIMUM_INCLUDED} nodes and links, not ${include.length}`);
  }
  return include;
}

function algorithmOf(algorithm: number | null | undefined, argument: string): Pick<PathRequest, 'algorithm'> {
  if (algorithm === null || algorithm === undefined) return {};
  if (algorithm < 0 || algorithm > 255) throw inputError(argument, `must be 0 to 255, not ${algorithm}`);
  return { algorithm };
}

function alternativesOf(alternatives: number, argument: string): number {
  if (alternatives < 0 || alternatives > MAXIMUM_ALTERNATIVES) {
    throw inputError(argument, `must be 0 to ${MAXIMUM_ALTERNATIVES}, not ${alternatives}`);
  }
  return alternatives;
}

const distinct = (numbers: readonly number[]): readonly number[] =>
  [...new Set(numbers)].sort((a, b) => a - b);

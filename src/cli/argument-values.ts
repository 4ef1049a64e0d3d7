import { InvalidArgumentError } from 'commander';
import type {
  AsOf,
  DisjointnessLevel,
  Metric,
  MetricBound,
  PathObjective,
  ReoptimizationGoal,
} from '../graphql/generated/types.js';

const MULTIPLIERS: Readonly<Record<string, number>> = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** `5G`, `2.5 Gbit/s`, `1e9`: bit/s. */
export function parseBandwidth(text: string): number {
  const match = /^(\d+(?:\.\d+)?(?:e\d+)?) ?([kKMGT]?)(?:bit\/s|bps)?$/.exec(text.trim());
  const multiplier = MULTIPLIERS[match?.[2] ?? ''];
  const value = Number(match?.[1]) * (multiplier ?? Number.NaN);
  if (!Number.isFinite(value)) {
    throw new InvalidArgumentError('Give bit/s with k, M, G or T after the number, such as 5G or 2.5M.');
  }
  return value;
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** A moment: digits are a position in the log, otherwise an instant in RFC 3339 form. */
export function parseMoment(text: string): AsOf {
  if (/^\d+$/.test(text)) return { position: text };
  const time = text.replace(' ', 'T');
  if (RFC3339.test(text) && !Number.isNaN(Date.parse(time))) return { time };
  throw new InvalidArgumentError(
    'Give a position in the log, such as 120, or a time with its offset, such as 2026-03-01T12:00:00Z.',
  );
}

const METRICS: readonly Metric[] = ['IGP', 'TE', 'HOPS', 'DELAY', 'DELAY_VARIATION', 'LOSS'];

export function parseMetric(text: string): Metric {
  const metric = METRICS.find((name) => name === text.toUpperCase().replaceAll('-', '_'));
  if (metric === undefined) throw new InvalidArgumentError(`Metrics are ${METRICS.join(', ')}.`);
  return metric;
}

const OBJECTIVES: readonly PathObjective[] = ['MINIMUM_COST', 'MINIMUM_LOAD', 'MAXIMUM_BANDWIDTH'];

/** `minimum-load` and the like. */
export function parseObjective(text: string): PathObjective {
  const objective = OBJECTIVES.find((name) => name === text.toUpperCase().replaceAll('-', '_'));
  if (objective === undefined) {
    throw new InvalidArgumentError('Objectives are minimum-cost, minimum-load and maximum-bandwidth.');
  }
  return objective;
}

const GOALS: readonly ReoptimizationGoal[] = ['MIN_MAX_UTILIZATION', 'MAX_THROUGHPUT', 'MIN_TOTAL_METRIC'];

/** `min-max-utilization` and the like. */
export function parseGoal(text: string): ReoptimizationGoal {
  const goal = GOALS.find((name) => name === text.toUpperCase().replaceAll('-', '_'));
  if (goal === undefined) {
    throw new InvalidArgumentError('Goals are min-max-utilization, min-total-metric and max-throughput.');
  }
  return goal;
}

/** `0.01` or `1%`. */
export function parseShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?) ?(%?)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Give a share, such as 0.01 or 1%.');
  return match[2] === '%' ? Number(match[1]) / 100 : Number(match[1]);
}

const LEVELS: readonly DisjointnessLevel[] = ['LINK', 'NODE', 'SRLG', 'SRLG_NODE'];

export function parseDisjointness(text: string): DisjointnessLevel {
  const level = LEVELS.find((name) => name === text.toUpperCase().replaceAll('-', '_'));
  if (level === undefined)
    throw new InvalidArgumentError('Paths are link-, node-, srlg- or srlg-node-disjoint.');
  return level;
}

const MICROSECONDS: Readonly<Record<string, number>> = { '': 1, us: 1, µs: 1, ms: 1e3 };

/** One more `METRIC=MAX`; of DELAY in microseconds, or with `ms` after the number. */
export function parseBound(text: string, before: readonly MetricBound[] = []): readonly MetricBound[] {
  const match = /^([A-Za-z_-]+)(?:<?=)(\d+(?:\.\d+)?)(us|µs|ms)?$/.exec(text);
  if (match === null) {
    throw new InvalidArgumentError(
      'Give METRIC=MAX, such as DELAY=2000 (microseconds), DELAY=2ms or HOPS=4.',
    );
  }
  const [, name = '', amount = '', unit = ''] = match;
  const metric = parseMetric(name);
  if (unit !== '' && metric !== 'DELAY' && metric !== 'DELAY_VARIATION')
    throw new InvalidArgumentError(`${metric} has no unit.`);
  if (before.some((bound) => bound.metric === metric)) {
    throw new InvalidArgumentError(`${metric} is bounded twice.`);
  }
  return [...before, { metric, max: Number(amount) * (MICROSECONDS[unit] ?? 1) }];
}

/** Names with commas between; the option may be repeated. */
export function parseList(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('Give names with commas between, such as A,B.');
  return [...before, ...names];
}

/** Whole numbers with commas between; the option may be repeated. */
export function parseNumbers(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, ...parseList(text).map((number) => parseWhole(number))];
}

export function parseWhole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number, 0 or more.');
  return Number(text);
}

/** How many to list. */
export function parseCount(text: string): number {
  const count = parseWhole(text);
  if (count === 0) throw new InvalidArgumentError('Give a whole number, 1 or more.');
  return count;
}

/** Address of the GraphQL endpoint; that of the server alone will do. */
export function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('Give an address such as http://127.0.0.1:4000/graphql.');
  }
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}

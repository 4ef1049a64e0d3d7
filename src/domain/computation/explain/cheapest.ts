import type { Metric } from '../../values/metric.js';
import type { Path } from '../../values/path.js';
import { unreachable } from '../../values/result.js';
import type { CheapestBecause, CheapestRelaxation, Relaxation, RelaxationConcern } from '../computer.js';

const CONCERNS: readonly RelaxationConcern[] = ['REQUEST', 'OTHER_LSPS', 'NETWORK'];
const OF_NETWORK: readonly string[] = [
  'operational',
  'delayKnown',
  'maximumSidDepth',
  'segmentId',
  'address',
];

/**
 * The relaxation that touches least: the request alone before other LSPs before the network; then the lowest price;
 * then the better path by the metric; then the one named first. A total order, so that the choice is always the same.
 */
export function cheapestOf(
  relaxations: readonly Relaxation[],
  metric: Metric,
): CheapestRelaxation | undefined {
  const ranked = relaxations.map((_, index) => index);
  ranked.sort((a, b) => compare(relaxations[a]!, relaxations[b]!, metric).order || a - b);
  const [best, second] = ranked.map((index) => relaxations[index]!);
  if (best === undefined) return undefined;
  const chosen = { relaxation: best, concern: concernOf(best), price: priceOf(best) };
  if (second === undefined) return { ...chosen, because: 'ONLY' };
  return { ...chosen, because: compare(best, second, metric).because, next: second };
}

function compare(
  a: Relaxation,
  b: Relaxation,
  metric: Metric,
): { readonly order: number; readonly because: CheapestBecause } {
  const concern = CONCERNS.indexOf(concernOf(a)) - CONCERNS.indexOf(concernOf(b));
  if (concern !== 0) return { order: concern, because: 'CONCERN' };
  const price = priceOf(a) - priceOf(b);
  if (price !== 0) return { order: price, because: 'PRICE' };
  const cost = costOf(a.path, metric) - costOf(b.path, metric);
  // Two unknown delays have no difference.
  if (cost !== 0 && !Number.isNaN(cost)) return { order: cost, because: 'PATH' };
  return { order: 0, because: 'ORDER' };
}

function concernOf({ constraint }: Relaxation): RelaxationConcern {
  if (constraint === 'setupPriority') return 'OTHER_LSPS';
  return OF_NETWORK.includes(constraint) ? 'NETWORK' : 'REQUEST';
}

const priceOf = ({ price }: Relaxation): number => price ?? 1;

function costOf(path: Path, metric: Metric): number {
  switch (metric) {
    case 'IGP':
      return path.igpMetric;
    case 'TE':
      return path.teMetric;
    case 'DELAY':
      return path.delay ?? Number.POSITIVE_INFINITY;
    case 'DELAY_VARIATION':
      return path.delayVariation ?? Number.POSITIVE_INFINITY;
    case 'LOSS':
      return path.loss ?? Number.POSITIVE_INFINITY;
    case 'HOPS':
      return path.links.length;
    default:
      return unreachable(metric);
  }
}

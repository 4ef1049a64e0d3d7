import { orderMoves } from '../../../src/domain/computation/global/move-order/order-moves.js';
import type {
  MoveOrder,
  OrderedLsp,
  OrderProblem,
} from '../../../src/domain/computation/global/move-order/problem.js';
import type { Effort, GlobalDemand, GlobalProblem } from '../../../src/domain/computation/global/problem.js';
import type { ReoptimizationWish } from '../../../src/domain/computation/global/reoptimization.js';
import { reoptimize as plan } from '../../../src/domain/computation/global/reoptimize.js';
import { overloadsInRandomInterleaving, type PlayedStep } from '../../support/move-order-simulator.js';
import { type Benchmark, type Finding, single } from '../measure.js';
import { Random } from '../random.js';
import { drawLsps, emptyNetwork, type Lsp, placeInTurn } from './crowded-network.js';

const LSPS = 10_000;
const SEED = 1;
const SECONDS = 10;
const INTERLEAVINGS = 20;
/** Gbit/s of the largest LSP, so that some links are full and nearly all LSPs have a path. */
const LARGEST = 5;

const WISHES: readonly (readonly [string, ReoptimizationWish])[] = [
  ['levelled, global', { goal: 'MIN_MAX_UTILIZATION', scope: 'GLOBAL' }],
  ['levelled, at most 1,000 moves', { goal: 'MIN_MAX_UTILIZATION', scope: 'INCREMENTAL', maxMoves: 1000 }],
];
const AFTER_TEARDOWN: ReoptimizationWish = { goal: 'MIN_TOTAL_METRIC', scope: 'INCREMENTAL' };
/** Of the LSPs that were there when the others took what was left. */
const GONE = 0.25;

export const reoptimize: Benchmark = {
  name: 'reoptimize',
  summary:
    '10,000 LSPs on 1,000 nodes, placed in their order of arrival: better paths, and the moves in a safe order',
  limits: [
    'the plan alone, as the domain computes it: no PCEP, no log; one core, wall clock',
    'overloads are counted by a simulator that shares no code with the plan, over random interleavings of the steps of each wave',
    'all at once: the same moves without an order, each make-before-break by itself, interleaved in the same way',
    'the bound of utilisation is the one that the plan proves; the linear model of this network is too large for HiGHS',
  ],
  run: async () => measure(),
};

function measure(): readonly Finding[] {
  const network = emptyNetwork();
  const lsps = drawLsps(network, LSPS, LARGEST, SEED);
  const demands = placeInTurn(network, lsps).filter(({ current }) => current !== undefined);
  console.log(`  ${demands.length} of ${LSPS} LSPs have a path in order of arrival`);
  const problem = { ...network, demands };
  return [
    ...WISHES.flatMap(([name, wish]) => planned(name, problem, wish)),
    ...planned(
      'cheaper after a quarter is torn down',
      { ...network, demands: whatIsLeft(network) },
      AFTER_TEARDOWN,
    ),
    ...exchanged(network, lsps, demands),
  ];
}

/** 10,000 LSPs that are where there was room when there were more. */
function whatIsLeft(network: GlobalProblem): readonly GlobalDemand[] {
  const more = drawLsps(network, Math.round(LSPS / (1 - GONE)), LARGEST, SEED);
  const random = new Random(SEED);
  return placeInTurn(network, more).filter(({ current }) => current !== undefined && random.next() >= GONE);
}

function planned(name: string, problem: GlobalProblem, wish: ReoptimizationWish): readonly Finding[] {
  const started = performance.now();
  const end = started + SECONDS * 1000;
  const effort: Effort = { seed: SEED, steps: Number.POSITIVE_INFINITY, stop: () => performance.now() > end };
  const outcome = plan(problem, wish, effort);
  const seconds = (performance.now() - started) / 1000;
  const title = `reoptimize: ${name}`;
  if (outcome.kind === 'none') throw new Error(`${title}: ${outcome.reason}`);
  const { before, after, order, moved, utilizationBound, notDone } = outcome;
  const isLevelled = wish.goal === 'MIN_MAX_UTILIZATION';
  const change = isLevelled
    ? {
        name: `${title}: largest utilisation afterwards`,
        value: after.utilization,
        unit: 'of the capacity',
        versus: { name: 'the bound', value: utilizationBound },
        ratio: utilizationBound / after.utilization,
        note: `${before.utilization.toFixed(4)} before`,
      }
    : {
        name: `${title}: sum of metrics afterwards`,
        value: after.totalMetric,
        unit: '',
        versus: { name: 'before', value: before.totalMetric },
        ratio: before.totalMetric / after.totalMetric,
      };
  const costs = `${order.waves} waves, ${order.detoured.length} temporary paths, ${notDone.length} not done`;
  return [
    single(
      { name: `${title}: plan`, unit: 's', higherIsBetter: false, note: `search ended after ${SECONDS} s` },
      seconds,
    ),
    { higherIsBetter: false, ...change },
    single({ name: `${title}: LSPs moved`, unit: 'LSPs', higherIsBetter: false, note: costs }, moved.length),
    overloads(title, problem, order),
  ];
}

/** Happenings with a link newly or further over its capacity, over all interleavings. */
function overloads(
  title: string,
  { capacity, background, demands }: GlobalProblem,
  order: MoveOrder,
): Finding {
  const network = {
    capacity: [...capacity],
    background: [...(background ?? capacity.map(() => 0))],
    present: new Map(
      demands.flatMap(({ id, current, bandwidth }) =>
        current === undefined ? [] : [[id, { path: current, bandwidth }] as const],
      ),
    ),
  };
  const random = new Random(SEED);
  const played = (steps: readonly PlayedStep[]): { happenings: number; links: number } => {
    let happenings = 0;
    const links = new Set<number>();
    for (let round = 0; round < INTERLEAVINGS; round++) {
      const outcome = overloadsInRandomInterleaving(network, steps, (limit) => random.below(limit));
      happenings += outcome.happenings;
      for (const link of outcome.links) links.add(link);
    }
    return { happenings, links: links.size };
  };
  const ordered = played(order.steps);
  const direct = order.steps.filter(({ action }) => action === 'MOVE' || action === 'SET_UP');
  const presentOf = (id: string) => network.present.get(id);
  const atOnce = played(direct.map((step) => ({ ...step, from: presentOf(step.lsp), wave: 0, after: [] })));
  return {
    name: `${title}: transient overloads in ${INTERLEAVINGS} interleavings`,
    value: ordered.happenings,
    unit: 'steps',
    higherIsBetter: false,
    versus: { name: `all at once (on ${atOnce.links} links)`, value: atOnce.happenings },
    ratio: null,
  };
}

/** From one crowded placement to that of another order of arrival: hardly a link without somebody who waits. */
function exchanged(
  network: GlobalProblem,
  lsps: readonly Lsp[],
  demands: readonly GlobalDemand[],
): readonly Finding[] {
  const others = new Map(placeInTurn(network, lsps.toReversed()).map(({ id, current }) => [id, current]));
  const both = demands.filter(({ id }) => others.get(id) !== undefined);
  const findings: Finding[] = [];
  for (const allowRelease of [false, true]) {
    const problem: OrderProblem = {
      ...network,
      lsps: both.map(
        ({ id, bandwidth, current }): OrderedLsp => ({
          id,
          present: { path: current!, bandwidth },
          target: { path: others.get(id)!, bandwidth },
        }),
      ),
    };
    const started = performance.now();
    const order = orderMoves(problem, { allowRelease });
    const seconds = (performance.now() - started) / 1000;
    const title = `reoptimize: to the placement of the reverse order of arrival${allowRelease ? ', releases allowed' : ''}`;
    const moved = new Set(order.steps.map(({ lsp }) => lsp)).size;
    const note = `${moved} LSPs moved in ${order.waves} waves, ${order.detoured.length} temporary paths, ${order.released.length} releases, ${order.staying.length} stay`;
    findings.push(
      single({ name: `${title}: order`, unit: 's', higherIsBetter: false, note }, seconds),
      overloads(title, { ...network, demands: both }, order),
    );
  }
  return findings;
}

import type {
  PlacementFigures,
  ReoptimizationPlan,
  ReoptimizationStep,
} from '../../graphql/generated/types.js';
import { PATH_SUMS, type PathSums, routeText } from './path.js';
import { bandwidthText, counted, shareText } from './quantities.js';
import { fields, table } from './table.js';

type Maybe<Value> = Value | null | undefined;

export type ShownStep = Pick<ReoptimizationStep, 'lspId' | 'action' | 'state' | 'wave' | 'failure'> & {
  readonly from?: Maybe<PathSums>;
  readonly to?: Maybe<PathSums>;
};

export type ShownPlan = Pick<
  ReoptimizationPlan,
  'before' | 'after' | 'gain' | 'bound' | 'boundBy' | 'gap' | 'detoured' | 'released' | 'notDone'
> & { readonly steps: readonly ShownStep[] };

const FIGURES = 'utilization totalMetric placedBandwidth placed';

/** Selection of ShownPlan. */
export const PLAN_FIELDS = `before { ${FIGURES} } after { ${FIGURES} } gain bound boundBy gap detoured released
  notDone { lspId reason }
  steps { lspId action state wave failure { code message } from { ${PATH_SUMS} } to { ${PATH_SUMS} } }`;

/** `3 of 5 steps done, 1 failed` */
export function progressText({ steps }: ShownPlan): string {
  if (steps.length === 0) return 'nothing to be gained';
  const of = (...states: readonly ShownStep['state'][]): number =>
    steps.filter(({ state }) => states.includes(state)).length;
  const also = [
    [of('FAILED'), 'failed'],
    [of('UNDONE'), 'undone'],
    [of('NOT_UNDONE'), 'could not be undone'],
  ] as const;
  const told = also.flatMap(([count, what]) => (count === 0 ? [] : [`, ${count} ${what}`]));
  return `${of('DONE')} of ${counted(steps.length, 'step')} done${told.join('')}`;
}

/** What it would do or does: figures before and after, then the steps by wave. */
export function planLines(plan: ShownPlan): readonly string[] {
  const { steps, detoured, released, notDone } = plan;
  return [
    ...table<readonly [string, PlacementFigures]>(
      [
        { title: '', cell: ([when]) => when },
        { title: 'UTILIZATION', cell: ([, { utilization }]) => shareText(utilization), right: true },
        { title: 'TE METRIC', cell: ([, { totalMetric }]) => `${totalMetric}`, right: true },
        {
          title: 'BANDWIDTH',
          cell: ([, { placedBandwidth }]) => bandwidthText(placedBandwidth),
          right: true,
        },
        { title: 'LSPS', cell: ([, { placed }]) => `${placed}`, right: true },
      ],
      [
        ['before', plan.before],
        ['after', plan.after],
      ],
    ),
    '',
    ...fields([
      ['gain', shareText(plan.gain)],
      [
        'gap',
        typeof plan.gap === 'number'
          ? `at most ${shareText(plan.gap)} of the best (${plan.boundBy})`
          : undefined,
      ],
      ['detoured', listed(detoured)],
      ['released', listed(released)],
    ]),
    ...(steps.length === 0 ? [] : ['', ...stepTable(steps)]),
    ...(notDone.length === 0 ? [] : ['', ...notDone.map(({ lspId, reason }) => `${lspId} stays: ${reason}`)]),
  ];
}

const listed = (lsps: readonly string[]): string | undefined =>
  lsps.length === 0 ? undefined : lsps.join(', ');

const stepTable = (steps: readonly ShownStep[]): readonly string[] =>
  table<ShownStep>(
    [
      { title: 'WAVE', cell: ({ wave }) => `${wave}`, right: true },
      { title: 'LSP', cell: ({ lspId }) => lspId },
      { title: 'ACTION', cell: ({ action }) => action },
      { title: 'STATE', cell: ({ state, failure }) => (failure ? `${state} (${failure.code})` : state) },
      { title: 'FROM', cell: ({ from }) => routeText(from) },
      { title: 'TO', cell: ({ to }) => routeText(to) },
    ],
    [...steps].sort((a, b) => a.wave - b.wave),
  );

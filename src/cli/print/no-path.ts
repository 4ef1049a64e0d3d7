import type {
  BoundShortfall,
  CheapestRelaxation,
  LinkShortfall,
  Maybe,
  Node,
  NoPathReason,
  Relaxation,
} from '../../graphql/generated/types.js';
import { PATH_SUMS, type PathSums, routeText } from './path.js';
import { bandwidthText, counted, delayText, shareText } from './quantities.js';
import { fields, indented, table } from './table.js';

/** Selection of ShownNoPath. */
export const NO_PATH = `reasons
  relaxations { constraint from to path { ${PATH_SUMS} } }
  cheapest { relaxation { constraint from to } concern price because next { constraint } }
  bottleneck {
    from { id } to { id } reached reaching nodeCount
    links { link { id } shortfalls { constraint has wanted } }
  }
  bounds { metric max least }`;

type ShownRelaxation = Pick<Relaxation, 'constraint' | 'from' | 'to'> & { readonly path: PathSums };

interface ShownBottleneck {
  readonly from: Pick<Node, 'id'>;
  readonly to: Pick<Node, 'id'>;
  readonly reached: number;
  readonly reaching: number;
  readonly nodeCount: number;
  readonly links: readonly {
    readonly link: { readonly id: string };
    readonly shortfalls: readonly LinkShortfall[];
  }[];
}

type ShownCheapest = Pick<CheapestRelaxation, 'concern' | 'price' | 'because'> & {
  readonly relaxation: Pick<Relaxation, 'constraint' | 'from' | 'to'>;
  readonly next?: Maybe<Pick<Relaxation, 'constraint'>>;
};

export interface ShownNoPath {
  readonly reasons: readonly NoPathReason[];
  readonly relaxations: readonly ShownRelaxation[];
  readonly cheapest?: Maybe<ShownCheapest>;
  readonly bottleneck?: Maybe<ShownBottleneck>;
  readonly bounds: readonly BoundShortfall[];
}

const MEANINGS: Readonly<Record<NoPathReason, string>> = {
  UNKNOWN_SOURCE: 'no node has the id, name or router id that the path is to start from',
  UNKNOWN_DESTINATION: 'no node has the id, name or router id that the path is to lead to',
  UNREACHABLE: 'nothing that is up leads there, whatever the constraints',
  BANDWIDTH: 'not enough unreserved bandwidth',
  AFFINITY: 'administrative groups rule the links out',
  EXCLUSION: 'excluded nodes, links or shared risk groups are in the way',
  INCLUSION: 'nodes or links that are to be passed can not be',
  METRIC_BOUND: 'every path is above an upper limit of a metric',
  DISJOINTNESS: 'no paths that share as little as they must',
  CONFIDENTIALITY:
    'every path leads through an autonomous system whose inside the requester must not be told',
  POLICY: 'the head-end can not signal it, for example because of its label stack depth',
};

/** Why there is no path, where the way is barred, and what would help. */
export const noPathLines = (noPath: ShownNoPath, from: string, to: string): readonly string[] => [
  `NO-PATH from ${from} to ${to}`,
  '',
  'Why:',
  ...indented(fields(noPath.reasons.map((reason) => [reason, MEANINGS[reason]] as const))),
  ...bottleneckLines(noPath.bottleneck),
  ...boundLines(noPath.bounds),
  '',
  ...(noPath.relaxations.length === 0
    ? ['No single change of the request would help.']
    : ['What would help, each by itself:', ...indented(relaxationTable(noPath.relaxations))]),
  ...cheapestLines(noPath.cheapest),
];

function bottleneckLines(bottleneck: Maybe<ShownBottleneck>): readonly string[] {
  if (bottleneck === null || bottleneck === undefined) return [];
  const { from, to, reached, reaching, nodeCount, links } = bottleneck;
  const sides = `${from.id} reaches ${reached}, ${reaching} reach ${to.id}, of ${counted(nodeCount, 'node')}`;
  if (links.length === 0) return ['', `No known link leads on from ${from.id} to ${to.id} (${sides}).`];
  const rows = links.flatMap(({ link, shortfalls }) =>
    shortfalls.map((shortfall, index) => ({ ...shortfall, id: index === 0 ? link.id : '' })),
  );
  return [
    '',
    `From ${from.id} to ${to.id} one of these has to be taken (${sides}):`,
    ...indented(
      table(
        [
          { title: 'LINK', cell: ({ id }) => id },
          { title: 'CONSTRAINT', cell: ({ constraint }) => constraint },
          { title: 'HAS', cell: ({ constraint, has }) => constraintText(constraint, has) },
          { title: 'WANTED', cell: ({ constraint, wanted }) => constraintText(constraint, wanted) },
        ],
        rows,
      ),
    ),
  ];
}

function boundLines(bounds: readonly BoundShortfall[]): readonly string[] {
  if (bounds.length === 0) return [];
  const valueText = (metric: string, value: number): string => constraintText(`bounds.${metric}`, `${value}`);
  return [
    '',
    'The least that is possible under all other constraints:',
    ...indented(
      table(
        [
          { title: 'METRIC', cell: ({ metric }) => metric },
          { title: 'LEAST', cell: ({ metric, least }) => valueText(metric, least), right: true },
          { title: 'AT MOST', cell: ({ metric, max }) => valueText(metric, max), right: true },
        ],
        bounds,
      ),
    ),
  ];
}

function relaxationTable(relaxations: readonly ShownRelaxation[]): readonly string[] {
  return table<ShownRelaxation>(
    [
      { title: 'CONSTRAINT', cell: ({ constraint }) => constraint },
      { title: 'NOW', cell: ({ constraint, from }) => constraintText(constraint, from ?? '-') },
      { title: 'WOULD DO', cell: ({ constraint, to }) => constraintText(constraint, to) },
      { title: 'PATH', cell: ({ path }) => routeText(path) },
      { title: 'DELAY', cell: ({ path }) => delayText(path.delay), right: true },
    ],
    relaxations,
  );
}

function cheapestLines(cheapest: Maybe<ShownCheapest>): readonly string[] {
  if (cheapest === null || cheapest === undefined || cheapest.because === 'ONLY') return [];
  return ['', `Cheapest is ${cheapest.relaxation.constraint}: ${becauseText(cheapest)}.`];
}

function becauseText({ because, concern, price, next }: ShownCheapest): string {
  const other = next?.constraint ?? '';
  if (because === 'PATH') return `its path is better by the metric than that of ${other}`;
  if (because === 'ORDER') return `nothing sets it apart from ${other} but that it is named first`;
  if (because === 'CONCERN') {
    return concern === 'REQUEST'
      ? `unlike ${other} it touches only the request`
      : `unlike ${other} it touches other LSPs, not the network`;
  }
  return concern === 'REQUEST'
    ? `it gives up ${shareText(price)}, less than ${other}`
    : `it takes ${counted(price, 'change')}, fewer than ${other}`;
}

/** Constraints come as text; those that are quantities get their unit. */
function constraintText(constraint: string, value: string): string {
  const amount = value === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(amount)) return value;
  if (constraint === 'bandwidth') return bandwidthText(amount);
  return constraint === 'bounds.DELAY' ? delayText(amount) : value;
}

import type {
  MaintainedBooking,
  Maintenance,
  MaintenanceImpact,
  MaintenanceMove,
  MaintenanceState,
  Maybe,
  PlannedMove,
  StayingLsp,
} from '../../graphql/generated/types.js';
import { counted, shareText, UNKNOWN, yesNo } from './quantities.js';
import { fields, indented, table } from './table.js';

/** Names for `--state`. */
export const MAINTENANCE_STATES: readonly MaintenanceState[] = [
  'REQUESTED',
  'PLANNED',
  'DRAINING',
  'IN_PROGRESS',
  'RESTORING',
  'DONE',
  'CANCELLED',
  'REFUSED',
];

export type ListedMaintenance = Pick<
  Maintenance,
  'id' | 'name' | 'state' | 'start' | 'end' | 'nodes' | 'links' | 'srlgs'
>;

/** Selection of ListedMaintenance. */
export const LISTED_MAINTENANCE = 'id name state start end nodes links srlgs';

type Way = Pick<PlannedMove, 'lsp' | 'from' | 'to'>;
type Staying = Pick<StayingLsp, 'lsp' | 'reason' | 'noPath'>;

export type ShownMaintenance = ListedMaintenance &
  Pick<Maintenance, 'drainStart' | 'whatCannotMove' | 'revert' | 'requestedAt' | 'endedAt' | 'failure'> & {
    readonly impact?: Maybe<
      Pick<MaintenanceImpact, 'utilizationBefore' | 'utilizationAfter'> & {
        readonly moves: readonly Way[];
        readonly staying: readonly Staying[];
        readonly bookings: readonly Pick<MaintainedBooking, 'booking' | 'occurrence' | 'from' | 'to'>[];
      }
    >;
    readonly moves: readonly (Way & Pick<MaintenanceMove, 'state'>)[];
    readonly moved: readonly Way[];
    readonly staying: readonly Staying[];
  };

const STAYING = 'lsp reason noPath';

/** Selection of ShownMaintenance. */
export const MAINTENANCE_FIELDS = `${LISTED_MAINTENANCE} drainStart whatCannotMove revert requestedAt endedAt
  failure { code message }
  impact {
    utilizationBefore utilizationAfter
    moves { lsp from to } staying { ${STAYING} } bookings { booking occurrence from to }
  }
  moves { lsp from to state } moved { lsp from to } staying { ${STAYING} }`;

const resourcesText = ({ nodes, links, srlgs }: ListedMaintenance): string =>
  [...nodes, ...links, ...srlgs.map((srlg) => `SRLG ${srlg}`)].join(', ');

export const maintenanceTable = (windows: readonly ListedMaintenance[]): readonly string[] =>
  table(
    [
      { title: 'ID', cell: ({ id }) => id },
      { title: 'NAME', cell: ({ name }) => name },
      { title: 'STATE', cell: ({ state }) => state },
      { title: 'START', cell: ({ start }) => start },
      { title: 'END', cell: ({ end }) => end },
      { title: 'ABOUT', cell: resourcesText },
    ],
    windows,
  );

export function maintenanceLines(window: ShownMaintenance): readonly string[] {
  const { impact, failure, moves, moved, staying } = window;
  const isOpen = window.endedAt === null || window.endedAt === undefined;
  return [
    ...fields([
      ['maintenance', window.state === 'SIMULATED' ? window.name : `${window.id} ${window.name}`],
      ['state', window.state],
      ['about', resourcesText(window)],
      ['drained', `from ${window.drainStart}`],
      ['work', `${window.start} to ${window.end}`],
      ['what cannot move', window.whatCannotMove],
      ['goes back', yesNo(window.revert)],
      ['failure', failure ? `${failure.code}: ${failure.message}` : undefined],
      ['asked for', window.requestedAt],
      ['over', window.endedAt ?? undefined],
    ]),
    ...(impact === null || impact === undefined ? [] : impactLines(impact)),
    ...section('Moves of the last round:', isOpen ? moveTable(moves) : []),
    ...section('Away from where they were:', wayTable(moved)),
    ...section('Still there:', stayingTable(staying)),
  ];
}

function impactLines(impact: NonNullable<ShownMaintenance['impact']>): readonly string[] {
  const { moves, staying, bookings, utilizationBefore, utilizationAfter } = impact;
  return [
    '',
    `${counted(moves.length, 'LSP')} to move, ${staying.length} to stay; the most utilised link goes from ` +
      `${shareText(utilizationBefore)} to ${shareText(utilizationAfter)}`,
    ...section('Would move:', wayTable(moves)),
    ...section('Could not move:', stayingTable(staying)),
    ...section(
      'Bookings over it:',
      table(
        [
          { title: 'BOOKING', cell: ({ booking }) => booking },
          { title: 'TIME', cell: ({ occurrence }) => `${occurrence}`, right: true },
          { title: 'FROM', cell: ({ from }) => linksText(from) },
          { title: 'TO', cell: ({ to }) => (to === null || to === undefined ? 'no path' : linksText(to)) },
        ],
        bookings,
      ),
    ),
  ];
}

/** Nothing where the table has no rows. */
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length < 2 ? [] : ['', title, ...indented(lines)];

const linksText = (links: readonly string[]): string => (links.length === 0 ? UNKNOWN : links.join(' '));

const WAY = [
  { title: 'LSP', cell: ({ lsp }: Way) => lsp },
  { title: 'FROM', cell: ({ from }: Way) => linksText(from) },
  { title: 'TO', cell: ({ to }: Way) => linksText(to) },
] as const;

const wayTable = (ways: readonly Way[]): readonly string[] => table(WAY, ways);

const moveTable = (moves: ShownMaintenance['moves']): readonly string[] =>
  table([...WAY, { title: 'STATE', cell: ({ state }: ShownMaintenance['moves'][number]) => state }], moves);

const stayingTable = (staying: readonly Staying[]): readonly string[] =>
  table(
    [
      { title: 'LSP', cell: ({ lsp }) => lsp },
      {
        title: 'WHY',
        cell: ({ reason, noPath }) => (noPath.length === 0 ? reason : `${reason}: ${noPath.join(', ')}`),
      },
    ],
    staying,
  );

import type { Command } from 'commander';
import type { Affinities, AsOf, Lsp, LspPath, Maybe, Pcc } from '../../graphql/generated/types.js';
import { parseCount } from '../argument-values.js';
import { CommandFailure } from '../failure.js';
import { PAGE_INFO, type Page, readPages } from '../pages.js';
import { EVENT_FIELDS, eventLines, type ShownEvent } from '../print/events.js';
import { type ListedLsp, LSP_FIELDS, stateText } from '../print/lsp.js';
import {
  hopLines,
  PATH_SUMS,
  PATH_WITH_HOPS,
  type PathSums,
  routeText,
  type ShownPath,
  sumsText,
} from '../print/path.js';
import { bandwidthText, numberText, yesNo } from '../print/quantities.js';
import { fields, indented, table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

const HISTORY = `history(first: $first, after: $after) { ${PAGE_INFO} nodes { ${EVENT_FIELDS} } }`;
const QUERY = `query Lsp($id: ID!, $asOf: AsOf, $first: Int, $after: String) {
  lsp(id: $id, asOf: $asOf) {
    ${LSP_FIELDS} path { ${PATH_WITH_HOPS} }
    plspId errorCode updatedAt position
    affinities { includeAny includeAll excludeAny }
    pcc { id address connected }
    paths { operationalState lspId tunnelId bandwidth path { ${PATH_SUMS} } }
    ${HISTORY}
  }
}`;
const HISTORY_QUERY = `query LspHistory($id: ID!, $asOf: AsOf, $first: Int, $after: String) {
  lsp(id: $id, asOf: $asOf) { ${HISTORY} }
}`;

type ShownLsp = Omit<ListedLsp, 'path'> &
  Pick<Lsp, 'plspId' | 'errorCode' | 'updatedAt' | 'position'> & {
    readonly path?: Maybe<ShownPath>;
    readonly affinities?: Maybe<Affinities>;
    readonly pcc?: Maybe<Pick<Pcc, 'id' | 'address' | 'connected'>>;
    readonly paths: readonly ShownLspPath[];
    readonly history: Page<ShownEvent>;
  };
type ShownLspPath = Pick<LspPath, 'operationalState' | 'lspId' | 'tunnelId' | 'bandwidth'> & {
  readonly path?: Maybe<PathSums>;
};

interface LspOptions {
  readonly asOf?: AsOf;
  readonly history: number;
}

export function addLspCommand(program: Command, terminal: Terminal): void {
  program
    .command('lsp')
    .description('one LSP: its path hop by hop, every path that its head-end has for it, what happened to it')
    .argument('<id>', '<PCC id>/<symbolic path name>, as `cairn lsps` lists it')
    .addOption(asOfOption())
    .option('--history <count>', 'how many of its last events to show (JSON has all)', parseCount, 10)
    .action((id: string, options: LspOptions, command: Command) =>
      withSession(command, terminal, (session) => showLsp(session, id, options)),
    );
}

async function showLsp(session: Session, id: string, { asOf, history }: LspOptions): Promise<void> {
  const lsp = await readLsp(session, id, asOf);
  present(session, { lsp }, () => lspLines(lsp, history));
}

/** With its whole history, which the PCE gives in pages. */
async function readLsp({ client }: Session, id: string, asOf: AsOf | undefined): Promise<ShownLsp> {
  let found: ShownLsp | undefined;
  const history = await readPages<ShownEvent, Page<ShownEvent>>(
    Number.POSITIVE_INFINITY,
    undefined,
    async (first, after) => {
      const query = found === undefined ? QUERY : HISTORY_QUERY;
      const { lsp } = await client.ask<{ lsp: ShownLsp | null }>(query, { id, asOf, first, after });
      if (lsp === null)
        throw new CommandFailure(`there is no LSP ${id}${asOf === undefined ? '' : ' at that moment'}`);
      found ??= lsp;
      return lsp.history;
    },
  );
  return { ...found!, history };
}

function lspLines(lsp: ShownLsp, last: number): readonly string[] {
  const { path, paths, history } = lsp;
  const shown = history.nodes.slice(-last);
  const earlier = history.nodes.length - shown.length;
  return [
    ...summary(lsp),
    '',
    ...(path === null || path === undefined
      ? ['Path: none reported']
      : [`Path: ${sumsText(path)}`, ...indented(hopLines(path))]),
    ...(paths.length > 1 ? ['', `All ${paths.length} paths:`, ...indented(pathTable(paths))] : []),
    '',
    earlier > 0 ? `History, last ${shown.length} of ${history.nodes.length} events:` : 'History:',
    ...indented(eventLines(shown)),
  ];
}

const summary = (lsp: ShownLsp): readonly string[] =>
  fields([
    ['LSP', lsp.id],
    ['state', stateText(lsp)],
    ['head-end', headEndText(lsp)],
    ['from, to', `${lsp.source}, ${lsp.destination}`],
    [
      'set up by',
      `${lsp.setupType}, ${lsp.createdByPce ? 'created by a PCE' : 'configured on the head-end'}`,
    ],
    ['delegated', yesNo(lsp.delegated)],
    ['bandwidth', bandwidthText(lsp.bandwidth)],
    ['priorities', `setup ${lsp.setupPriority}, holding ${lsp.holdingPriority}`],
    ['affinities', affinitiesText(lsp.affinities)],
    ['error code', typeof lsp.errorCode === 'number' ? `${lsp.errorCode} (RFC 8231 7.3.3)` : undefined],
    ['changed', `${lsp.updatedAt}, position ${lsp.position}`],
  ]);

const headEndText = ({ pcc, plspId }: ShownLsp): string => {
  if (pcc === null || pcc === undefined) return 'not known any more';
  const number = typeof plspId === 'number' ? `, PLSP-ID ${plspId}` : '';
  return `${pcc.id} at ${pcc.address}${pcc.connected ? '' : ', not connected'}${number}`;
};

function affinitiesText(affinities: Maybe<Affinities>): string | undefined {
  if (affinities === null || affinities === undefined) return undefined;
  const { includeAny, includeAll, excludeAny } = affinities;
  const parts = [
    ['any of', includeAny] as const,
    ['all of', includeAll] as const,
    ['none of', excludeAny] as const,
  ].filter(([, groups]) => groups.length > 0);
  return parts.map(([what, groups]) => `${what} ${groups.join(',')}`).join('; ') || undefined;
}

const pathTable = (paths: readonly ShownLspPath[]): readonly string[] =>
  table(
    [
      { title: 'LSP-ID', cell: ({ lspId }) => numberText(lspId), right: true },
      { title: 'TUNNEL', cell: ({ tunnelId }) => numberText(tunnelId), right: true },
      { title: 'STATE', cell: ({ operationalState }) => operationalState },
      { title: 'BANDWIDTH', cell: ({ bandwidth }) => bandwidthText(bandwidth), right: true },
      { title: 'PATH', cell: ({ path }) => routeText(path) },
    ],
    paths,
  );

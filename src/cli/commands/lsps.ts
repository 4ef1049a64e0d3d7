import { type Command, Option } from 'commander';
import type { AsOf, LspFilter, OperationalState } from '../../graphql/generated/types.js';
import { parseCount } from '../argument-values.js';
import { PAGE_INFO, type Page, readPages } from '../pages.js';
import { LISTED_LSP, type ListedLsp, lspTable, OPERATIONAL_STATES } from '../print/lsp.js';
import { counted } from '../print/quantities.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

const QUERY = `query Lsps($filter: LspFilter, $first: Int, $after: String, $asOf: AsOf) {
  lsps(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    totalCount ${PAGE_INFO} nodes { ${LISTED_LSP} }
  }
}`;

interface Listed extends Page<ListedLsp> {
  readonly totalCount: number;
}

interface LspsOptions {
  readonly pcc?: string;
  readonly name?: string;
  readonly source?: string;
  readonly destination?: string;
  readonly overLink?: string;
  readonly overNode?: string;
  readonly state?: OperationalState;
  readonly delegated?: boolean;
  readonly first: number;
  readonly after?: string;
  readonly asOf?: AsOf;
}

export function addLspsCommand(program: Command, terminal: Terminal): void {
  program
    .command('lsps')
    .description('LSPs as their head-ends report them, by id; options narrow the list')
    .option('--pcc <id>', 'of this head-end: id or address')
    .option('--name <name>', 'with this symbolic path name')
    .option('--source <node>', 'that start here: address, node id or name')
    .option('--destination <node>', 'that end here: address, node id or name')
    .option('--over-link <id>', 'with a path over this link')
    .option('--over-node <node>', 'with a path through this node: id, name or address')
    .addOption(new Option('--state <state>', 'in this operational state').choices(OPERATIONAL_STATES))
    .option('--delegated', 'that this PCE may change')
    .option('--no-delegated', 'that it may not change')
    .option('--first <count>', 'how many', parseCount, 100)
    .option('--after <cursor>', 'go on where the page before ended')
    .addOption(asOfOption())
    .action((options: LspsOptions, command: Command) =>
      withSession(command, terminal, (session) => showLsps(session, options)),
    );
}

async function showLsps(session: Session, options: LspsOptions): Promise<void> {
  const filter = filterOf(options);
  const lsps = await readPages<ListedLsp, Listed>(options.first, options.after, async (first, after) => {
    const variables = { filter, first, after, asOf: options.asOf };
    return (await session.client.ask<{ lsps: Listed }>(QUERY, variables)).lsps;
  });
  present(session, { lsps }, (data) => lines(data.lsps));
}

const filterOf = (options: LspsOptions): LspFilter => ({
  pcc: options.pcc,
  name: options.name,
  source: options.source,
  destination: options.destination,
  delegated: options.delegated,
  operationalState: options.state,
  overLink: options.overLink,
  overNode: options.overNode,
});

function lines({ nodes, totalCount, pageInfo }: Listed): readonly string[] {
  if (nodes.length === 0) return ['no LSPs'];
  const more = pageInfo.hasNextPage
    ? `; go on with --after '${pageInfo.endCursor}', or a larger --first`
    : '';
  const count =
    nodes.length === totalCount ? counted(totalCount, 'LSP') : `${nodes.length} of ${totalCount} LSPs`;
  return [...lspTable(nodes), '', `${count}${more}`];
}

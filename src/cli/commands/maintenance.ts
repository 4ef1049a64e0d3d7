import { type Command, Option } from 'commander';
import type {
  AsOf,
  MaintenanceState,
  PlanMaintenanceInput,
  WhatCannotMove,
} from '../../graphql/generated/types.js';
import { parseCount, parseList, parseNumbers, parseWhole } from '../argument-values.js';
import { CommandFailure } from '../failure.js';
import { PAGE_INFO, type Page, readPages } from '../pages.js';
import {
  LISTED_MAINTENANCE,
  type ListedMaintenance,
  MAINTENANCE_FIELDS,
  MAINTENANCE_STATES,
  maintenanceLines,
  maintenanceTable,
  type ShownMaintenance,
} from '../print/maintenance.js';
import { counted } from '../print/quantities.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { parseInstant } from '../time-values.js';
import { asOfOption } from './options.js';

const LIST = `query Maintenances($filter: MaintenanceFilter, $first: Int, $after: String, $asOf: AsOf) {
  maintenances(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    totalCount ${PAGE_INFO} nodes { ${LISTED_MAINTENANCE} }
  }
}`;
const SHOW = `query Maintenance($id: ID!, $asOf: AsOf) { maintenance(id: $id, asOf: $asOf) { ${MAINTENANCE_FIELDS} } }`;
const PLAN = `mutation PlanMaintenance($input: PlanMaintenanceInput!) { planMaintenance(input: $input) { ${MAINTENANCE_FIELDS} } }`;
const CANCEL = `mutation CancelMaintenance($id: ID!) { cancelMaintenance(id: $id) { ${MAINTENANCE_FIELDS} } }`;
const EXTEND = `mutation ExtendMaintenance($id: ID!, $end: DateTime!) { extendMaintenance(id: $id, end: $end) { ${MAINTENANCE_FIELDS} } }`;

interface PlanOptions {
  readonly start: string;
  readonly end: string;
  readonly node?: readonly string[];
  readonly link?: readonly string[];
  readonly oneWay?: true;
  readonly srlg?: readonly number[];
  readonly drainTime?: number;
  readonly leave?: true;
  readonly revert: boolean;
  readonly dryRun?: true;
  readonly key?: string;
}

interface ListOptions {
  readonly state?: MaintenanceState;
  readonly first: number;
  readonly after?: string;
  readonly asOf?: AsOf;
}

interface Listed extends Page<ListedMaintenance> {
  readonly totalCount: number;
}

/** `cairn maintenance`, with `plan`, `list`, `show`, `extend` and `cancel`. */
export function addMaintenanceCommand(program: Command, terminal: Terminal): void {
  const maintenance = program
    .command('maintenance')
    .description('windows in which nodes or links are kept free for work on them');
  addPlan(maintenance, terminal);
  addList(maintenance, terminal);
  addShow(maintenance, terminal);
  addChanges(maintenance, terminal);
}

const instant = (text: string): string => parseInstant(text, Date.now());

function addPlan(maintenance: Command, terminal: Terminal): void {
  maintenance
    .command('plan')
    .description('move LSPs away before the start and back after the end; exit code 1 when it is refused')
    .argument('<name>', 'what it is called')
    .requiredOption('--start <time>', 'RFC 3339, or from now: +2h', instant)
    .requiredOption('--end <time>', 'RFC 3339, or from now: +4h', instant)
    .option('--node <names>', 'all links at these nodes: ids, names or router ids', parseList)
    .option('--link <ids>', 'these links, in both directions', parseList)
    .option('--one-way', 'of the links only the direction that is given')
    .option('--srlg <numbers>', 'all links of these shared risk link groups', parseNumbers)
    .option('--drain-time <seconds>', 'before the start; without it as configured', parseWhole)
    .option('--leave', 'go on though something can not be moved: that stays where it is')
    .option('--no-revert', 'leave LSPs afterwards where they are')
    .option('--dry-run', 'say what would happen, and do nothing')
    .option('--key <text>', 'the same key makes one window, however often it is asked for')
    .action((name: string, options: PlanOptions, command: Command) =>
      withSession(command, terminal, async (session) => {
        const variables = { input: inputOf(name, options) };
        const data = await session.client.ask<{ planMaintenance: ShownMaintenance }>(PLAN, variables);
        present(session, data, ({ planMaintenance }) => maintenanceLines(planMaintenance));
        if (data.planMaintenance.state === 'REFUSED')
          throw new CommandFailure('refused: what is over it can not be moved; --leave goes on all the same');
      }),
    );
}

function inputOf(name: string, options: PlanOptions): PlanMaintenanceInput {
  const { start, end, node, link, oneWay, srlg, drainTime, leave, revert, dryRun, key } = options;
  const whatCannotMove: WhatCannotMove = leave === true ? 'LEAVE' : 'REFUSE';
  return {
    name,
    start,
    end,
    whatCannotMove,
    revert,
    ...(node === undefined ? {} : { nodes: node }),
    ...(link === undefined ? {} : { links: link }),
    ...(oneWay === true ? { bothDirections: false } : {}),
    ...(srlg === undefined ? {} : { srlgs: srlg }),
    ...(drainTime === undefined ? {} : { drainTime }),
    ...(dryRun === true ? { dryRun } : {}),
    ...(key === undefined ? {} : { idempotencyKey: key }),
  };
}

function addList(maintenance: Command, terminal: Terminal): void {
  maintenance
    .command('list')
    .description('windows in the order in which they were asked for')
    .addOption(new Option('--state <state>', 'in this state').choices(MAINTENANCE_STATES))
    .option('--first <count>', 'how many', parseCount, 100)
    .option('--after <cursor>', 'go on where the page before ended')
    .addOption(asOfOption())
    .action((options: ListOptions, command: Command) =>
      withSession(command, terminal, (session) => showList(session, options)),
    );
}

async function showList(session: Session, { state, first, after, asOf }: ListOptions): Promise<void> {
  const filter = state === undefined ? {} : { state: [state] };
  const maintenances = await readPages<ListedMaintenance, Listed>(first, after, async (size, from) => {
    const variables = { filter, first: size, after: from, asOf };
    return (await session.client.ask<{ maintenances: Listed }>(LIST, variables)).maintenances;
  });
  present(session, { maintenances }, (data) => listLines(data.maintenances));
}

function listLines({ nodes, totalCount, pageInfo }: Listed): readonly string[] {
  if (nodes.length === 0) return ['no maintenance'];
  const more = pageInfo.hasNextPage
    ? `; go on with --after '${pageInfo.endCursor}', or a larger --first`
    : '';
  const count =
    nodes.length === totalCount ? counted(totalCount, 'window') : `${nodes.length} of ${totalCount} windows`;
  return [...maintenanceTable(nodes), '', `${count}${more}`];
}

function addShow(maintenance: Command, terminal: Terminal): void {
  maintenance
    .command('show')
    .description('one window: what moves, what stays, and what went wrong')
    .argument('<id>', 'as `cairn maintenance list` lists it')
    .addOption(asOfOption())
    .action((id: string, { asOf }: { asOf?: AsOf }, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<{ maintenance: ShownMaintenance | null }>(SHOW, { id, asOf });
        const { maintenance: window } = data;
        if (window === null) throw new CommandFailure(`there is no maintenance ${id}`);
        present(session, data, () => maintenanceLines(window));
      }),
    );
}

function addChanges(maintenance: Command, terminal: Terminal): void {
  maintenance
    .command('cancel')
    .description('call a window off: before its start what was moved goes back; one in progress is over now')
    .argument('<id>', 'as `cairn maintenance list` lists it')
    .action((id: string, _options: object, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<{ cancelMaintenance: ShownMaintenance }>(CANCEL, { id });
        present(session, data, ({ cancelMaintenance }) => maintenanceLines(cancelMaintenance));
      }),
    );
  maintenance
    .command('extend')
    .description('give a window that is not over another end')
    .argument('<id>', 'as `cairn maintenance list` lists it')
    .requiredOption('--end <time>', 'RFC 3339, or from now: +4h', instant)
    .action((id: string, { end }: { end: string }, command: Command) =>
      withSession(command, terminal, async (session) => {
        const variables = { id, end };
        const data = await session.client.ask<{ extendMaintenance: ShownMaintenance }>(EXTEND, variables);
        present(session, data, ({ extendMaintenance }) => maintenanceLines(extendMaintenance));
      }),
    );
}

import { type Command, Option } from 'commander';
import type {
  CreateLspInput,
  DisjointInput,
  DisjointnessLevel,
  SetupType,
  UpdateLspInput,
} from '../../graphql/generated/types.js';
import { parseBandwidth, parseDisjointness, parseList, parseWhole } from '../argument-values.js';
import { followOperation, OPERATION_FIELDS, type ShownOperation } from '../operation-progress.js';
import { type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { type AdjustmentOptions, addAdjustmentOptions, adjustmentGiven } from './adjustment-options.js';
import { setupTypeOption, waitOption } from './options.js';
import { addRequestOptions, pathRequest, type RequestOptions } from './path-request.js';

const CREATE = `mutation CreateLsp($input: CreateLspInput!) { createLsp(input: $input) { ${OPERATION_FIELDS} } }`;
const UPDATE = `mutation UpdateLsp($input: UpdateLspInput!) { updateLsp(input: $input) { ${OPERATION_FIELDS} } }`;
const DELETE = `mutation DeleteLsp($id: ID!) { deleteLsp(id: $id) { ${OPERATION_FIELDS} } }`;

interface DisjointOptions {
  readonly disjoint?: DisjointnessLevel;
  readonly from?: readonly string[];
  readonly bestEffort?: true;
}

interface CreateOptions extends RequestOptions, DisjointOptions, AdjustmentOptions {
  readonly autoBandwidth?: true;
  readonly makeRoom?: boolean;
  readonly setupType?: SetupType;
  readonly holdingPriority?: number;
  readonly wait?: true;
}

interface UpdateOptions extends DisjointOptions {
  readonly makeRoom?: boolean;
  readonly bandwidth?: number;
  readonly path?: readonly string[];
  readonly up?: true;
  readonly down?: true;
  readonly wait?: true;
}

/** create-lsp, update-lsp and delete-lsp. Each starts an operation on the head-end. */
export function addLspChangeCommands(program: Command, terminal: Terminal): void {
  addCreate(program, terminal);
  addUpdate(program, terminal);
  addDelete(program, terminal);
}

function addCreate(program: Command, terminal: Terminal): void {
  const command = program
    .command('create-lsp')
    .description(
      'create an LSP on a head-end (PCInitiate); its constraints also hold when it is computed again',
    )
    .argument('<pcc>', 'id or address of the head-end')
    .argument('<name>', 'symbolic path name, not in use on the head-end')
    .argument('<from>', 'node id, name or router id')
    .argument('<to>', 'node id, name or router id');
  addMakeRoomOptions(addDisjointOptions(addRequestOptions(command))).option(
    '--auto-bandwidth',
    'its bandwidth follows its traffic (RFC 8733); implied by the options that say how',
  );
  addAdjustmentOptions(command)
    .option('--holding-priority <0-7>', '0 is the highest (default: 7)', parseWhole)
    .addOption(setupTypeOption('how it is set up (default: SR_MPLS)'))
    .addOption(waitOption())
    .action((pcc: string, name: string, from: string, to: string, options: CreateOptions, self: Command) =>
      withSession(self, terminal, async (session) => {
        const { setupType, holdingPriority } = options;
        const adjustment = adjustmentGiven(options) ?? (options.autoBandwidth === true ? {} : undefined);
        const input: CreateLspInput = {
          pcc,
          name,
          request: pathRequest(from, to, options),
          ...(setupType === undefined ? {} : { setupType }),
          ...(holdingPriority === undefined ? {} : { holdingPriority }),
          ...disjointOf(self, options),
          ...makeRoomOf(options),
          ...(adjustment === undefined ? {} : { autoBandwidth: adjustment }),
        };
        await change(session, CREATE, 'createLsp', { input }, options.wait === true);
      }),
    );
}

function addUpdate(program: Command, terminal: Terminal): void {
  const update = program
    .command('update-lsp')
    .description(
      'change a delegated LSP (PCUpd); with no option but --wait, or a new bandwidth, its path is computed anew',
    )
    .argument('<id>', 'of the LSP, as `cairn lsps` lists it');
  addMakeRoomOptions(addDisjointOptions(update))
    .option('--bandwidth <amount>', 'new bandwidth: bit/s, with k, M, G or T', parseBandwidth)
    .option(
      '--path <route>',
      'exactly this path: node ids, names or addresses, or link ids, with commas between',
      parseList,
    )
    .addOption(new Option('--up', 'administratively up').conflicts('down'))
    .addOption(new Option('--down', 'administratively down').conflicts('up'))
    .addOption(waitOption())
    .action((id: string, options: UpdateOptions, command: Command) =>
      withSession(command, terminal, async (session) => {
        const { bandwidth, path, up, down, wait } = options;
        const input: UpdateLspInput = {
          id,
          ...(bandwidth === undefined ? {} : { bandwidth }),
          ...(path === undefined ? {} : { path }),
          ...(up === true || down === true ? { administrative: up === true } : {}),
          ...disjointOf(command, options),
          ...makeRoomOf(options),
        };
        await change(session, UPDATE, 'updateLsp', { input }, wait === true);
      }),
    );
}

/** Whom its path is to keep away from (RFC 8800), for as long as it is there. */
const addDisjointOptions = (command: Command): Command =>
  command
    .option(
      '--disjoint <level>',
      'share no link, node, srlg or srlg-node with the LSPs of --from',
      parseDisjointness,
    )
    .option('--from <ids>', 'with --disjoint: LSPs to keep away from; they are not touched', parseList)
    .option('--best-effort', 'with --disjoint: where nothing is disjoint, the path that shares least');

/** Both forms, as the PCE may be configured to do it. */
const addMakeRoomOptions = (command: Command): Command =>
  command
    .option('--make-room', 'move LSPs of the same priority first, where room is there in pieces only')
    .option('--no-make-room', 'do not (default: as it is configured)');

const makeRoomOf = ({ makeRoom }: { readonly makeRoom?: boolean }): { readonly makeRoom?: boolean } =>
  makeRoom === undefined ? {} : { makeRoom };

function disjointOf(
  command: Command,
  { disjoint, from, bestEffort }: DisjointOptions,
): { readonly disjoint?: DisjointInput } {
  if ((disjoint === undefined) !== (from === undefined))
    return command.error(
      'error: --disjoint and --from need each other: what not to share, and with which LSPs',
    );
  if (disjoint === undefined || from === undefined)
    return bestEffort === true ? command.error('error: --best-effort goes with --disjoint') : {};
  return { disjoint: { level: disjoint, strict: bestEffort !== true, from } };
}

function addDelete(program: Command, terminal: Terminal): void {
  program
    .command('delete-lsp')
    .description('delete an LSP that a PCE created and that is delegated to this one')
    .argument('<id>', 'of the LSP, as `cairn lsps` lists it')
    .addOption(waitOption())
    .action((id: string, { wait }: { wait?: true }, command: Command) =>
      withSession(command, terminal, (session) =>
        change(session, DELETE, 'deleteLsp', { id }, wait === true),
      ),
    );
}

/** JSON has the operation as the mutation returned it, with `wait` as it ended. */
async function change(
  session: Session,
  mutation: string,
  field: 'createLsp' | 'updateLsp' | 'deleteLsp',
  variables: Readonly<Record<string, unknown>>,
  wait: boolean,
): Promise<void> {
  const data = await session.client.ask<Readonly<Record<string, ShownOperation>>>(mutation, variables);
  await followOperation(session, data[field]!, wait, (operation) => ({ [field]: operation }));
}

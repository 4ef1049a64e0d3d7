import { type Command, Option } from 'commander';
import type { FailurePolicy, ReoptimizationScope, ReoptimizeInput } from '../../graphql/generated/types.js';
import { parseGoal, parseShare, parseWhole } from '../argument-values.js';
import { followOperation, OPERATION_FIELDS, type ShownOperation } from '../operation-progress.js';
import { type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { waitOption } from './options.js';

const REOPTIMIZE = `mutation Reoptimize($input: ReoptimizeInput!) { reoptimize(input: $input) { ${OPERATION_FIELDS} } }`;

const SCOPES: readonly ReoptimizationScope[] = ['INCREMENTAL', 'GLOBAL', 'PREDICTABLE'];
const POLICIES: readonly FailurePolicy[] = ['STOP', 'ROLL_BACK', 'REPLAN'];

interface ReoptimizeOptions {
  readonly dryRun?: true;
  readonly maxMoves?: number;
  readonly scope?: ReoptimizationScope;
  readonly minGain?: number;
  readonly minGainPerMove?: number;
  readonly onFailure?: FailurePolicy;
  readonly allowRelease?: true;
  readonly pcc?: string;
  readonly name?: string;
  readonly wait?: true;
}

export function addReoptimizeCommand(program: Command, terminal: Terminal): void {
  program
    .command('reoptimize')
    .description('give LSPs better paths, step by step without overload in between (RFC 8051 3.6)')
    .argument('<goal>', 'min-max-utilization, min-total-metric or max-throughput', parseGoal)
    .option('--dry-run', 'plan only, change nothing; waits for the plan')
    .option('--max-moves <count>', 'the most LSPs that may be moved', parseWhole)
    .addOption(new Option('--scope <scope>', 'how far it may go (default: GLOBAL)').choices(SCOPES))
    .option('--min-gain <share>', 'no plan for less: 0.01 or 1%', parseShare)
    .option('--min-gain-per-move <share>', 'nothing moves for less', parseShare)
    .addOption(
      new Option('--on-failure <policy>', 'after a step that failed (default: ROLL_BACK)').choices(POLICIES),
    )
    .option('--allow-release', 'an LSP may be without a path for a moment where nothing else helps')
    .option('--pcc <id>', 'only LSPs of this head-end: id or address')
    .option('--name <name>', 'only LSPs with this symbolic path name')
    .addOption(waitOption())
    .action((goal: ReoptimizeInput['goal'], options: ReoptimizeOptions, command: Command) =>
      withSession(command, terminal, (session) => reoptimize(session, goal, options)),
    );
}

async function reoptimize(
  session: Session,
  goal: ReoptimizeInput['goal'],
  { wait, pcc, name, ...options }: ReoptimizeOptions,
): Promise<void> {
  const isNarrowed = pcc !== undefined || name !== undefined;
  const input: ReoptimizeInput = { goal, ...options, ...(isNarrowed ? { lsps: { pcc, name } } : {}) };
  const data = await session.client.ask<{ reoptimize: ShownOperation }>(REOPTIMIZE, { input });
  // Without its plan a dry run says nothing.
  const isFollowed = wait === true || options.dryRun === true;
  await followOperation(session, data.reoptimize, isFollowed, (operation) => ({ reoptimize: operation }));
}

import type { Maybe, Operation } from '../graphql/generated/types.js';
import { CommandFailure, Unreachable } from './failure.js';
import { LISTED_LSP, type ListedLsp, stateText } from './print/lsp.js';
import { routeText } from './print/path.js';
import { PLAN_FIELDS, planLines, progressText, type ShownPlan } from './print/plan.js';
import { bandwidthText, durationText } from './print/quantities.js';
import { fields } from './print/table.js';
import { present, type Session } from './session.js';

export type ShownOperation = Pick<
  Operation,
  'id' | 'kind' | 'state' | 'error' | 'startedAt' | 'endedAt' | 'deadline' | 'reason' | 'lspId'
> & {
  readonly lsp?: Maybe<ListedLsp>;
  readonly computation?: Maybe<{ readonly position: string }>;
  readonly plan?: Maybe<ShownPlan>;
  /** Operations that have to end first. */
  readonly waitsFor?: Maybe<readonly string[]>;
};

/** Selection of ShownOperation. */
export const OPERATION_FIELDS = `id kind state error { code message } startedAt endedAt deadline reason lspId
  waitsFor lsp { ${LISTED_LSP} } computation { position request together } plan { ${PLAN_FIELDS} }`;

const QUERY = `query Operation($id: ID!) { operation(id: $id) { ${OPERATION_FIELDS} } }`;

/** Asked for again and again: a plan may have thousands of steps. */
const STATE_QUERY = `query OperationState($id: ID!) { operation(id: $id) { state } }`;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
/** How many times in a row the PCE may not be there: it may be starting again. */
const PATIENCE = 30;

/** @throws CommandFailure when there is none */
export const readOperation = (session: Session, id: string): Promise<ShownOperation> =>
  ask<ShownOperation>(session, QUERY, id);

async function ask<Shown>({ client }: Session, query: string, id: string): Promise<Shown> {
  const { operation } = await client.ask<{ operation: Shown | null }>(query, { id });
  if (operation === null) throw new CommandFailure(`there is no operation ${id}`);
  return operation;
}

/** Shows the operation, with `wait` when it has its outcome. Exit code 1 unless it succeeded or still may. */
export async function followOperation(
  session: Session,
  started: ShownOperation,
  wait: boolean,
  shape: (operation: ShownOperation) => object,
): Promise<void> {
  const operation = wait ? await outcomeOf(session, started) : started;
  present(session, shape(operation), () => operationLines(operation));
  if (operation.state !== 'SUCCEEDED' && operation.state !== 'PENDING') session.terminal.exitCode(1);
}

/** Asks again until the PCE has decided, which it does by the deadline of the operation at the latest. */
async function outcomeOf(session: Session, started: ShownOperation): Promise<ShownOperation> {
  let operation = started;
  let pause = FIRST_PAUSE_MS;
  let absences = 0;
  if (operation.state === 'PENDING') {
    session.terminal.tell(
      `operation ${operation.id} is under way${typeof operation.deadline === 'string' ? `, outcome at the latest ${operation.deadline}` : ''}`,
    );
  }
  while (operation.state === 'PENDING') {
    await session.terminal.pause(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    try {
      const { state } = await ask<Pick<ShownOperation, 'state'>>(session, STATE_QUERY, operation.id);
      if (state !== 'PENDING') operation = await readOperation(session, operation.id);
      absences = 0;
    } catch (error) {
      absences++;
      if (!(error instanceof Unreachable) || absences > PATIENCE) throw error;
    }
  }
  return operation;
}

export const operationLines = (operation: ShownOperation): readonly string[] => {
  const { id, kind, state, error, startedAt, endedAt, deadline, reason, lspId, lsp, computation, plan } =
    operation;
  const waitsFor = operation.waitsFor ?? [];
  const pending = state === 'PENDING';
  return [
    ...fields([
      [
        kind,
        `${typeof lspId === 'string' ? `${lspId}: ` : ''}${state}${typeof endedAt === 'string' ? ` after ${durationText(startedAt, endedAt)}` : ''}`,
      ],
      ['operation', id],
      ['error', error ? `${error.code}: ${error.message}` : undefined],
      ['reason', reason],
      ['started', startedAt],
      ['deadline', pending ? (deadline ?? undefined) : undefined],
      ['waits for', waitsFor.length === 0 ? undefined : waitsFor.join(' ')],
      ['computed', computation ? `in the network at position ${computation.position}` : undefined],
      ['progress', plan ? progressText(plan) : undefined],
      [
        'LSP',
        typeof lspId !== 'string'
          ? undefined
          : lsp
            ? `${stateText(lsp)}, ${bandwidthText(lsp.bandwidth)}, path ${routeText(lsp.path)}`
            : 'does not exist',
      ],
    ]),
    ...(plan ? ['', ...planLines(plan)] : []),
    ...(pending ? ['', `Follow it: cairn operation ${id} --wait`] : []),
  ];
};

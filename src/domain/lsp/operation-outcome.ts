import type { IntendedLsp } from '../../events/catalogue/operation.js';
import type { Hop } from '../values/hop.js';
import type { LspState } from '../values/lsp.js';
import { sameTimes } from '../values/lsp-schedule.js';
import { structurallyEqual } from '../values/structural-equality.js';

/** What an operation under way wants of the LSP. */
export type Wanted =
  | { readonly kind: 'create-lsp' | 'update-lsp'; readonly intended: IntendedLsp }
  | { readonly kind: 'delete-lsp' };

/** What a report says of it: `undefined` state means that the LSP is gone or not there. */
export interface Evidence {
  readonly state: LspState | undefined;
  /**
   * The report names the operation's SRP-ID (RFC 8231 7.2), follows one that did, or was read back in a
   * synchronisation after the operation was sent. Without it the report may be older than the operation.
   */
  readonly answers: boolean;
}

export type Outcome =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'open' };

const OPEN: Outcome = { kind: 'open' };
const SUCCEEDED: Outcome = { kind: 'succeeded' };

/**
 * Whether a report ends an operation.
 *
 * A set-up or change has succeeded when the head-end reports the intended route and traffic can use it: UP or ACTIVE;
 * for segment-routed LSPs GOING_UP will do, since nothing is signalled and some head-ends never go beyond it; an LSP with
 * a schedule may be DOWN until its time (RFC 8934 4.3), and must be reported with that schedule. It has
 * failed when the answer carries an LSP-ERROR-CODE (RFC 8231 7.3.3). Anything else is progress: the deadline decides.
 */
export function outcomeOf(wanted: Wanted, evidence: Evidence): Outcome {
  const { state, answers } = evidence;
  if (wanted.kind === 'delete-lsp') return state === undefined ? SUCCEEDED : failure(state, answers);
  if (state === undefined) return lspGone(wanted.kind, answers);
  const failed = failure(state, answers);
  if (failed.kind !== 'open') return failed;
  return answers && isInPlace(wanted.intended, state) ? SUCCEEDED : OPEN;
}

/**
 * Whether the LSP is as an operation wants it, whatever became of the operation: asked after a new synchronisation,
 * when it is not known what the head-end has seen. An old error says nothing then.
 */
export function isAchieved(wanted: Wanted, state: LspState | undefined): boolean {
  if (wanted.kind === 'delete-lsp' || state === undefined)
    return wanted.kind === 'delete-lsp' && state === undefined;
  return isInPlace(wanted.intended, state) && hasBandwidth(wanted.intended, state);
}

/** Within what a float32 of bytes per second can say (RFC 5440 7.7). */
const hasBandwidth = ({ bandwidth }: IntendedLsp, state: LspState): boolean =>
  state.bandwidth === undefined || Math.abs(state.bandwidth - bandwidth) <= bandwidth * 1e-6;

function lspGone(kind: 'create-lsp' | 'update-lsp', answers: boolean): Outcome {
  if (kind === 'create-lsp' && !answers) return OPEN;
  return { kind: 'failed', code: 'LSP_REMOVED', message: 'the head-end reported that the LSP is gone' };
}

function failure(state: LspState, answers: boolean): Outcome {
  const { errorCode } = state;
  if (!answers || errorCode === undefined) return OPEN;
  const text = LSP_ERROR_CODES[errorCode] ?? 'unassigned code';
  return {
    kind: 'failed',
    code: 'LSP_ERROR',
    message: `the head-end reported LSP error ${errorCode}: ${text}`,
  };
}

function isInPlace(intended: IntendedLsp, state: LspState): boolean {
  if (!intended.administrative) return !state.administrative;
  // Taken down by an empty ERO (RFC 8800 5.6).
  if (intended.path.route.length === 0) return state.operationalState === 'DOWN';
  const usable =
    state.operationalState === 'UP' ||
    state.operationalState === 'ACTIVE' ||
    (state.operationalState === 'GOING_UP' && state.setupType !== 'RSVP_TE') ||
    intended.schedule?.activated === false;
  return usable && hasSchedule(intended, state) && sameRoute(intended.path.route, state.route);
}

const hasSchedule = ({ schedule }: IntendedLsp, state: LspState): boolean =>
  schedule === undefined || (state.schedule !== undefined && sameTimes(schedule, state.schedule));

/** Routes are the same when they name the same hops; a head-end may leave out or add what a segment stands for. */
export function sameRoute(a: readonly Hop[], b: readonly Hop[]): boolean {
  return a.length === b.length && a.every((hop, index) => sameHop(hop, b[index]));
}

function sameHop(a: Hop, b: Hop | undefined): boolean {
  if (b === undefined || a.kind !== b.kind) return false;
  if (a.kind === 'segment' && b.kind === 'segment' && a.label !== undefined) return a.label === b.label;
  if (a.kind === 'address' && b.kind === 'address') return a.address === b.address && a.loose === b.loose;
  return structurallyEqual(a, b);
}

/** RFC 8231 7.3.3. */
const LSP_ERROR_CODES: Readonly<Record<number, string>> = {
  1: 'unknown reason',
  2: 'limit reached for PCE-controlled LSPs',
  3: 'too many pending LSP update requests',
  4: 'unacceptable parameters',
  5: 'internal error',
  6: 'LSP administratively brought down',
  7: 'LSP preempted',
  8: 'RSVP signaling error',
};

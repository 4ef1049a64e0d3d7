import type { LspId, OperationId } from './identifiers.js';
import type { SignalledPath } from './path.js';

/** WAITING: for the path, or for its time. ENDED: see the outcome. */
export type ReversionPhase = 'WAITING' | 'ENDED';

/**
 * REVERTED: it was led back. BACK: it is on its old path again without that. CHANGED: somebody gave it another path since.
 * GONE: the LSP is. CANCELLED: by an operator.
 */
export type ReversionOutcome = 'REVERTED' | 'BACK' | 'CHANGED' | 'GONE' | 'CANCELLED';

/** An LSP that a failure has moved, and that is to go back. Instants are milliseconds since 1970. */
export interface Reversion {
  /** Of the first move. */
  readonly id: OperationId;
  readonly lsp: LspId;
  /** The path before the failure. */
  readonly home: SignalledPath;
  /** How long that has to have been usable, milliseconds (wait-to-restore). */
  readonly wait: number;
  /** The move to where it is now. */
  readonly movedBy: OperationId;
  readonly movedTo: SignalledPath;
  /** It left that for a temporary path, once, for others that were in its way back as it was in theirs: `movedTo` is that. */
  readonly isAside?: true;
  readonly startedAt: number;
  readonly phase: ReversionPhase;
  /** When it is to go back; absent: its path is not usable. */
  readonly due?: number;
  /** That instant has come. */
  readonly isDue: boolean;
  /** How often an instant was set: makes the ids of what is asked for. */
  readonly rounds: number;
  /** How often it could not go back, though its path was usable. */
  readonly attempts: number;
  /** Why not, the last time. */
  readonly obstacle?: string;
  /** The last request of somebody else. */
  readonly changedBy?: OperationId;
  readonly outcome?: ReversionOutcome;
  readonly endedAt?: number;
}

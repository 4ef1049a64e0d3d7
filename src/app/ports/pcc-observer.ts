import type { NoPath } from '../../domain/computation/computer.js';
import type { Hop } from '../../domain/values/hop.js';
import type { HoldId, LspId, PccId, SessionId } from '../../domain/values/identifiers.js';
import type { LspState, SetupType } from '../../domain/values/lsp.js';
import type { LspSchedule } from '../../domain/values/lsp-schedule.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import type { SetRequirements } from '../../domain/values/set-requirements.js';
import type { SessionEndReason, SessionEstablished } from '../../events/catalogue/session.js';

/**
 * PORT, implemented by the application: what the PCEP side observes. Observations are recorded, never refused;
 * calls of one session come in the order of its messages.
 */
export interface PccObserver {
  sessionEstablished(session: SessionEstablished['data']): void;
  sessionClosed(pcc: PccId, session: SessionId, reason: SessionEndReason, detail?: string): void;
  lspReported(report: ObservedReport): void;
  /** The end-of-synchronisation marker (RFC 8231 5.6). `applied` is called when the LSP-DB has what the PCC has. */
  synchronizationEnded(pcc: PccId, session: SessionId, applied: () => void): void;
  /**
   * Answers when the answer is recorded. The requests of one call are computed together when `together`, and then as
   * the set requires.
   */
  pathsRequested(
    pcc: PccId,
    requests: readonly ObservedPathRequest[],
    together: boolean,
    required?: SetRequirements,
  ): Promise<readonly PathAnswer[]>;
  /** A PCErr that names an SRP-ID (RFC 8231 6.3). */
  operationRefused(pcc: PccId, session: SessionId, srpId: number, error: PeerError): void;
  /**
   * More observations are accepted than are durable: a session stops reading from its peer, and goes on when
   * `whenDrained` calls back.
   */
  isBusy(): boolean;
  whenDrained(callback: () => void): void;
}

export interface ObservedReport {
  readonly session: SessionId;
  readonly state: LspState;
  /** R flag: the path (RSVP-TE with a given LSP-ID) or the whole LSP is gone. */
  readonly removed: boolean;
  /** S flag: part of the synchronisation. */
  readonly sync: boolean;
  /** 0 when the report answers nothing. */
  readonly srpId: number;
}

export interface ObservedPathRequest {
  readonly requestId: number;
  readonly request: PathRequest;
  readonly holdingPriority: number;
  readonly setupType: SetupType;
  readonly maximumSidDepth?: number;
  /** The LSP that the path is for, when the request names it (LSP object, RFC 8231 7.3). */
  readonly lsp?: { readonly name?: string; readonly plspId?: number };
  /** The path is for these times, not for the present (RFC 8934 6.4). */
  readonly schedule?: LspSchedule;
  /** Reoptimisation without an LSP-DB: the path the LSP has now and its bandwidth (RFC 5440 7.4.1, 7.10). */
  readonly previous?: { readonly hops: readonly Hop[]; readonly bandwidth: number };
  /** Nodes and links that should be avoided if that is possible (XRO with X set, RFC 5521 2.1.1). */
  readonly avoid: readonly string[];
}

export type PathAnswer =
  | {
      readonly kind: 'path';
      readonly path: SignalledPath;
      readonly hold?: HoldId;
      readonly lsp?: LspId;
      /** Of a request with a schedule: when the path is free, moved within the elastic range that was given. */
      readonly schedule?: LspSchedule;
    }
  | { readonly kind: 'no-path'; readonly noPath: NoPath };

export interface PeerError {
  readonly errorType: number;
  readonly errorValue: number;
  readonly text: string;
}

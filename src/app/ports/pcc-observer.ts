import type { NoPath } from '../../domain/computation/computer.js';
import type {
  Association,
  AssociationFault,
  AssociationKey,
  JoiningLsp,
} from '../../domain/values/association.js';
import type { Hop } from '../../domain/values/hop.js';
import type { HoldId, LspId, PccId, SessionId } from '../../domain/values/identifiers.js';
import type { LspState, SetupType } from '../../domain/values/lsp.js';
import type { LspSchedule } from '../../domain/values/lsp-schedule.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import type { NetworkLoad, SetRequirements } from '../../domain/values/set-requirements.js';
import type { SessionEndReason, SessionEstablished } from '../../events/catalogue/session.js';

/**
 * PORT, implemented by the application: what the PCEP side observes. Observations are recorded, never refused;
 * calls of one session come in the order of its messages.
 */
export interface PccObserver {
  sessionEstablished(session: SessionEstablished['data']): void;
  sessionClosed(pcc: PccId, session: SessionId, reason: SessionEndReason, detail?: string): void;
  readonly associations: AssociationJudging;
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

/** Who may join which association group (RFC 8697 6.4). Records nothing. */
export interface AssociationJudging {
  /** Why an LSP can't be in the group, as far as the other members tell; undefined: it can. */
  judge(joining: JoiningLsp, association: Association): AssociationFault | undefined;
  /** Whether any LSP is in the group. */
  isKnown(group: AssociationKey): boolean;
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
  /** Bit/s that the head-end measured of the LSP, where it reports that (RFC 8733 5.3). */
  readonly measuredRate?: number;
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
  /** The groups that the path is for (RFC 8697 6.3.2): all are known. */
  readonly associations?: readonly Association[];
  /** Nodes and links that should be avoided if that is possible (XRO with X set, RFC 5521 2.1.1). */
  readonly avoid: readonly string[];
  /** A path with loose hops will do (O bit, RFC 5440 7.4.1). */
  readonly looseHops?: true;
}

export type PathAnswer =
  | {
      readonly kind: 'path';
      readonly path: SignalledPath;
      readonly hold?: HoldId;
      readonly lsp?: LspId;
      /** Of a request with a schedule: when the path is free, moved within the elastic range that was given. */
      readonly schedule?: LspSchedule;
      /** Of a member of a set, where that was asked for: what is taken of the network with all its paths. */
      readonly load?: NetworkLoad;
      /** Those of the request, with what the path reaches; absent: none. */
      readonly associations?: readonly Association[];
    }
  | {
      readonly kind: 'no-path';
      readonly noPath: NoPath;
      /** The groups for which there is no path. */
      readonly associations?: readonly Association[];
    };

export interface PeerError {
  readonly errorType: number;
  readonly errorValue: number;
  readonly text: string;
}

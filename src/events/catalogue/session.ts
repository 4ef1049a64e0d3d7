import type { PccId, SessionId } from '../../domain/values/identifiers.js';
import type { SetupType } from '../../domain/values/lsp.js';
import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import type { SidDepthLimits } from '../../domain/values/sid-depth.js';

/** What a PCC said of itself in its Open (RFC 5440 7.3, 8231 7.1.1, 8281 4.1, 8664 4.1, 9603 4.1, 8934 5.1). */
export interface PccCapabilities extends SidDepthLimits {
  readonly stateful: boolean;
  /** U flag on both sides: delegation and update. */
  readonly update: boolean;
  /** I flag on both sides: PCE-initiated LSPs. */
  readonly initiation: boolean;
  readonly setupTypes: readonly SetupType[];
  /** Association types of its ASSOC-Type-List (RFC 8697 4.1); absent: it did not say. */
  readonly associationTypes?: readonly number[];
  /** B and PD flags on both sides (RFC 8934 5.1); absent: no schedules. */
  readonly scheduling?: Exclude<SchedulingSupport, 'none'>;
  /** AUTO-BANDWIDTH-CAPABILITY on both sides (RFC 8733 5.1). */
  readonly autoBandwidth?: true;
}

/** A PCEP session came up. */
export interface SessionEstablished {
  readonly type: 'SessionEstablished';
  readonly data: {
    readonly pcc: PccId;
    readonly session: SessionId;
    readonly address: string;
    readonly port: number;
    readonly speakerEntityId?: string;
    /** Seconds, as each side announced them. */
    readonly keepalive: { readonly local: number; readonly remote: number };
    readonly deadTimer: { readonly local: number; readonly remote: number };
    readonly capabilities: PccCapabilities;
  };
}

/** The PCC's end-of-synchronisation marker arrived, and what it no longer has was removed (RFC 8231 5.6). */
export interface SessionSynchronized {
  readonly type: 'SessionSynchronized';
  readonly data: {
    readonly pcc: PccId;
    readonly session: SessionId;
    /** How many LSPs the PCC reported, and how many that it did not report were removed. */
    readonly reported: number;
    readonly removed: number;
  };
}

export type SessionEndReason =
  | 'closed-by-peer'
  | 'closed-by-us'
  | 'connection-lost'
  | 'dead-timer'
  | 'malformed-message'
  | 'protocol-error'
  | 'resource-limit'
  | 'pce-restarted';

export interface SessionClosed {
  readonly type: 'SessionClosed';
  readonly data: {
    readonly pcc: PccId;
    readonly session: SessionId;
    readonly reason: SessionEndReason;
    readonly detail?: string;
  };
}

/** A PCC without a session is no longer counted on; its LSPs were removed just before. */
export interface PccForgotten {
  readonly type: 'PccForgotten';
  readonly data: {
    readonly pcc: PccId;
    /** An operator said so; or it was away for longer than `pcep.absenceTime`. */
    readonly reason: 'operator' | 'absent';
    /** How many LSPs it had. */
    readonly lsps: number;
  };
}

export type SessionEvent = SessionEstablished | SessionSynchronized | SessionClosed | PccForgotten;

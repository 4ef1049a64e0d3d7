import type { PccId, SessionId } from '../../domain/values/identifiers.js';
import type { LspState } from '../../domain/values/lsp.js';
import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';

/** A place in the numbering of what is sent to one PCC (SRP-ID, RFC 8231 7.2). */
export interface Dispatch {
  readonly session: SessionId;
  readonly srpId: number;
}

/** What names an LSP that is to be deleted; one that has a schedule is named with it (RFC 8934 5.2). */
export type DeletedLsp = Pick<LspState, 'plspId' | 'name' | 'setupType' | 'schedule'>;

/**
 * PORT: what can be asked of a connected PCC. Nothing is sent before the PCC's end-of-synchronisation marker, and
 * nothing on another session than the one that the SRP-ID was taken from: then the call returns false. So it does, and
 * sends nothing, for a schedule that the PCC has not said it supports or that has a `scheduleFault`: without it the PCC would
 * set the LSP up at once.
 */
export interface PccGateway {
  /** Takes the next SRP-ID, or undefined when the PCC is not connected and synchronised. */
  reserve(pcc: PccId): Dispatch | undefined;
  /** Which schedules the PCC keeps by itself (RFC 8934 5.1); 'none' also when it is not connected. */
  scheduling(pcc: PccId): SchedulingSupport;
  /** False while the PCC has said that it can't keep up with changes of bandwidth (RFC 8733 5.7). */
  takesResizes(pcc: PccId): boolean;
  /** Our address towards the PCC: the source of the associations that Cairn makes (RFC 8697 6.1.3). */
  localAddress(pcc: PccId): string | undefined;
  /** PCUpd (RFC 8231 6.2). What the PCC has not said it supports of RFC 8733 is left out. */
  sendUpdate(pcc: PccId, dispatch: Dispatch, plspId: number, intended: IntendedLsp): boolean;
  /** PCInitiate of a new LSP (RFC 8281 5.3). */
  sendInitiate(pcc: PccId, dispatch: Dispatch, name: string, intended: IntendedLsp): boolean;
  /** Tells the PCC that an LSP it reported can't be as its disjoint group asks (PCErr 26/7, RFC 8800 5.6). */
  refuseMembership(pcc: PccId, plspId: number): void;
  /** PCInitiate with the R flag (RFC 8281 5.4). */
  sendDelete(pcc: PccId, dispatch: Dispatch, lsp: DeletedLsp): boolean;
}

import type { PccId, SessionId } from '../../domain/values/identifiers.js';
import type { LspState } from '../../domain/values/lsp.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';

/** A place in the numbering of what is sent to one PCC (SRP-ID, RFC 8231 7.2). */
export interface Dispatch {
  readonly session: SessionId;
  readonly srpId: number;
}

/**
 * PORT: what can be asked of a connected PCC. Nothing is sent before the PCC's end-of-synchronisation marker, and
 * nothing on another session than the one that the SRP-ID was taken from: then the call returns false.
 */
export interface PccGateway {
  /** Takes the next SRP-ID, or undefined when the PCC is not connected and synchronised. */
  reserve(pcc: PccId): Dispatch | undefined;
  /** PCUpd (RFC 8231 6.2). */
  sendUpdate(pcc: PccId, dispatch: Dispatch, plspId: number, intended: IntendedLsp): boolean;
  /** PCInitiate of a new LSP (RFC 8281 5.3). */
  sendInitiate(pcc: PccId, dispatch: Dispatch, name: string, intended: IntendedLsp): boolean;
  /** PCInitiate with the R flag (RFC 8281 5.4). */
  sendDelete(pcc: PccId, dispatch: Dispatch, lsp: Pick<LspState, 'plspId' | 'name' | 'setupType'>): boolean;
}

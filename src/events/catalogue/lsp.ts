import type { PccId } from '../../domain/values/identifiers.js';
import type { LspState } from '../../domain/values/lsp.js';

/** A PCC reported one path of an LSP, and it differs from what was known (RFC 8231 6.1). */
export interface LspReported {
  readonly type: 'LspReported';
  readonly data: LspState;
}

/** A path of an LSP, or the whole LSP when `lspId` is absent, is gone. */
export interface LspRemoved {
  readonly type: 'LspRemoved';
  readonly data: {
    readonly pcc: PccId;
    readonly name: string;
    readonly plspId: number;
    /** The path's LSP-ID (RFC 8231 7.3.1); absent: all of them. */
    readonly lspId?: number;
    /**
     * The PCC said so (R flag); it did not report it again in a synchronisation; the session ended in the middle of
     * the synchronisation that had brought it (RFC 8231 5.6); or the PCC itself is no longer counted on.
     */
    readonly reason: 'reported' | 'not-resynchronized' | 'synchronization-aborted' | 'pcc-forgotten';
  };
}

export type LspEvent = LspReported | LspRemoved;

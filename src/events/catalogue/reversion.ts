import type { LspId, OperationId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { ReversionOutcome } from '../../domain/values/reversion.js';

interface OfReversion {
  readonly reversion: OperationId;
  readonly lsp: LspId;
}

/** The path before the failure is usable: the LSP goes back at `due`; or it could not, and that is tried again then. */
export interface LspReversionScheduled {
  readonly type: 'LspReversionScheduled';
  readonly data: OfReversion & {
    /** Instant, milliseconds since 1970. */
    readonly due: number;
    /** Why it could not go back. */
    readonly obstacle?: string;
    /** The temporary path that it was led to, as it and others were in each other's way back. */
    readonly movedTo?: SignalledPath;
  };
}

/** The path is not usable any more: its time begins anew when it is. */
export interface LspReversionSuspended {
  readonly type: 'LspReversionSuspended';
  readonly data: OfReversion & { readonly obstacle: string };
}

export interface LspReversionEnded {
  readonly type: 'LspReversionEnded';
  readonly data: OfReversion & { readonly outcome: ReversionOutcome };
}

export type ReversionEvent = LspReversionScheduled | LspReversionSuspended | LspReversionEnded;

import type { HoldId, LspId, OperationId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { Projection } from '../projection.js';

/**
 * What is wanted of an LSP, as far as Cairn was told: PCEP reports carry few of the constraints that a path was asked
 * for with, so a path that has to be computed again takes them from here. Intent, never observation.
 */
export interface Intent {
  readonly lsp: LspId;
  readonly request: PathRequest;
  readonly path: SignalledPath;
  readonly setupPriority: number;
  readonly holdingPriority: number;
}

export interface CapturedIntents {
  readonly intents: readonly Intent[];
  readonly proposed: readonly (readonly [
    OperationId | HoldId,
    Omit<Intent, 'lsp'> & { readonly lsp?: LspId },
  ])[];
}

export class Intents implements Projection<CapturedIntents> {
  readonly #intents = new Map<LspId, Intent>();
  /** Asked for, and not yet known to be in place: by operation, or by the hold of an answered PCReq. */
  readonly #proposed = new Map<OperationId | HoldId, Omit<Intent, 'lsp'> & { readonly lsp?: LspId }>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'LspInitiationRequested':
      case 'LspUpdateRequested': {
        const { operation, lsp, intended, computation } = event.data;
        if (computation === undefined || intended === undefined) break;
        const { path, setupPriority, holdingPriority } = intended;
        this.#proposed.set(operation, {
          lsp,
          request: computation.request,
          path,
          setupPriority,
          holdingPriority,
        });
        break;
      }
      case 'PathRequestAnswered': {
        const { hold, path, computation } = event.data;
        if (hold === undefined || path === undefined) break;
        this.#proposed.set(hold.id, {
          ...(hold.lsp === undefined ? {} : { lsp: hold.lsp }),
          request: computation.request,
          path,
          setupPriority: computation.request.setupPriority,
          holdingPriority: hold.holdingPriority,
        });
        break;
      }
      case 'OperationSucceeded':
        this.#settle(event.data.operation, event.data.lsp);
        break;
      case 'BandwidthHoldReleased':
        this.#settle(event.data.hold, event.data.lsp);
        break;
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        this.#proposed.delete(event.data.operation);
        break;
      default:
        break;
    }
  }

  get(lsp: LspId): Intent | undefined {
    return this.#intents.get(lsp);
  }

  /** The LSP is gone. */
  forget(lsp: LspId): void {
    this.#intents.delete(lsp);
  }

  capture(): CapturedIntents {
    return {
      intents: [...this.#intents.values()].sort((a, b) => (a.lsp < b.lsp ? -1 : 1)),
      proposed: [...this.#proposed.entries()],
    };
  }

  restore(captured: CapturedIntents): void {
    this.#intents.clear();
    this.#proposed.clear();
    for (const intent of captured.intents) this.#intents.set(intent.lsp, intent);
    for (const [id, proposed] of captured.proposed) this.#proposed.set(id, proposed);
  }

  /** Without an LSP nobody took the proposal up. */
  #settle(id: OperationId | HoldId, lsp: LspId | undefined): void {
    const proposed = this.#proposed.get(id);
    this.#proposed.delete(id);
    if (proposed === undefined || lsp === undefined) return;
    this.#intents.set(lsp, { ...proposed, lsp });
  }
}

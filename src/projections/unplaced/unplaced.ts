import type { LspId } from '../../domain/values/identifiers.js';
import type { NoPathReason } from '../../domain/values/path-request.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { Projection } from '../projection.js';

/** An LSP whose path broke, has less bandwidth than it reserves, or never was, and for which there is no other. */
export interface UnplacedLsp {
  readonly lsp: LspId;
  /** Instant at which that was found first, milliseconds since 1970. */
  readonly since: number;
  readonly reasons: readonly NoPathReason[];
  /** Place in the log of the network in which that was found last. */
  readonly position: number;
}

/** LSPs without a path that works, in the order in which that was found. O(1) an event. */
export class Unplaced implements Projection<readonly UnplacedLsp[]> {
  readonly #all = new Map<LspId, UnplacedLsp>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'LspNotReroutable': {
        const { lsp, reasons, computation } = event.data;
        const since = this.#all.get(lsp)?.since ?? event.time;
        this.#all.set(lsp, { lsp, since, reasons, position: computation.position });
        break;
      }
      case 'LspUpdateRequested':
        if (event.data.intended !== undefined) this.#all.delete(event.data.lsp);
        break;
      case 'LspPlaced':
        this.#all.delete(event.data.lsp);
        break;
      default:
        break;
    }
  }

  get(lsp: LspId): UnplacedLsp | undefined {
    return this.#all.get(lsp);
  }

  /** The last path of an LSP is gone. */
  forget(lsp: LspId): void {
    this.#all.delete(lsp);
  }

  all(): IterableIterator<UnplacedLsp> {
    return this.#all.values();
  }

  capture(): readonly UnplacedLsp[] {
    return [...this.#all.values()];
  }

  restore(captured: readonly UnplacedLsp[]): void {
    this.#all.clear();
    for (const one of captured) this.#all.set(one.lsp, one);
  }
}

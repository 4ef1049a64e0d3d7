import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { Ted } from '../projections/ted/ted.js';

/** Links that sources took back, as of one moment. */
export class GoneLinks {
  readonly #ted: Ted;
  /** PERF: put together once for all that are looked at together. */
  #addresses: ReadonlySet<string> | undefined;

  constructor(ted: Ted) {
    this.#ted = ted;
  }

  /**
   * Whether the route of an LSP, which the TED does not know, leads over one of them: for who was over it when that happened
   * and could not be moved, as the process ended then.
   */
  isUnder({ current }: LspEntry): boolean {
    this.#addresses ??= new Set(
      this.#ted
        .sources()
        .flatMap(({ gone }) => [...gone.values()])
        .flatMap(({ sourceAddress = [], targetAddress = [] }) => [sourceAddress, targetAddress].flat()),
    );
    const gone = this.#addresses;
    return (current.recordedRoute ?? current.route).some(
      (hop) => hop.kind === 'address' && gone.has(hop.address),
    );
  }
}

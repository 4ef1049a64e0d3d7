import type { LspId } from '../domain/values/identifiers.js';

/**
 * Which LSPs have a recording in the journal that is not applied yet. Calls are numbered in their order and are applied in it.
 * PERF: nothing is to be done when a call is applied. Two generations; one is forgotten when all of it is applied, so that
 * there are never many more than wait.
 */
export class RecordingsInFlight {
  #young = new Map<LspId, number>();
  #old = new Map<LspId, number>();
  /** The last call that `#old` may have. */
  #oldUntil = 0;

  add(lsp: LspId, call: number, applied: number): void {
    if (this.#young.size >= GENERATION && this.#oldUntil <= applied) {
      this.#old = this.#young;
      this.#oldUntil = call - 1;
      this.#young = new Map();
    }
    this.#young.set(lsp, call);
  }

  has(lsp: LspId, applied: number): boolean {
    return (this.#young.get(lsp) ?? this.#old.get(lsp) ?? 0) > applied;
  }
}

const GENERATION = 2_048;

import { type LspId, OperationId } from '../../domain/values/identifiers.js';
import type { Reversion } from '../../domain/values/reversion.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { LspUpdateRequested } from '../../events/catalogue/operation.js';
import type { ReversionEvent } from '../../events/catalogue/reversion.js';
import type { Projection } from '../projection.js';

/** Reversions that have ended and are kept in memory. */
export const REMEMBERED_REVERSIONS = 1_000;

/** Every LSP that is to go back to the path it had before a failure, and the last ones for which that is settled. O(1) an event. */
export class Reversions implements Projection<readonly Reversion[]> {
  readonly #open = new Map<OperationId, Reversion>();
  readonly #ofLsp = new Map<LspId, OperationId>();
  readonly #ended = new Map<OperationId, Reversion>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'LspUpdateRequested':
        this.#updateRequested(event.data, event.time);
        break;
      case 'LspReversionScheduled':
      case 'LspReversionSuspended':
      case 'LspReversionEnded': {
        const known = this.#open.get(event.data.reversion);
        if (known !== undefined) this.#set(evolve(known, event));
        break;
      }
      case 'SagaTimerFired': {
        const { saga, timer } = event.data;
        const known = saga.kind === 'reversion' ? this.#open.get(OperationId(saga.id)) : undefined;
        if (known !== undefined && timer === `restore-${known.rounds}` && known.due !== undefined)
          this.#set({ ...known, isDue: true });
        break;
      }
      default:
        break;
    }
  }

  get(id: OperationId): Reversion | undefined {
    return this.#open.get(id) ?? this.#ended.get(id);
  }

  /** The open one of an LSP: there is one at most. */
  ofLsp(lsp: LspId): Reversion | undefined {
    const id = this.#ofLsp.get(lsp);
    const known = id === undefined ? undefined : this.#open.get(id);
    return known?.lsp === lsp ? known : undefined;
  }

  open(): IterableIterator<Reversion> {
    return this.#open.values();
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** Those that have ended first. */
  *all(): Iterable<Reversion> {
    yield* this.#ended.values();
    yield* this.#open.values();
  }

  capture(): readonly Reversion[] {
    return [...this.all()];
  }

  restore(captured: readonly Reversion[]): void {
    for (const map of [this.#open, this.#ofLsp, this.#ended]) map.clear();
    for (const reversion of captured) this.#set(reversion);
  }

  #updateRequested(
    { operation, lsp, reason, intended, revert }: LspUpdateRequested['data'],
    startedAt: number,
  ): void {
    const known = this.ofLsp(lsp);
    if (revert === undefined || intended === undefined) {
      if (known !== undefined && reason !== 'reversion') this.#set({ ...known, changedBy: operation });
      return;
    }
    const {
      due: _,
      obstacle: __,
      changedBy: ___,
      ...rest
    } = known ?? {
      id: operation,
      lsp,
      home: revert.to,
      wait: revert.wait,
      startedAt,
      phase: 'WAITING' as const,
      rounds: 0,
    };
    this.#set({ ...rest, movedBy: operation, movedTo: intended.path, isDue: false, attempts: 0 });
  }

  #set(reversion: Reversion): void {
    const { id, lsp, phase } = reversion;
    if (phase !== 'ENDED') {
      this.#open.set(id, reversion);
      this.#ofLsp.set(lsp, id);
      return;
    }
    this.#open.delete(id);
    if (this.#ofLsp.get(lsp) === id) this.#ofLsp.delete(lsp);
    this.#ended.set(id, reversion);
    if (this.#ended.size <= REMEMBERED_REVERSIONS) return;
    const [oldest] = this.#ended.keys();
    if (oldest !== undefined) this.#ended.delete(oldest);
  }
}

function evolve(known: Reversion, event: RecordedEvent<ReversionEvent>): Reversion {
  const { due: _, obstacle: __, ...rest } = known;
  switch (event.type) {
    case 'LspReversionScheduled': {
      const { due, obstacle, movedTo } = event.data;
      const next = { ...rest, due, isDue: false, rounds: known.rounds + 1 };
      // From there all begins anew.
      if (movedTo !== undefined)
        return { ...next, ...(obstacle && { obstacle }), movedTo, isAside: true, attempts: 0 };
      return obstacle === undefined ? next : { ...next, obstacle, attempts: known.attempts + 1 };
    }
    case 'LspReversionSuspended':
      return { ...rest, isDue: false, attempts: 0, obstacle: event.data.obstacle };
    default:
      return { ...rest, isDue: false, phase: 'ENDED', outcome: event.data.outcome, endedAt: event.time };
  }
}

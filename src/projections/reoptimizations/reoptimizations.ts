import type { OperationId } from '../../domain/values/identifiers.js';
import type { Reoptimization } from '../../domain/values/reoptimization.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { ReoptimizationEvent } from '../../events/catalogue/reoptimization.js';
import type { Projection } from '../projection.js';
import { evolveReoptimization, requestedReoptimization } from './evolve.js';

/** Reoptimizations that have ended and are kept in memory; older ones are in the log. */
export const REMEMBERED_REOPTIMIZATIONS = 100;
/** Steps of theirs, about 1 kB each; the last one that ended is kept whatever it has. */
export const REMEMBERED_STEPS = 50_000;

/** Every reoptimization under way, and the last ones that ended, in the order in which they were asked for. */
export class Reoptimizations implements Projection<readonly Reoptimization[]> {
  readonly #all = new Map<OperationId, Reoptimization>();

  apply(event: RecordedEvent<ReoptimizationEvent>): void {
    if (event.type === 'ReoptimizationRequested') {
      this.#all.set(event.data.operation, requestedReoptimization(event.data, event.time));
      return;
    }
    const known = this.#all.get(event.data.operation);
    if (known === undefined) return;
    this.#all.set(known.id, evolveReoptimization(known, event));
    if (event.type === 'ReoptimizationEnded') this.#forgetOldest();
  }

  get(id: OperationId): Reoptimization | undefined {
    return this.#all.get(id);
  }

  all(): IterableIterator<Reoptimization> {
    return this.#all.values();
  }

  *open(): Iterable<Reoptimization> {
    for (const one of this.#all.values()) if (one.phase !== 'ENDED') yield one;
  }

  capture(): readonly Reoptimization[] {
    return [...this.#all.values()];
  }

  restore(captured: readonly Reoptimization[]): void {
    this.#all.clear();
    for (const one of captured) this.#all.set(one.id, one);
  }

  #forgetOldest(): void {
    const ended = [...this.#all.values()].filter(({ phase }) => phase === 'ENDED');
    let steps = ended.reduce((sum, one) => sum + one.steps.length, 0);
    for (const one of ended.slice(0, -1)) {
      if (this.#all.size <= REMEMBERED_REOPTIMIZATIONS && steps <= REMEMBERED_STEPS) return;
      this.#all.delete(one.id);
      steps -= one.steps.length;
    }
  }
}

export const isOfReoptimization = (event: RecordedEvent): event is RecordedEvent<ReoptimizationEvent> =>
  event.type.startsWith('Reoptimization');

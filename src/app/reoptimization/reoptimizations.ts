import { type LspId, OperationId } from '../../domain/values/identifiers.js';
import type {
  FailurePolicy,
  Reoptimization,
  ReoptimizationGoal,
  ReoptimizationScope,
  ReoptimizationTrigger,
  Resize,
} from '../../domain/values/reoptimization.js';
import { ok, type Result } from '../../domain/values/result.js';
import type { NewEvent } from '../../events/catalogue/event.js';
import { sagaStream } from '../../events/catalogue/streams.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import type { Journal } from '../journal.js';
import type { NetworkView } from '../network-view.js';
import type { IdSource } from '../ports/id-source.js';
import { type Rejection, reject } from '../rejection.js';

export interface Reoptimize {
  readonly goal: ReoptimizationGoal;
  readonly scope: ReoptimizationScope;
  readonly trigger: ReoptimizationTrigger;
  readonly dryRun: boolean;
  /** Which LSPs may move; absent: all that can. */
  readonly isWanted?: (entry: LspEntry) => boolean;
  readonly resizes?: readonly Resize[];
  readonly maxMoves?: number;
  readonly minGain?: number;
  readonly minGainPerMove?: number;
  readonly allowRelease: boolean;
  readonly onFailure: FailurePolicy;
}

export interface ReoptimizationDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly ids: IdSource;
}

/** What can be asked of reoptimization. One at a time: two would plan with the same free bandwidth. */
export class ReoptimizationCommands {
  readonly #dependencies: ReoptimizationDependencies;
  /** Asked for and not in the state yet. */
  #beginning: OperationId | undefined;

  constructor(dependencies: ReoptimizationDependencies) {
    this.#dependencies = dependencies;
  }

  /** Resolves when it is in the log; what it does comes later. */
  async start({ isWanted, ...order }: Reoptimize): Promise<Result<Reoptimization, Rejection>> {
    const { ids } = this.#dependencies;
    const { underWay } = this;
    if (underWay !== undefined && !order.dryRun) {
      return reject('UNDER_WAY', `reoptimization ${underWay} is under way; wait for it, or cancel it`);
    }
    const lsps = isWanted === undefined ? {} : { lsps: this.#matching(isWanted) };
    const operation = OperationId(ids.next());
    if (!order.dryRun) this.#beginning = operation;
    try {
      await this.#append(operation, 0, {
        type: 'ReoptimizationRequested',
        data: { operation, order: { ...order, ...lsps } },
      });
    } finally {
      if (this.#beginning === operation) this.#beginning = undefined;
    }
    return ok(this.#get(operation));
  }

  /** The one that changes something now. */
  get underWay(): OperationId | undefined {
    for (const { id, order } of this.#dependencies.view.state.reoptimizations.open())
      if (!order.dryRun) return id;
    return this.#beginning;
  }

  /** No more steps; those under way come to an end. What was done stays, or is undone, as its policy says. */
  async cancel(id: OperationId): Promise<Result<Reoptimization, Rejection>> {
    const known = this.#dependencies.view.state.reoptimizations.get(id);
    if (known === undefined) return reject('UNKNOWN_OPERATION', `there is no reoptimization ${id}`);
    if (known.phase === 'ENDED' || known.cancelled) return ok(known);
    await this.#append(id, 'any', { type: 'ReoptimizationCancelled', data: { operation: id } });
    return ok(this.#get(id));
  }

  #matching(isWanted: (entry: LspEntry) => boolean): readonly LspId[] {
    const { lspDb } = this.#dependencies.view.state;
    return [...lspDb.entries()]
      .filter(isWanted)
      .map(({ id }) => id)
      .sort();
  }

  async #append(id: OperationId, expected: 0 | 'any', event: NewEvent): Promise<void> {
    const { journal } = this.#dependencies;
    await journal.append(sagaStream({ kind: 'reoptimization', id }), expected, [
      { ...event, correlationId: id },
    ]);
  }

  #get(id: OperationId): Reoptimization {
    const known = this.#dependencies.view.state.reoptimizations.get(id);
    if (known === undefined) throw new Error(`reoptimization ${id} is not in the log after its append`);
    return known;
  }
}

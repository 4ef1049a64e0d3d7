import { type ReoptimizationWorld, reoptimizationSaga } from '../../domain/sagas/reoptimization.js';
import { OperationId } from '../../domain/values/identifiers.js';
import type { Reoptimization } from '../../domain/values/reoptimization.js';
import type { NewEvent, RecordedEvent } from '../../events/catalogue/event.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import type { LinearSolver } from '../ports/linear-solver.js';
import type { Planner } from '../ports/planner.js';
import { type HostedSaga, NOBODY, SETTLING_TIME } from '../sagas/saga-runner.js';
import { inlinePlanner } from './inline-planner.js';
import { planOf } from './plan.js';
import { qualityOf } from './plan-quality.js';
import { LiveReoptimizationWorld } from './reoptimization-world.js';
import type { ReoptimizationPolicy } from './triggers.js';

export interface HostedReoptimizationsDependencies {
  readonly view: NetworkView;
  readonly clock: Clock;
  /** Milliseconds that a head-end has to report an outcome. */
  readonly operationTimeout: number;
  /** Without one plans are made in this thread. */
  readonly planner?: Planner;
  /** Without one plans state simpler bounds. */
  readonly linearSolver?: LinearSolver;
  readonly reoptimization: Pick<ReoptimizationPolicy, 'measured'>;
}

/** Which reoptimizations an event may concern, and how they are planned. */
export class HostedReoptimizations implements HostedSaga<Reoptimization, ReoptimizationWorld> {
  readonly saga = reoptimizationSaga;
  readonly #view: NetworkView;
  readonly #clock: Clock;
  readonly #operationTimeout: number;
  readonly #planner: Planner;
  readonly #solver: LinearSolver | undefined;
  readonly #countsMeasured: boolean;
  readonly #startedAt: number;

  constructor(dependencies: HostedReoptimizationsDependencies) {
    const { view, clock, operationTimeout, planner, linearSolver, reoptimization } = dependencies;
    this.#countsMeasured = reoptimization.measured;
    this.#startedAt = clock.now();
    this.#view = view;
    this.#clock = clock;
    this.#operationTimeout = operationTimeout;
    this.#planner = planner ?? inlinePlanner;
    this.#solver = linearSolver;
  }

  *open(): Iterable<string> {
    for (const { id } of this.#view.state.reoptimizations.open()) yield id;
  }

  get(id: string): Reoptimization | undefined {
    return this.#view.state.reoptimizations.get(OperationId(id));
  }

  world(): ReoptimizationWorld {
    const now = this.#clock.now();
    const isSettled = now - this.#startedAt >= SETTLING_TIME || this.#areAllBack();
    return new LiveReoptimizationWorld(this.#view, now, this.#operationTimeout, isSettled);
  }

  #areAllBack(): boolean {
    const { sessions, lspDb } = this.#view.state;
    return sessions
      .all()
      .every(({ id, synchronized }) => synchronized || lspDb.ofPcc(id).next().done === true);
  }

  async compute(id: string): Promise<readonly NewEvent[]> {
    const known = this.get(id);
    if (known === undefined) return [];
    const { position } = this.#view.state;
    const operation = OperationId(id);
    try {
      const { plan, problem } = await planOf(this.#view, known.order, this.#planner, this.#countsMeasured);
      const quality = await qualityOf(problem, plan, known.order, this.#solver);
      const data = { operation, position, plan: { ...plan, ...quality } };
      return [{ type: 'ReoptimizationPlanned', data }];
    } catch (error) {
      // One that stays open would keep all others from being begun.
      const failure = { code: 'NOT_PLANNED', message: `no plan could be made: ${String(error)}` };
      return [{ type: 'ReoptimizationEnded', data: { operation, outcome: 'FAILED', ...failure } }];
    }
  }

  concernedBy(event: RecordedEvent): Iterable<string> {
    switch (event.type) {
      case 'ReoptimizationRequested':
      case 'ReoptimizationPlanned':
      case 'ReoptimizationStepDone':
      case 'ReoptimizationStepFailed':
      case 'ReoptimizationStepUndone':
      case 'ReoptimizationCancelled':
        return [event.data.operation];
      case 'SessionSynchronized':
        return this.open();
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        // Of an LSP that a step waits for; its own steps concern it anyway.
        return this.#view.state.operations.get(event.data.operation)?.saga === undefined
          ? this.open()
          : NOBODY;
      default:
        return NOBODY;
    }
  }
}

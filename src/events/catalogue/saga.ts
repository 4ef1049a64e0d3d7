/** Process managers: each instance is a saga with an id of its kind. */
export type SagaKind = 'booking' | 'reoptimization' | 'maintenance' | 'damping' | 'reversion';

export interface SagaRef {
  readonly kind: SagaKind;
  readonly id: string;
}

/**
 * An instant that a saga waits for has come. It stands in the saga's own stream, once, however often the process was
 * started since; what was due while no process ran is recorded at the next start, in the order in which it was due.
 */
export interface SagaTimerFired {
  readonly type: 'SagaTimerFired';
  readonly data: {
    readonly saga: SagaRef;
    /** The saga's name for it. */
    readonly timer: string;
    /** Instant, milliseconds since 1970. */
    readonly due: number;
  };
}

export type SagaEvent = SagaTimerFired;

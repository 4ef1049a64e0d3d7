import type { Saga } from '../../domain/sagas/saga.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import { dampingId, type FlappedLink } from '../../projections/link-damping/link-damping.js';
import type { NetworkView } from '../network-view.js';
import type { HostedSaga } from './saga-runner.js';

/** A damped link waits for the instant at which it is in use again, and for nothing else. */
const dampingSaga: Saga<FlappedLink, null> = {
  kind: 'damping',
  nextTimer: ({ dampedUntil }) =>
    dampedUntil === undefined ? undefined : { timer: `reuse-${dampedUntil}`, due: dampedUntil },
  next: () => undefined,
};

/** Keeps the time of damped links: what `SagaTimerFired` says of them puts them in use again. */
export class HostedDamping implements HostedSaga<FlappedLink, null> {
  readonly saga = dampingSaga;
  readonly #view: NetworkView;

  constructor(view: NetworkView) {
    this.#view = view;
  }

  open(): Iterable<string> {
    return this.#view.state.linkDamping.damped();
  }

  get(id: string): FlappedLink | undefined {
    return this.#view.state.linkDamping.get(id);
  }

  world(): null {
    return null;
  }

  concernedBy(event: RecordedEvent): Iterable<string> {
    if (!this.#view.state.linkDamping.isDamping) return NONE;
    if (event.type === 'LinkObserved') return [dampingId(event.data.source, event.data.link.id)];
    return event.type === 'LinkWithdrawn' ? [dampingId(event.data.source, event.data.link)] : NONE;
  }
}

const NONE: readonly string[] = [];

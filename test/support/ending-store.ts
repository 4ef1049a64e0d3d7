import type { EventStore } from '../../src/events/store.js';
import type { MemoryLog } from '../../src/events/stores/memory/open.js';

/** What a process that has ended would say, if it could. */
class Ended extends Error {}

/** A process whose store takes nothing more once the log has so many events: as if it had ended there. */
export const endingAfter = (events: number, log: MemoryLog) => endingWhen(() => log.events.length >= events);

/** A process whose store takes nothing more once it `hasEnded`. */
export const endingWhen =
  (hasEnded: () => boolean) =>
  (store: EventStore): EventStore =>
    new Proxy(store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (name === 'append')
          return (...args: Parameters<EventStore['append']>) =>
            hasEnded() ? Promise.reject(new Ended()) : target.append(...args);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });

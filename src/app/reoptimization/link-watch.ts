import type { LinkId } from '../../domain/values/identifiers.js';
import type { NetworkView } from '../network-view.js';
import { trafficBeyondReserved } from './unreserved-traffic.js';

/** Points of utilisation by which a link has to fall below the mark before it counts as new again. */
const HYSTERESIS = 0.05;

/** What changed on the links since they were looked at last. */
export class LinkWatch {
  readonly #view: NetworkView;
  readonly #countsMeasured: boolean;
  /** Bit/s that were free; undefined: nobody has looked yet. */
  #free: Map<LinkId, number> | undefined;
  readonly #above = new Set<LinkId>();

  /** @param countsMeasured whether traffic measured beyond what is reserved is in the utilisation */
  constructor(view: NetworkView, countsMeasured: boolean) {
    this.#view = view;
    this.#countsMeasured = countsMeasured;
  }

  /** Links with more bandwidth left than at the last look, or that are new; none at the first. O(links). */
  freed(): readonly LinkId[] {
    const before = this.#free;
    const { computer } = this.#view;
    const now = new Map<LinkId, number>();
    const freed: LinkId[] = [];
    for (const { id, operational } of this.#view.state.ted.links()) {
      const free = operational ? computer.available(id, LOWEST_PRIORITY) : 0;
      now.set(id, free);
      if (before !== undefined && free > Math.max(0, before.get(id) ?? 0)) freed.push(id);
    }
    this.#free = now;
    return freed;
  }

  /** What is left on these links is no news. */
  forget(links: Iterable<LinkId>): void {
    const { computer } = this.#view;
    for (const link of links) this.#free?.set(link, computer.available(link, LOWEST_PRIORITY));
  }

  /** Links above the mark that were below it less a little since `answered` had them. O(links). */
  newlyAbove(mark: number): readonly LinkId[] {
    const { computer, state } = this.#view;
    const found: LinkId[] = [];
    for (const link of state.ted.links()) {
      const { id, operational, reservable } = link;
      const beyond = this.#countsMeasured ? trafficBeyondReserved(computer, link) : 0;
      const left = computer.available(id, LOWEST_PRIORITY) - beyond;
      const taken = operational && reservable > 0 ? 1 - left / reservable : 0;
      if (taken < mark - HYSTERESIS) this.#above.delete(id);
      if (taken > mark && !this.#above.has(id)) found.push(id);
    }
    return found;
  }

  /** Something is done about these; nothing more before they were below the mark. */
  answered(links: Iterable<LinkId>): void {
    for (const link of links) this.#above.add(link);
  }
}

/** As the plans count: what any LSP or booking holds is taken. */
const LOWEST_PRIORITY = 7;

import type { AddressHop, Hop } from './hop.js';
import type { LspState } from './lsp.js';

/** Distinct addresses that each of the two generations holds. */
const GENERATION = 65_536;

/**
 * One object for all hops that say the same address. Many LSPs cross the same interfaces: shared hops take a fraction
 * of the memory, and comparing two routes mostly compares references. Bounded by two generations: what was not asked
 * for while a whole generation filled is forgotten, which costs sharing and nothing else.
 */
export class HopPool {
  #young = new Map<string, AddressHop>();
  #old = new Map<string, AddressHop>();

  /** The same state with shared hops: `state` itself where its hops are the shared ones already. */
  share(state: LspState): LspState {
    const { route, recordedRoute } = state;
    const shared = this.#shareRoute(route);
    const sharedRecorded = recordedRoute === undefined ? undefined : this.#shareRoute(recordedRoute);
    if (shared === route && sharedRecorded === recordedRoute) return state;
    if (sharedRecorded === undefined) return { ...state, route: shared };
    return { ...state, route: shared, recordedRoute: sharedRecorded };
  }

  #shareRoute(route: readonly Hop[]): readonly Hop[] {
    let shared: Hop[] | undefined;
    for (let index = 0; index < route.length; index++) {
      const hop = route[index] as Hop;
      const same = isPlainHost(hop) ? this.#shareHop(hop) : hop;
      if (same === hop) continue;
      shared ??= [...route];
      shared[index] = same;
    }
    return shared ?? route;
  }

  #shareHop(hop: AddressHop): AddressHop {
    const young = this.#young.get(hop.address);
    if (young !== undefined) return young;
    const known = this.#old.get(hop.address) ?? hop;
    this.#keep(known);
    return known;
  }

  #keep(hop: AddressHop): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(hop.address, hop);
  }
}

const isPlainHost = (hop: Hop): hop is AddressHop =>
  hop.kind === 'address' && hop.prefixLength === undefined && hop.loose === undefined;

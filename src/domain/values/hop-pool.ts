import { Generations } from './generations.js';
import type { AddressHop, Hop } from './hop.js';
import type { LspIdentifiers, LspState } from './lsp.js';

/** Distinct addresses that are remembered, at least. */
const ADDRESSES = 65_536;

/**
 * One object for all hops that say the same address. Many LSPs cross the same interfaces: shared hops take a fraction
 * of the memory, and comparing two routes mostly compares references. Bounded; what is forgotten costs sharing and
 * nothing else.
 */
export class HopPool {
  readonly #hops = new Generations<AddressHop>(ADDRESSES);

  /** The same state with shared hops: `state` itself where its hops are the shared ones already. */
  share(state: LspState): LspState {
    const { route, recordedRoute } = state;
    return withRoutes(
      state,
      this.#shareRoute(route),
      recordedRoute === undefined ? undefined : this.#shareRoute(recordedRoute),
    );
  }

  /** The strict hop to a host. */
  hopTo(address: string): AddressHop {
    return this.#hops.get(address) ?? this.#keep({ kind: 'address', address });
  }

  #shareRoute(route: readonly Hop[]): readonly Hop[] {
    let shared: Hop[] | undefined;
    for (let index = 0; index < route.length; index++) {
      const hop = route[index] as Hop;
      const same = isPlainHost(hop) ? (this.#hops.get(hop.address) ?? this.#keep(hop)) : hop;
      if (same === hop) continue;
      shared ??= [...route];
      shared[index] = same;
    }
    return shared ?? route;
  }

  #keep(hop: AddressHop): AddressHop {
    this.#hops.set(hop.address, hop);
    return hop;
  }
}

/**
 * The state with the routes and the identifiers of `known` where they say the same: nothing is looked up, and what was
 * new can go. PERF: most reports of a known path change neither.
 */
export function withRoutesOf(known: LspState, state: LspState): LspState {
  const { route, recordedRoute, identifiers } = state;
  const shared = withRoutes(
    state,
    sameOr(known.route, route),
    recordedRoute === undefined ? undefined : sameOr(known.recordedRoute, recordedRoute),
  );
  // What is the state itself belongs to others.
  if (shared === state || identifiers === undefined || !sameIdentifiers(known.identifiers, identifiers))
    return shared;
  (shared as { identifiers?: LspIdentifiers }).identifiers = known.identifiers as LspIdentifiers;
  return shared;
}

const sameIdentifiers = (a: LspIdentifiers | undefined, b: LspIdentifiers): boolean =>
  a !== undefined &&
  a.lspId === b.lspId &&
  a.tunnelId === b.tunnelId &&
  a.sender === b.sender &&
  a.endpoint === b.endpoint &&
  a.extendedTunnelId === b.extendedTunnelId;

function withRoutes(
  state: LspState,
  route: readonly Hop[],
  recordedRoute: readonly Hop[] | undefined,
): LspState {
  if (state.route === route && state.recordedRoute === recordedRoute) return state;
  return recordedRoute === undefined ? { ...state, route } : { ...state, route, recordedRoute };
}

/** `known` if it is the same sequence of plain hosts as `route`, else `route`. */
function sameOr(known: readonly Hop[] | undefined, route: readonly Hop[]): readonly Hop[] {
  if (known === route || known === undefined || known.length !== route.length) return route;
  for (let index = 0; index < route.length; index++) {
    const [a, b] = [known[index] as Hop, route[index] as Hop];
    if (a !== b && !(isPlainHost(a) && isPlainHost(b) && a.address === b.address)) return route;
  }
  return known;
}

export const isPlainHost = (hop: Hop): hop is AddressHop =>
  hop.kind === 'address' && hop.prefixLength === undefined && hop.loose === undefined;

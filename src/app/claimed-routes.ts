import type { Claim, ClaimedRoute, PathComputer } from '../domain/computation/computer.js';
import { sameRoute } from '../domain/lsp/operation-outcome.js';
import { isOverdue } from '../domain/values/booking.js';
import { leavesOpen } from '../domain/values/hop.js';
import type { LspId } from '../domain/values/identifiers.js';
import { holdsResources } from '../domain/values/lsp.js';
import type { IntendedLsp } from '../events/catalogue/operation.js';
import type { HoldEntry } from '../projections/holds/holds.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';
import { attributesOf } from './lsp-attributes.js';

/** What an LSP takes by what its head-end reports: the links that Cairn gave it while it reports that very route. */
export function reportedRoutes(state: NetworkState, entry: LspEntry): ClaimedRoute[] {
  const intent = state.intents.get(entry.id);
  const attributes = attributesOf(state, entry);
  return entry.paths.filter(holdsResources).map((path) => {
    const bandwidth = path.bandwidth ?? attributes.bandwidth;
    const taken = { bandwidth, ...(path.setupType === 'RSVP_TE' ? signalledAt(state, entry) : {}) };
    if (intent !== undefined && sameRoute(intent.path.route, path.route)) {
      const recorded = leavesOpen(path.route) ? path.recordedRoute : undefined;
      return { links: intent.path.path.links, ...(recorded === undefined ? {} : { recorded }), ...taken };
    }
    return { hops: path.recordedRoute ?? path.route, ...taken };
  });
}

/**
 * Since when the routers reserve what the LSP takes: what was read back in a synchronisation was there before, for
 * nobody knows how long.
 */
function signalledAt(
  { sessions }: NetworkState,
  { current, position }: LspEntry,
): { readonly signalledAt: number } {
  const synchronizedAt = sessions.get(current.pcc)?.synchronizedAt ?? 0;
  return { signalledAt: position < synchronizedAt ? 0 : position };
}

/** What the calendar has for a booking's LSP is not counted twice: its claim is what goes beyond. */
export function withoutBooked(
  { bookings }: NetworkState,
  computer: PathComputer,
  lsp: LspId,
  source: string,
  routes: readonly ClaimedRoute[],
): readonly ClaimedRoute[] {
  const booked = bookings.occurrenceOf(lsp);
  if (booked?.path === undefined || isOverdue(booked)) return routes;
  const covered = new Set(booked.path.path.links);
  return routes.flatMap((route) => {
    const links = 'links' in route ? route.links : linksOf(computer, source, route.hops);
    if (links === undefined) return [route];
    const beyond = links.filter((link) => !covered.has(link));
    const rest = Math.max(0, route.bandwidth - booked.bandwidth);
    return [
      { links, bandwidth: rest },
      ...(beyond.length === 0 ? [] : [{ links: beyond, bandwidth: route.bandwidth }]),
    ];
  });
}

function linksOf(computer: PathComputer, ...route: Parameters<PathComputer['resolve']>) {
  const resolved = computer.resolve(...route);
  return resolved.ok ? resolved.value.links : undefined;
}

export const heldRoute = ({ path, request }: HoldEntry): ClaimedRoute => ({
  links: path.path.links,
  bandwidth: request.bandwidth,
});

/** What a schedule puts off takes nothing before its time. */
export const takesNow = ({ schedule }: IntendedLsp): boolean => schedule?.activated !== false;

export const intendedRoute = ({ path, bandwidth }: IntendedLsp): ClaimedRoute => ({
  links: path.path.links,
  bandwidth,
});

/** What an LSP takes. */
export interface LspClaims {
  readonly claim: Claim | undefined;
  /** Where the LSP is about to be. */
  readonly next: Claim | undefined;
}

export const NO_CLAIMS: LspClaims = { claim: undefined, next: undefined };

/** Not an LSP that is taken down. */
export const leadsAnywhere = (route: ClaimedRoute): boolean => !('links' in route) || route.links.length > 0;

export function setOrClear(computer: PathComputer, owner: string, claim: Claim | undefined): void {
  if (claim === undefined) computer.clearClaim(owner);
  else computer.setClaim(owner, claim);
}

import type { Hop } from '../../domain/values/hop.js';
import { isPlainHost } from '../../domain/values/hop-pool.js';
import type { LspState } from '../../domain/values/lsp.js';
import { type RoutePool, routeText } from '../../domain/values/route-pool.js';

/**
 * How the data of an event stands in the log where that differs from its shape in memory. Reports are most of every
 * log, and their routes most of a report: a route of strict hops to hosts is stored as one text, the addresses with a
 * space between; in other routes such a hop is stored as its address alone. That halves what is written, parsed and
 * kept. Both directions are exact for every value.
 */
export function toStored(type: string, data: unknown): unknown {
  if (type !== 'LspReported') return data;
  const state = data as LspState;
  const { route, recordedRoute } = state;
  if (recordedRoute === undefined) return { ...state, route: storedRoute(route) };
  return { ...state, route: storedRoute(route), recordedRoute: storedRoute(recordedRoute) };
}

/**
 * The data as it was given to `toStored`. Takes over `stored`, which must have just been parsed; routes come from the
 * pool.
 */
export function fromStored(type: string, stored: unknown, routes: RoutePool): unknown {
  if (type !== 'LspReported' || typeof stored !== 'object' || stored === null) return stored;
  const state = stored as { route?: unknown; recordedRoute?: unknown };
  state.route = routeOf(state.route, routes);
  if (state.recordedRoute !== undefined) state.recordedRoute = routeOf(state.recordedRoute, routes);
  return state;
}

const storedRoute = (route: readonly Hop[]): string | readonly (Hop | string)[] =>
  routeText(route) ?? route.map((hop) => (isPlainHost(hop) ? hop.address : hop));

function routeOf(stored: unknown, routes: RoutePool): unknown {
  if (typeof stored === 'string') return routes.routeOf(stored);
  return Array.isArray(stored) ? stored.map(hopOf) : stored;
}

const hopOf = (stored: unknown): unknown =>
  typeof stored === 'string' ? { kind: 'address', address: stored } : stored;

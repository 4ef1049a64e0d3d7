import type { Hop } from '../../domain/values/hop.js';
import type { LspState } from '../../domain/values/lsp.js';

/**
 * How the data of an event stands in the log where that differs from its shape in memory. Reports are most of every
 * log, and their routes most of a report: a strict hop to a host address is stored as the address alone, which halves
 * what is written, parsed and kept. Both directions are exact for every value.
 */
export function toStored(type: string, data: unknown): unknown {
  if (type !== 'LspReported') return data;
  const state = data as LspState;
  const { route, recordedRoute } = state;
  if (recordedRoute === undefined) return { ...state, route: route.map(storedHop) };
  return { ...state, route: route.map(storedHop), recordedRoute: recordedRoute.map(storedHop) };
}

/** The data as it was given to `toStored`. Takes over `stored`, which must have just been parsed. */
export function fromStored(type: string, stored: unknown): unknown {
  if (type !== 'LspReported' || typeof stored !== 'object' || stored === null) return stored;
  const state = stored as { route?: unknown; recordedRoute?: unknown };
  if (Array.isArray(state.route)) state.route = state.route.map(hopOf);
  if (Array.isArray(state.recordedRoute)) state.recordedRoute = state.recordedRoute.map(hopOf);
  return state;
}

const storedHop = (hop: Hop): Hop | string =>
  hop.kind === 'address' && hop.prefixLength === undefined && hop.loose === undefined ? hop.address : hop;

const hopOf = (stored: unknown): unknown =>
  typeof stored === 'string' ? { kind: 'address', address: stored } : stored;

import { Generations } from './generations.js';
import type { Hop } from './hop.js';
import { HopPool, isPlainHost } from './hop-pool.js';

/** Distinct routes that are remembered, at least. */
const ROUTES = 131_072;

const SEPARATOR = ' ';

/** The route as one text, if it is strict hops to hosts and nothing else; O(hops). */
export function routeText(route: readonly Hop[]): string | undefined {
  if (route.length === 0) return undefined;
  let text = '';
  for (let index = 0; index < route.length; index++) {
    const hop = route[index] as Hop;
    if (!isPlainHost(hop) || hop.address.includes(SEPARATOR)) return undefined;
    text = index === 0 ? hop.address : `${text}${SEPARATOR}${hop.address}`;
  }
  return text;
}

/**
 * The routes that texts of `routeText` stand for, one object for all that are the same: a log says most routes many
 * times, and so each is built once. Bounded, as HopPool.
 */
export class RoutePool {
  readonly #routes = new Generations<readonly Hop[]>(ROUTES);
  readonly #hops = new HopPool();

  routeOf(text: string): readonly Hop[] {
    const known = this.#routes.get(text);
    if (known !== undefined) return known;
    const route = text.split(SEPARATOR).map((address) => this.#hops.hopTo(address));
    this.#routes.set(text, route);
    return route;
  }
}

import type { NetworkLoad } from '../../values/set-requirements.js';
import type { Network } from '../algorithm/signalled-paths.js';

/** What this one finds is what nobody has taken. */
export const LOWEST_PRIORITY = 7;

/** (R - r) / R (RFC 5541 4), as if so much more were taken; a link that nothing can be reserved on has no load. */
export function loadOf({ graph, reservations }: Network, link: number, more = 0): number {
  const reservable = graph.reservable[link]!;
  return reservable > 0
    ? (reservable - reservations.available(link, LOWEST_PRIORITY) + more) / reservable
    : 0;
}

/** With what is reserved at the moment. O(E). */
export function networkLoad(network: Network): NetworkLoad {
  const { graph, reservations } = network;
  let aggregateBandwidth = 0;
  let mostLoadedLink = 0;
  for (let link = 0; link < graph.links.length; link++) {
    aggregateBandwidth += graph.reservable[link]! - reservations.available(link, LOWEST_PRIORITY);
    mostLoadedLink = Math.max(mostLoadedLink, loadOf(network, link));
  }
  return { aggregateBandwidth, mostLoadedLink };
}

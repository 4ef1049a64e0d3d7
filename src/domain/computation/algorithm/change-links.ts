import type { TopologyLink } from '../../values/topology.js';
import { changeLink, differsInValues } from '../graph/change-link.js';
import type { Network } from './signalled-paths.js';

/**
 * Gives known links of a network other values, and tells all that keeps something which follows from them. `refused`,
 * and nothing is changed: a link isn't known or differs in more than values. `routes`: what routers forward over may
 * be other links than before. O(links + cached trees).
 */
export function changeLinks(
  { graph, names, reservations, paths, trees }: Network,
  links: Iterable<TopologyLink>,
): 'refused' | 'values' | 'routes' {
  const changes: (readonly [number, TopologyLink])[] = [];
  for (const changed of links) {
    const link = names.link(changed.id);
    if (link === undefined || !differsInValues(graph.links[link]!, changed)) return 'refused';
    changes.push([link, changed]);
  }
  let routes = false;
  for (const [link, changed] of changes) {
    const values = changeLink(graph, reservations, link, changed);
    for (const weights of values.weights) paths.weightChanged(weights, link);
    routes ||= values.routes;
  }
  if (routes) trees.forget();
  return routes ? 'routes' : 'values';
}

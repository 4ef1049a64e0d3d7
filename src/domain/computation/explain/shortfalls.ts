import type { PathRequest } from '../../values/path-request.js';
import type { Network } from '../algorithm/signalled-paths.js';
import type { BottleneckLink, LinkShortfall } from '../computer.js';
import { seldomKnownOf } from './seldom-known.js';

/** The text of an empty list. */
export const NONE = 'none';

export const listText = (elements: readonly (number | string)[]): string =>
  elements.length === 0 ? NONE : elements.join(',');

/** What single links lack of a request. */
export class Shortfalls {
  private readonly network: Network;
  private readonly request: PathRequest;

  constructor(network: Network, request: PathRequest) {
    this.network = network;
    this.request = request;
  }

  /** O(constraints). */
  of(link: number): BottleneckLink {
    const shortfalls = [
      ...this.state(link),
      ...this.measured(link),
      ...this.bandwidth(link),
      ...this.groups(link),
      ...this.exclusions(link),
      ...this.riskGroups(link),
    ];
    return { link: this.network.graph.links[link]!.id, shortfalls };
  }

  private *state(link: number): Iterable<LinkShortfall> {
    const { operational, usable, delay } = this.network.graph;
    const { metric, bounds } = this.request;
    if (operational[link] === 0) yield { constraint: 'operational', has: 'down', wanted: 'up' };
    else if (usable[link] === 0) yield { constraint: 'operational', has: 'out of use', wanted: 'in use' };
    const delayCounts = metric === 'DELAY' || bounds.some((bound) => bound.metric === 'DELAY');
    if (delayCounts && delay[link] === Number.POSITIVE_INFINITY) {
      yield { constraint: 'delayKnown', has: 'unknown', wanted: 'known' };
    }
  }

  private *measured(link: number): Iterable<LinkShortfall> {
    const { graph } = this.network;
    const { delayVariation, loss } = graph.links[link]!;
    for (const metric of seldomKnownOf(this.request)) {
      if (metric === 'DELAY_VARIATION' && delayVariation === undefined)
        yield { constraint: 'delayVariationKnown', has: 'unknown', wanted: 'known' };
      if (metric === 'LOSS' && loss === undefined)
        yield { constraint: 'lossKnown', has: 'unknown', wanted: 'known' };
      if (metric === 'LOSS' && loss === 1) yield { constraint: 'lossKnown', has: 'all', wanted: 'less' };
    }
  }

  private *bandwidth(link: number): Iterable<LinkShortfall> {
    const { bandwidth, setupPriority } = this.request;
    const available = this.network.reservations.available(link, setupPriority);
    if (bandwidth > 0 && available < bandwidth) {
      yield { constraint: 'bandwidth', has: `${available}`, wanted: `${bandwidth}` };
    }
  }

  private *groups(link: number): Iterable<LinkShortfall> {
    const { includeAny, includeAll, excludeAny } = this.request;
    const groups = [...this.network.graph.links[link]!.adminGroups].sort((a, b) => a - b);
    const has = listText(groups);
    if (includeAny.length > 0 && !includeAny.some((group) => groups.includes(group))) {
      yield { constraint: 'includeAny', has, wanted: listText(includeAny) };
    }
    if (!includeAll.every((group) => groups.includes(group))) {
      yield { constraint: 'includeAll', has, wanted: listText(includeAll) };
    }
    const unwanted = groups.filter((group) => excludeAny.includes(group));
    if (unwanted.length > 0) yield { constraint: 'excludeAny', has: listText(unwanted), wanted: NONE };
  }

  private *exclusions(link: number): Iterable<LinkShortfall> {
    const { graph, names } = this.network;
    const ends = [graph.source[link]!, graph.target[link]!];
    const hit = this.request.exclude.filter((reference) => {
      const node = names.node(reference);
      if (node !== undefined) return ends.includes(node);
      const named = names.link(reference);
      if (named !== undefined) return named === link;
      const { arriving, leaving } = names.addressOwners(reference);
      const isInSystem = names.autonomousSystem(reference).some((member) => ends.includes(member));
      return arriving.includes(link) || leaving.includes(link) || isInSystem;
    });
    if (hit.length > 0) yield { constraint: 'exclude', has: listText(hit), wanted: NONE };
  }

  private *riskGroups(link: number): Iterable<LinkShortfall> {
    const { srlgMembers } = this.network.graph;
    const shared = this.request.excludeSrlgs.filter((srlg) => srlgMembers.get(srlg)?.includes(link) === true);
    if (shared.length > 0) yield { constraint: 'excludeSrlgs', has: listText(shared), wanted: NONE };
  }
}

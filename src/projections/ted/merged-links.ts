import type { LinkId, NodeId } from '../../domain/values/identifiers.js';
import type { ObservedLink, TopologyLink } from '../../domain/values/topology.js';
import { originsOf } from './merged-nodes.js';
import { inPrecedence, mergeOpinions, type Opinion, type Origins } from './precedence.js';
import type { TopologySource } from './topology-source.js';

export interface MergedLink {
  readonly link: TopologyLink;
  readonly opinions: readonly Opinion<ObservedLink>[];
  readonly origins: Origins;
  /** Instant of the youngest measurement that counts; absent: no collector measures it. */
  readonly measuredAt?: number;
}

type NodeIdOf = (source: TopologySource, own: NodeId) => NodeId;

interface Group {
  readonly id: LinkId;
  readonly source: NodeId;
  readonly target: NodeId;
  readonly opinions: Opinion<ObservedLink>[];
  readonly sources: Set<TopologySource>;
  /** Feeds that told of the link and took it back. */
  readonly goneFor: TopologySource[];
}

/**
 * Links of all sources, those that are the same put together: the same id, interface address or interface number
 * between the same two nodes; or, where one source says neither, the only link there. O(links x parallel links).
 */
export function mergeLinks(
  sources: readonly TopologySource[],
  nodeIdOf: NodeIdOf,
): ReadonlyMap<LinkId, MergedLink> {
  const groups = new LinkGroups(nodeIdOf);
  for (const source of sources) {
    for (const { element, position } of source.links.values()) groups.add({ source, element, position });
  }
  for (const source of sources) {
    // A document that does not have a link any more says nothing of it.
    if (source.kind === 'document') continue;
    for (const link of source.gone.values()) groups.markGone(source, link);
  }
  return groups.merged();
}

class LinkGroups {
  readonly #nodeIdOf: NodeIdOf;
  readonly #groups = new Map<LinkId, Group>();
  readonly #between = new Map<string, Group[]>();

  constructor(nodeIdOf: NodeIdOf) {
    this.#nodeIdOf = nodeIdOf;
  }

  add(opinion: Opinion<ObservedLink>): void {
    const { source, element } = opinion;
    const { from, to } = this.#endsOf(source, element);
    const parallel = this.#parallel(from, to);
    const group = this.#same(parallel, opinion) ?? this.#new(parallel, from, to, opinion);
    group.opinions.push(opinion);
    group.sources.add(source);
  }

  markGone(source: TopologySource, link: ObservedLink): void {
    const { from, to } = this.#endsOf(source, link);
    const parallel = this.#between.get(keyOf(from, to)) ?? [];
    this.#same(parallel, { source, element: link, position: 0 })?.goneFor.push(source);
  }

  merged(): ReadonlyMap<LinkId, MergedLink> {
    const links = new Map<LinkId, MergedLink>();
    for (const [id, group] of this.#groups) links.set(id, this.#mergedLink(group));
    return links;
  }

  #endsOf(source: TopologySource, link: ObservedLink): { readonly from: NodeId; readonly to: NodeId } {
    return { from: this.#nodeIdOf(source, link.source), to: this.#nodeIdOf(source, link.target) };
  }

  #parallel(from: NodeId, to: NodeId): Group[] {
    const key = keyOf(from, to);
    const known = this.#between.get(key);
    if (known !== undefined) return known;
    const created: Group[] = [];
    this.#between.set(key, created);
    return created;
  }

  #same(parallel: readonly Group[], { source, element }: Opinion<ObservedLink>): Group | undefined {
    const others = parallel.filter((group) => !group.sources.has(source));
    const certain = others.find((group) => group.id === element.id || identifies(group, element) === true);
    if (certain !== undefined) return certain;
    const [only] = others;
    return parallel.length === 1 && only !== undefined && identifies(only, element) === undefined
      ? only
      : undefined;
  }

  #new(parallel: Group[], from: NodeId, to: NodeId, { source, element }: Opinion<ObservedLink>): Group {
    const taken = this.#groups.has(element.id);
    const id = taken ? (`${element.id}@${source.name}` as LinkId) : element.id;
    const group: Group = { id, source: from, target: to, opinions: [], sources: new Set(), goneFor: [] };
    this.#groups.set(id, group);
    parallel.push(group);
    return group;
  }

  #mergedLink(group: Group): MergedLink {
    const { id, source, target, opinions } = group;
    const [first] = opinions;
    const operational = isOperational(group) && this.#worksBothWays(group);
    if (opinions.length === 1 && first !== undefined) {
      const { element } = first;
      const same = element.id === id && element.source === source && element.target === target;
      const whole = isWhole(element) && same && element.operational === operational;
      const told = unreservedAt(element, first.position);
      const link =
        whole && told === undefined
          ? element
          : { ...completed(element), ...told, id, source, target, operational };
      return { link, opinions, origins: originsOf(first) };
    }
    const { merged, origins } = mergeOpinions(inPrecedence(opinions));
    const srlgs = [...new Set(opinions.flatMap(({ element }) => element.srlgs ?? []))].sort((a, b) => a - b);
    const teller = opinions.find((opinion) => opinion.source.name === origins['unreserved']);
    const told = unreservedAt(merged, teller?.position ?? 0);
    const link = { ...completed(merged), ...told, id, source, target, srlgs, operational };
    return { link, opinions, origins };
  }

  /**
   * What only feeds tell of must be told from both ends: an IGP uses no link that one end does not confirm
   * (RFC 2328 16.1 (2) (b), ISO 10589 7.2.6).
   */
  #worksBothWays({ source, target, opinions }: Group): boolean {
    if (opinions.some((opinion) => opinion.source.kind === 'document')) return true;
    return (this.#between.get(keyOf(target, source)) ?? []).some((reverse) =>
      reverse.opinions.some(({ element }) => opinions.some((opinion) => isReverse(opinion.element, element))),
    );
  }
}

const keyOf = (from: NodeId, to: NodeId): string => `${from}\n${to}`;

/** True: it is the link of the group; false: it is another one; undefined: they don't say. */
function identifies({ opinions }: Group, link: ObservedLink): boolean | undefined {
  let answer: boolean | undefined;
  for (const { element } of opinions) {
    for (const name of ['sourceAddress', 'targetAddress', 'sourceInterface', 'targetInterface'] as const) {
      const [a, b] = [element[name], link[name]];
      if (a === undefined || b === undefined) continue;
      if (a !== b) return false;
      answer = true;
    }
  }
  return answer;
}

/** Whether the second link can be the first one's other direction: nothing they say contradicts it. */
function isReverse(a: ObservedLink, b: ObservedLink): boolean {
  const fits = (mine: string | number | undefined, theirs: string | number | undefined): boolean =>
    mine === undefined || theirs === undefined || mine === theirs;
  return (
    fits(a.sourceAddress, b.targetAddress) &&
    fits(a.targetAddress, b.sourceAddress) &&
    fits(nonZero(a.sourceInterface), nonZero(b.targetInterface)) &&
    fits(nonZero(a.targetInterface), nonZero(b.sourceInterface))
  );
}

/** Some routers do not know the other end's number and send 0 (RFC 9552 5.2.2, RFC 5307 1.1). */
const nonZero = (interfaceId: number | undefined): number | undefined =>
  interfaceId === 0 ? undefined : interfaceId;

/**
 * Down when any document says so. Else the freshest feed decides that has an opinion: a link that it tells of works, one
 * that it took back does not. Without a feed it is up.
 */
function isOperational({ opinions, goneFor }: Group): boolean {
  const saysDown = opinions.some(({ source, element }) => source.kind === 'document' && !element.operational);
  if (saysDown) return false;
  for (const fresh of [true, false]) {
    const telling = opinions.filter(({ source }) => source.kind !== 'document' && source.isFresh === fresh);
    if (telling.length > 0) return telling.some(({ element }) => element.operational);
    if (goneFor.some((source) => source.isFresh === fresh)) return false;
  }
  return true;
}

const unreservedAt = (
  { unreserved }: Partial<ObservedLink>,
  position: number,
): Pick<TopologyLink, 'unreservedAt'> | undefined =>
  unreserved === undefined ? undefined : { unreservedAt: position };

const isWhole = (link: ObservedLink): link is TopologyLink =>
  link.capacity !== undefined &&
  link.reservable !== undefined &&
  link.adminGroups !== undefined &&
  link.srlgs !== undefined;

/** Nobody says the capacity: there is none to be given away. */
function completed(
  link: Partial<ObservedLink>,
): Omit<TopologyLink, 'id' | 'source' | 'target' | 'operational'> {
  const capacity = link.capacity ?? link.reservable ?? 0;
  return {
    ...link,
    capacity,
    reservable: link.reservable ?? capacity,
    adminGroups: link.adminGroups ?? [],
    srlgs: link.srlgs ?? [],
  };
}

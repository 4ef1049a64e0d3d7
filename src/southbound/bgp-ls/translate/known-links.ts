import type { LinkId, NodeId } from '../../../domain/values/identifiers.js';
import type { ObservedLink } from '../../../domain/values/topology.js';
import type { LinkNlri } from '../codec/nlri/nlri.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import type { NodeLabels } from './labels.js';
import { Lan, type LanPair, type LanRouter } from './lan.js';
import { type LinkEnd, type LinkSource, linkIdOf, translateLink } from './link.js';
import { type NodeIdentity, nodeIdentity, protocolRank } from './node-identity.js';

interface KnownLink {
  readonly from: NodeId;
  readonly to: NodeId;
  /** By NLRI. */
  readonly sources: Map<string, PendingSource>;
}

/** A source of a link; the other router's end on a LAN is looked up when the link is told. */
interface PendingSource {
  readonly nlri: LinkNlri;
  readonly tlvs: readonly Tlv[];
  readonly neighbor: string;
  readonly lan?: Lan;
}

/** Both ends of a link NLRI. */
interface Ends {
  readonly local: NodeIdentity;
  readonly remote: NodeIdentity;
}

/** The links of one feed, router to router, and which of them changed since they were last told. */
export class KnownLinks {
  readonly #links = new Map<LinkId, KnownLink>();
  readonly #lans = new Map<string, Lan>();
  readonly #outgoing = new Map<NodeId, Set<LinkId>>();
  readonly #changed = new Set<LinkId>();

  announce(key: string, nlri: LinkNlri, tlvs: readonly Tlv[]): void {
    const ends = endsOf(nlri);
    if (ends === undefined) return;
    const { local, remote } = ends;
    if (local.kind === 'router' && remote.kind === 'router') {
      this.#put(key, local.id, remote, { nlri, tlvs, neighbor: remote.routerId });
    } else if (local.kind === 'router' && remote.kind === 'pseudonode') {
      this.#announceAttached(key, local, remote.key, nlri, tlvs);
    } else if (local.kind === 'pseudonode' && remote.kind === 'router') {
      this.#announceMember(key, local.key, remote);
    }
  }

  withdraw(key: string, nlri: LinkNlri): void {
    const ends = endsOf(nlri);
    if (ends === undefined) return;
    const { local, remote } = ends;
    if (local.kind === 'router' && remote.kind === 'router') {
      this.#drop(key, linkIdOf(local.id, remote.id, nlri));
    } else if (local.kind === 'router' && remote.kind === 'pseudonode') {
      this.#withdrawAttached(key, local, remote.key, nlri);
    } else if (local.kind === 'pseudonode' && remote.kind === 'router') {
      this.#withdrawMember(key, local.key, remote);
    }
  }

  /** The labels of a node changed: its adjacency segments may be indexes into them. */
  labelsChanged(node: NodeId): void {
    for (const id of this.#outgoing.get(node) ?? []) this.#changed.add(id);
  }

  /** Links that changed since the last call: as they are now, or undefined when they are gone. */
  takeChanged(
    labelsOf: (node: NodeId) => NodeLabels,
  ): readonly (readonly [LinkId, ObservedLink | undefined])[] {
    const changed = [...this.#changed].map((id) => [id, this.#translate(id, labelsOf)] as const);
    this.#changed.clear();
    return changed;
  }

  #translate(id: LinkId, labelsOf: (node: NodeId) => NodeLabels): ObservedLink | undefined {
    const link = this.#links.get(id);
    if (link === undefined) return undefined;
    const told = [...link.sources]
      .sort(([a, one], [b, other]) => rankOf(one.nlri) - rankOf(other.nlri) || (a < b ? -1 : 1))
      .map(([, { lan, ...source }]): LinkSource => withLanEnd(source, lan?.endOf(link.to)));
    return translateLink(id, link.from, link.to, told, () => labelsOf(link.from));
  }

  #announceAttached(
    key: string,
    router: LanRouter,
    lanKey: string,
    nlri: LinkNlri,
    tlvs: readonly Tlv[],
  ): void {
    const lan = this.#lan(lanKey);
    const link = { key, nlri, tlvs };
    if (!lan.attach(router.id, link)) return;
    for (const pair of lan.pairsFrom(router.id, link)) this.#putPair(lan, pair);
    this.#markPairsTo(lan, router);
  }

  #withdrawAttached(key: string, router: LanRouter, lanKey: string, nlri: LinkNlri): void {
    const lan = this.#lans.get(lanKey);
    if (lan === undefined) return;
    lan.detach(router.id, key);
    for (const { from, to } of lan.pairsFrom(router.id, { key, nlri, tlvs: [] }))
      this.#drop(key, linkIdOf(from, to.id, nlri));
    this.#markPairsTo(lan, router);
    if (lan.isEmpty) this.#lans.delete(lanKey);
  }

  /** Their addresses at the router's end may be others now. */
  #markPairsTo(lan: Lan, router: LanRouter): void {
    for (const { from, link } of lan.pairsTo(router)) {
      const id = linkIdOf(from, router.id, link.nlri);
      if (this.#links.has(id)) this.#changed.add(id);
    }
  }

  #announceMember(key: string, lanKey: string, router: LanRouter): void {
    const lan = this.#lan(lanKey);
    if (!lan.join(router, key)) return;
    for (const pair of lan.pairsTo(router)) this.#putPair(lan, pair);
  }

  #withdrawMember(key: string, lanKey: string, router: LanRouter): void {
    const lan = this.#lans.get(lanKey);
    if (lan?.leave(router.id, key) !== true) return;
    for (const { from, link } of lan.pairsTo(router))
      this.#drop(link.key, linkIdOf(from, router.id, link.nlri));
    if (lan.isEmpty) this.#lans.delete(lanKey);
  }

  #lan(key: string): Lan {
    const known = this.#lans.get(key);
    if (known !== undefined) return known;
    const lan = new Lan();
    this.#lans.set(key, lan);
    return lan;
  }

  #putPair(lan: Lan, { from, to, link }: LanPair): void {
    this.#put(link.key, from, to, { nlri: link.nlri, tlvs: link.tlvs, neighbor: to.routerId, lan });
  }

  #put(key: string, from: NodeId, { id: to }: LanRouter, source: PendingSource): void {
    const id = linkIdOf(from, to, source.nlri);
    const known = this.#links.get(id);
    if (known === undefined) this.#links.set(id, { from, to, sources: new Map([[key, source]]) });
    else known.sources.set(key, source);
    const outgoing = this.#outgoing.get(from);
    if (outgoing === undefined) this.#outgoing.set(from, new Set([id]));
    else outgoing.add(id);
    this.#changed.add(id);
  }

  #drop(key: string, id: LinkId): void {
    const link = this.#links.get(id);
    if (link?.sources.delete(key) !== true) return;
    this.#changed.add(id);
    if (link.sources.size > 0) return;
    this.#links.delete(id);
    const outgoing = this.#outgoing.get(link.from);
    outgoing?.delete(id);
    if (outgoing?.size === 0) this.#outgoing.delete(link.from);
  }
}

const withLanEnd = (source: Omit<LinkSource, 'lanEnd'>, lanEnd: LinkEnd | undefined): LinkSource =>
  lanEnd === undefined ? source : { ...source, lanEnd };

const rankOf = ({ protocol }: LinkNlri): number => protocolRank(protocol) ?? 0;

function endsOf(nlri: LinkNlri): Ends | undefined {
  const local = nodeIdentity(nlri, nlri.local);
  const remote = nodeIdentity(nlri, nlri.remote);
  return local === undefined || remote === undefined ? undefined : { local, remote };
}

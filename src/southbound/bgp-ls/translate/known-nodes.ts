import type { NodeId } from '../../../domain/values/identifiers.js';
import type { TopologyNode } from '../../../domain/values/topology.js';
import type { NodeNlri, PrefixNlri, Srv6SidNlri } from '../codec/nlri/nlri.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import type { NodeLabels } from './labels.js';
import { type NodeSource, nodeLabels, type PrefixSource, type SidSource, translateNode } from './node.js';
import { nodeIdentity, protocolRank } from './node-identity.js';

interface KnownNode {
  readonly routerId: string;
  /** All by NLRI. */
  readonly sources: Map<string, NodeSource>;
  readonly prefixes: Map<string, PrefixSource>;
  readonly sids: Map<string, SidSource>;
}

/**
 * The routers of one feed with their prefixes and SRv6 SIDs, and which of them changed since they were last told. A
 * router exists while a node NLRI tells of it; its prefixes and SIDs wait for that.
 */
export class KnownNodes {
  readonly #nodes = new Map<NodeId, KnownNode>();
  readonly #changed = new Set<NodeId>();

  /** The router's id; undefined for a pseudonode, which is no node of the topology. */
  announceNode(key: string, nlri: NodeNlri, tlvs: readonly Tlv[]): NodeId | undefined {
    const identity = nodeIdentity(nlri, nlri.local);
    if (identity?.kind !== 'router') return undefined;
    this.#node(identity.id, identity.routerId).sources.set(key, { nlri, tlvs });
    this.#changed.add(identity.id);
    return identity.id;
  }

  announcePrefix(key: string, nlri: PrefixNlri, tlvs: readonly Tlv[]): void {
    const identity = nodeIdentity(nlri, nlri.local);
    if (identity?.kind !== 'router') return;
    this.#node(identity.id, identity.routerId).prefixes.set(key, { nlri, tlvs });
    this.#changed.add(identity.id);
  }

  announceSid(key: string, nlri: Srv6SidNlri, tlvs: readonly Tlv[]): void {
    const identity = nodeIdentity(nlri, nlri.local);
    if (identity?.kind !== 'router') return;
    this.#node(identity.id, identity.routerId).sids.set(key, { nlri, tlvs });
    this.#changed.add(identity.id);
  }

  /** Of a node, a prefix or a SID; the id of the router that changed. */
  withdraw(key: string, nlri: NodeNlri | PrefixNlri | Srv6SidNlri): NodeId | undefined {
    const identity = nodeIdentity(nlri, nlri.local);
    if (identity?.kind !== 'router') return undefined;
    const known = this.#nodes.get(identity.id);
    if (known === undefined) return undefined;
    const { sources, prefixes, sids } = known;
    (nlri.kind === 'Node' ? sources : nlri.kind === 'Srv6Sid' ? sids : prefixes).delete(key);
    if (sources.size + prefixes.size + sids.size === 0) this.#nodes.delete(identity.id);
    this.#changed.add(identity.id);
    return identity.id;
  }

  labelsOf(id: NodeId): NodeLabels {
    const known = this.#nodes.get(id);
    return nodeLabels(known === undefined ? [] : byTrust(known.sources));
  }

  /** Routers that changed since the last call: as they are now, or undefined when they are gone. */
  takeChanged(): readonly (readonly [NodeId, TopologyNode | undefined])[] {
    const changed = [...this.#changed].map((id) => [id, this.#translate(id)] as const);
    this.#changed.clear();
    return changed;
  }

  #translate(id: NodeId): TopologyNode | undefined {
    const known = this.#nodes.get(id);
    if (known === undefined || known.sources.size === 0) return undefined;
    const { routerId, sources, prefixes, sids } = known;
    return translateNode(id, routerId, byTrust(sources), byTrust(prefixes), byTrust(sids));
  }

  #node(id: NodeId, routerId: string): KnownNode {
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const node: KnownNode = { routerId, sources: new Map(), prefixes: new Map(), sids: new Map() };
    this.#nodes.set(id, node);
    return node;
  }
}

/** The most trusted protocol first, then by NLRI: never by the order in which they came. */
const byTrust = <Source extends { readonly nlri: { readonly protocol: number } }>(
  sources: ReadonlyMap<string, Source>,
): readonly Source[] =>
  [...sources]
    .sort(
      ([a, one], [b, other]) =>
        (protocolRank(one.nlri.protocol) ?? 0) - (protocolRank(other.nlri.protocol) ?? 0) || (a < b ? -1 : 1),
    )
    .map(([, source]) => source);

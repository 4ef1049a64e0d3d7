import type { NodeId } from '../../../domain/values/identifiers.js';
import type { TopologyNode } from '../../../domain/values/topology.js';
import type { NodeNlri, PrefixNlri } from '../codec/nlri/nlri.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import type { NodeLabels } from './labels.js';
import { type NodeSource, nodeLabels, type PrefixSource, translateNode } from './node.js';
import { nodeIdentity, protocolRank } from './node-identity.js';

interface KnownNode {
  readonly routerId: string;
  /** Both by NLRI. */
  readonly sources: Map<string, NodeSource>;
  readonly prefixes: Map<string, PrefixSource>;
}

/**
 * The routers of one feed with their prefixes, and which of them changed since they were last told. A router exists
 * while a node NLRI tells of it; its prefixes wait for that.
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

  /** Of a node or a prefix; the id of the router that changed. */
  withdraw(key: string, nlri: NodeNlri | PrefixNlri): NodeId | undefined {
    const identity = nodeIdentity(nlri, nlri.local);
    if (identity?.kind !== 'router') return undefined;
    const known = this.#nodes.get(identity.id);
    if (known === undefined) return undefined;
    (nlri.kind === 'Node' ? known.sources : known.prefixes).delete(key);
    if (known.sources.size + known.prefixes.size === 0) this.#nodes.delete(identity.id);
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
    return translateNode(id, known.routerId, byTrust(known.sources), byTrust(known.prefixes));
  }

  #node(id: NodeId, routerId: string): KnownNode {
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const node: KnownNode = { routerId, sources: new Map(), prefixes: new Map() };
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

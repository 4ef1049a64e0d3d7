import type { ObservedTopology } from '../../../app/ports/topology-observer.js';
import type { LinkId, NodeId } from '../../../domain/values/identifiers.js';
import { unreachable } from '../../../domain/values/result.js';
import type { ObservedLink, TopologyNode } from '../../../domain/values/topology.js';
import { type LinkStateNlri, type Nlri, nlriKey } from '../codec/nlri/nlri.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { KnownLinks } from './known-links.js';
import { KnownNodes } from './known-nodes.js';
import { isDefaultTopology, isIpv6PrefixOfIsis, protocolRank } from './node-identity.js';
import { sameValue } from './same-value.js';

interface Route {
  readonly nlri: LinkStateNlri;
  readonly tlvs: readonly Tlv[];
  /** In which refresh it was announced last. */
  readonly round: number;
}

/**
 * What one peer announces (Adj-RIB-In, RFC 4271 3.2), and the topology that it makes up. Changes add up until
 * `takeChanges`; what they leave as it was is not told.
 *
 * Memory: the NLRIs with their attributes, and the topology as last told. Cost: an announcement is linear in its size,
 * one at a LAN also in the routers of the LAN.
 */
export class LinkStateRib {
  readonly #routes = new Map<string, Route>();
  readonly #nodes = new KnownNodes();
  readonly #links = new KnownLinks();
  readonly #toldNodes = new Map<NodeId, TopologyNode>();
  readonly #toldLinks = new Map<LinkId, ObservedLink>();
  #round = 0;

  /** NLRIs that are held: those that a topology is made of. */
  get size(): number {
    return this.#routes.size;
  }

  announce(nlri: Nlri, tlvs: readonly Tlv[]): void {
    if (!isTaken(nlri)) return;
    const key = nlriKey(nlri);
    const before = this.#routes.get(key);
    // A refresh says everything again; what is as it was costs no more than this comparison.
    if (before !== undefined && sameValue(before.tlvs, tlvs)) {
      this.#routes.set(key, { ...before, round: this.#round });
      return;
    }
    this.#routes.set(key, { nlri, tlvs, round: this.#round });
    switch (nlri.kind) {
      case 'Node': {
        const id = this.#nodes.announceNode(key, nlri, tlvs);
        if (id !== undefined) this.#links.labelsChanged(id);
        return;
      }
      case 'Link':
        return this.#links.announce(key, nlri, tlvs);
      case 'Ipv4Prefix':
      case 'Ipv6Prefix':
        return this.#nodes.announcePrefix(key, nlri, tlvs);
      case 'Srv6Sid':
        return this.#nodes.announceSid(key, nlri, tlvs);
      default:
        return unreachable(nlri);
    }
  }

  withdraw(nlri: Nlri): void {
    if (nlri.kind === 'Unknown') return;
    this.#remove(nlriKey(nlri));
  }

  /** The peer starts to say everything again (RFC 7313 4). */
  beginRefresh(): void {
    this.#round++;
  }

  /** It has said everything: what was not among it is gone. */
  endRefresh(): void {
    for (const [key, { round }] of this.#routes) if (round !== this.#round) this.#remove(key);
  }

  /** What changed since the last call; undefined: nothing. */
  takeChanges(): ObservedTopology | undefined {
    const nodes = differences(this.#nodes.takeChanged(), this.#toldNodes);
    const links = differences(
      this.#links.takeChanged((id) => this.#nodes.labelsOf(id)),
      this.#toldLinks,
    );
    const count = nodes.changed.length + nodes.gone.length + links.changed.length + links.gone.length;
    if (count === 0) return undefined;
    return {
      nodes: nodes.changed,
      links: links.changed,
      withdrawnNodes: nodes.gone,
      withdrawnLinks: links.gone,
    };
  }

  #remove(key: string): void {
    const route = this.#routes.get(key);
    if (route === undefined) return;
    this.#routes.delete(key);
    const { nlri } = route;
    if (nlri.kind === 'Link') this.#links.withdraw(key, nlri);
    else this.#withdrawFromNode(key, nlri);
  }

  #withdrawFromNode(key: string, nlri: Exclude<LinkStateNlri, { readonly kind: 'Link' }>): void {
    const id = this.#nodes.withdraw(key, nlri);
    if (id !== undefined && nlri.kind === 'Node') this.#links.labelsChanged(id);
  }
}

/** Of an IGP, and of its default topology, or a prefix of that of IPv6. */
const isTaken = (nlri: Nlri): nlri is LinkStateNlri =>
  nlri.kind !== 'Unknown' &&
  protocolRank(nlri.protocol) !== undefined &&
  (isDefaultTopology(nlri) || isIpv6PrefixOfIsis(nlri));

/** Compares with what was told last, and notes what is told now. */
function differences<Id, Element>(
  now: readonly (readonly [Id, Element | undefined])[],
  told: Map<Id, Element>,
): { readonly changed: readonly Element[]; readonly gone: readonly Id[] } {
  const changed: Element[] = [];
  const gone: Id[] = [];
  for (const [id, element] of now) {
    const before = told.get(id);
    if (element === undefined) {
      if (told.delete(id)) gone.push(id);
    } else if (before === undefined || !sameValue(before, element)) {
      told.set(id, element);
      changed.push(element);
    }
  }
  return { changed, gone };
}

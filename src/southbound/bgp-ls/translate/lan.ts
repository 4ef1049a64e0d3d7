import type { NodeId } from '../../../domain/values/identifiers.js';
import type { LinkNlri } from '../codec/nlri/nlri.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { type LinkEnd, localEnd } from './link.js';

/** A link NLRI between a router and a pseudonode. */
export interface LanLink {
  readonly key: string;
  readonly nlri: LinkNlri;
  readonly tlvs: readonly Tlv[];
}

/** A router at a LAN: its id in the topology and among its IGP neighbours. */
export interface LanRouter {
  readonly id: NodeId;
  readonly routerId: string;
}

/** A link from one router over the LAN to another. */
export interface LanPair {
  readonly from: NodeId;
  readonly to: LanRouter;
  readonly link: LanLink;
}

interface Member {
  readonly router: LanRouter;
  /** Links of the pseudonode to this router, by NLRI. */
  readonly keys: Set<string>;
}

/**
 * A LAN gives a link for every pair of its routers, so its size is bounded: routers beyond this many are left out.
 */
export const MAXIMUM_LAN_ROUTERS = 256;

/**
 * A LAN as the IGPs tell it: routers link to the pseudonode at their cost, the pseudonode links back at none (RFC 3630
 * 2.5, ISO 10589 7.2.3). A router reaches another one when it links to the pseudonode and the pseudonode to the other.
 */
export class Lan {
  readonly #attached = new Map<NodeId, Map<string, LanLink>>();
  readonly #members = new Map<NodeId, Member>();

  get isEmpty(): boolean {
    return this.#attached.size === 0 && this.#members.size === 0;
  }

  /** The end of a router's own link to the pseudonode. */
  endOf(router: NodeId): LinkEnd {
    const [link] = this.#attached.get(router)?.values() ?? [];
    return link === undefined ? { address: undefined, interface: undefined } : localEnd(link.nlri);
  }

  /** A router's link to the pseudonode came or changed. False when the LAN is full. */
  attach(router: NodeId, link: LanLink): boolean {
    const links = this.#attached.get(router);
    if (links === undefined && this.#attached.size >= MAXIMUM_LAN_ROUTERS) return false;
    if (links === undefined) this.#attached.set(router, new Map([[link.key, link]]));
    else links.set(link.key, link);
    return true;
  }

  detach(router: NodeId, key: string): void {
    const links = this.#attached.get(router);
    links?.delete(key);
    if (links?.size === 0) this.#attached.delete(router);
  }

  /** The pseudonode's link to a router came. False when the LAN is full. */
  join(router: LanRouter, key: string): boolean {
    const member = this.#members.get(router.id);
    if (member === undefined && this.#members.size >= MAXIMUM_LAN_ROUTERS) return false;
    if (member === undefined) this.#members.set(router.id, { router, keys: new Set([key]) });
    else member.keys.add(key);
    return true;
  }

  /** True when the pseudonode has no link to the router any more. */
  leave(router: NodeId, key: string): boolean {
    const member = this.#members.get(router);
    if (member?.keys.delete(key) !== true || member.keys.size > 0) return false;
    this.#members.delete(router);
    return true;
  }

  /** From a router, over one of its links, to all others. */
  pairsFrom(from: NodeId, link: LanLink): readonly LanPair[] {
    return [...this.#members.values()]
      .filter(({ router }) => router.id !== from)
      .map(({ router }) => ({ from, to: router, link }));
  }

  /** From all others to a router. */
  pairsTo(to: LanRouter): readonly LanPair[] {
    return [...this.#attached]
      .filter(([from]) => from !== to.id)
      .flatMap(([from, links]) => [...links.values()].map((link) => ({ from, to, link })));
  }
}

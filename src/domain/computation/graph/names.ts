import { ipv4Number, ipv6Groups, isIpv6, parseAddress } from '../../values/address.js';
import { nodeSegmentsOf } from './node-segments.js';
import type { TeGraph } from './te-graph.js';

/** What an address, or a prefix, stands for. Indices ascending. */
export interface AddressOwners {
  /** Nodes with it as router id. */
  readonly nodes: readonly number[];
  /** Links with it as interface address at their far end. */
  readonly arriving: readonly number[];
  /** Links with it as interface address at their near end. */
  readonly leaving: readonly number[];
}

/** What the label of a prefix segment stands for. */
export interface PrefixSegment {
  readonly node: number;
  /** 0: the IGP's shortest paths. */
  readonly algorithm: number;
}

/** What an SRv6 SID stands for. */
export interface Srv6Segment extends PrefixSegment {
  /** End.X: the link that it leads over, behind the node. */
  readonly link?: number;
}

const NOBODY: AddressOwners = { nodes: [], arriving: [], leaving: [] };

/** Finds nodes and links by the texts that people and protocols use for them. O(1), a prefix O(addresses). */
export class Names {
  private readonly nodeById = new Map<string, number>();
  private readonly nodeByName = new Map<string, number>();
  private readonly linkById = new Map<string, number>();
  private readonly byAutonomousSystem = new Map<string, number[]>();
  private readonly srv6Sids = new Map<string, Srv6Segment>();
  private readonly prefixSids = new Map<number, PrefixSegment>();
  private readonly owners = new Map<string, { nodes: number[]; arriving: number[]; leaving: number[] }>();

  private readonly graph: TeGraph;

  constructor(graph: TeGraph) {
    this.graph = graph;
    graph.nodes.forEach((node, index) => {
      this.nodeById.set(node.id, index);
      // Of several nodes with one name, the one with the smallest id has it.
      if (!this.nodeByName.has(node.name)) this.nodeByName.set(node.name, index);
      if (node.routerId !== undefined) this.ownersOf(node.routerId).nodes.push(index);
      if (node.asNumber !== undefined) this.addToAutonomousSystem(node.asNumber, index);
    });
    graph.nodes.forEach((node, index) => {
      for (const { sid, algorithm = 0 } of node.srv6Sids ?? []) {
        this.addSrv6Sid(sid, { node: index, algorithm });
      }
      for (const { label, algorithm } of nodeSegmentsOf(node)) this.addPrefixSid(label, index, algorithm);
    });
    graph.links.forEach((link, index) => {
      this.linkById.set(link.id, index);
      if (link.targetAddress !== undefined) this.ownersOf(link.targetAddress).arriving.push(index);
      if (link.sourceAddress !== undefined) this.ownersOf(link.sourceAddress).leaving.push(index);
      for (const { sid, algorithm = 0 } of link.srv6Sids ?? []) {
        this.addSrv6Sid(sid, { node: graph.source[index]!, algorithm, link: index });
      }
    });
  }

  link(id: string): number | undefined {
    return this.linkById.get(id);
  }

  /** The node that a SID leads to, by which algorithm, and the link that it takes there. */
  srv6Segment(sid: string): Srv6Segment | undefined {
    return this.srv6Sids.get(canonicalAddress(sid));
  }

  /** The node that a label leads to, and by which algorithm. */
  prefixSegment(label: number): PrefixSegment | undefined {
    return this.prefixSids.get(label);
  }

  /** Of several with one SID, nodes come before links, and the smallest id has it. */
  private addSrv6Sid(sid: string, segment: Srv6Segment): void {
    if (!this.srv6Sids.has(sid)) this.srv6Sids.set(canonicalAddress(sid), segment);
  }

  /** Of several nodes with one label, the one with the smallest id has it. */
  private addPrefixSid(label: number, node: number, algorithm: number): void {
    if (!this.prefixSids.has(label)) this.prefixSids.set(label, { node, algorithm });
  }

  /** By id, name or router id, tried in this order. */
  node(reference: string): number | undefined {
    return (
      this.nodeById.get(reference) ?? this.nodeByName.get(reference) ?? this.addressOwners(reference).nodes[0]
    );
  }

  /** The nodes of an autonomous system, written `AS 65001`, ascending; none for any other text. */
  autonomousSystem(reference: string): readonly number[] {
    return this.byAutonomousSystem.get(reference) ?? [];
  }

  private addToAutonomousSystem(as: number, node: number): void {
    const reference = `AS ${as}`;
    const members = this.byAutonomousSystem.get(reference);
    if (members === undefined) this.byAutonomousSystem.set(reference, [node]);
    else members.push(node);
  }

  /** As `node`, and at last the node that has the interface address. */
  nodeOrOwner(reference: string): number | undefined {
    return this.node(reference) ?? this.ownersNode(this.addressOwners(reference));
  }

  /** The node that has one of these addresses: by router id, else by interface. */
  ownersNode(owners: AddressOwners): number | undefined {
    const [node] = owners.nodes;
    if (node !== undefined) return node;
    const [arriving] = owners.arriving;
    if (arriving !== undefined) return this.graph.target[arriving];
    const [leaving] = owners.leaving;
    return leaving === undefined ? undefined : this.graph.source[leaving];
  }

  addressOwners(address: string, prefixLength?: number): AddressOwners {
    const canonical = canonicalAddress(address);
    const bits = isIpv6(canonical) ? 128 : 32;
    if (prefixLength === undefined || prefixLength >= bits) return this.owners.get(canonical) ?? NOBODY;
    return this.ownersInside(canonical, prefixLength);
  }

  private ownersInside(address: string, prefixLength: number): AddressOwners {
    const wanted = addressBits(address)?.slice(0, prefixLength);
    if (wanted === undefined) return NOBODY;
    const inside = [...this.owners]
      .filter(([text]) => isIpv6(text) === isIpv6(address) && addressBits(text)?.startsWith(wanted) === true)
      .map(([, owners]) => owners);
    const ascending = (indices: readonly number[]): readonly number[] =>
      [...new Set(indices)].sort((a, b) => a - b);
    return {
      nodes: ascending(inside.flatMap((owners) => owners.nodes)),
      arriving: ascending(inside.flatMap((owners) => owners.arriving)),
      leaving: ascending(inside.flatMap((owners) => owners.leaving)),
    };
  }

  private ownersOf(address: string): { nodes: number[]; arriving: number[]; leaving: number[] } {
    const canonical = canonicalAddress(address);
    let owners = this.owners.get(canonical);
    if (owners === undefined) {
      owners = { nodes: [], arriving: [], leaving: [] };
      this.owners.set(canonical, owners);
    }
    return owners;
  }
}

function canonicalAddress(text: string): string {
  if (!text.includes(':')) return text;
  const parsed = parseAddress(text);
  return parsed.ok ? parsed.value : text;
}

/** The address as a string of 32 or 128 binary digits. */
function addressBits(address: string): string | undefined {
  if (isIpv6(address)) {
    return ipv6Groups(address)
      ?.map((group) => group.toString(2).padStart(16, '0'))
      .join('');
  }
  return ipv4Number(address)?.toString(2).padStart(32, '0');
}

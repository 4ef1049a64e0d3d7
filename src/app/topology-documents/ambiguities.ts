import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';

/** More warnings than this are counted, not listed. */
const MOST_LISTED = 50;

/** What makes a hop or a label stand for more than one thing. The document is taken all the same. */
export function findAmbiguities(nodes: readonly TopologyNode[], links: readonly TopologyLink[]): string[] {
  return [...repeatedPrefixSids(nodes), ...repeatedAddresses(nodes, links)];
}

export function listWarnings(warnings: readonly string[]): readonly string[] {
  if (warnings.length <= MOST_LISTED) return warnings;
  return [...warnings.slice(0, MOST_LISTED), `and ${warnings.length - MOST_LISTED} more warnings`];
}

function repeatedPrefixSids(nodes: readonly TopologyNode[]): string[] {
  const holders = new Holders<number>();
  for (const { id, prefixSid } of nodes) if (prefixSid !== undefined) holders.add(prefixSid, id);
  return holders.shared().map(([sid, ids]) => `prefixSid ${sid} belongs to several nodes: ${ids}`);
}

/** An unnumbered link may borrow its node's router id, so only addresses at different nodes are in each other's way. */
function repeatedAddresses(nodes: readonly TopologyNode[], links: readonly TopologyLink[]): string[] {
  const holders = new Holders<string>();
  for (const { id, routerId } of nodes) if (routerId !== undefined) holders.add(routerId, id);
  for (const { source, sourceAddress, target, targetAddress } of links) {
    if (sourceAddress !== undefined) holders.add(sourceAddress, source);
    if (targetAddress !== undefined) holders.add(targetAddress, target);
  }
  return holders.shared().map(([address, ids]) => `address ${address} belongs to several nodes: ${ids}`);
}

/** Who has a value; most values have one holder. */
class Holders<Value> {
  readonly #holders = new Map<Value, Set<string>>();

  add(value: Value, holder: string): void {
    const known = this.#holders.get(value);
    if (known === undefined) this.#holders.set(value, new Set([holder]));
    else known.add(holder);
  }

  shared(): (readonly [Value, string])[] {
    return [...this.#holders]
      .filter(([, holders]) => holders.size > 1)
      .map(([value, holders]) => [value, [...holders].join(', ')] as const);
  }
}

import { physicalLink } from './opposite-link.js';
import { PRIORITIES, type Reservations } from './reservations.js';
import type { TeGraph } from './te-graph.js';

/**
 * The single failures that interrupt a path, as numbers: links (in both directions), the nodes that it passes, shared risk link groups. What its
 * ends fail with it no backup could save. O(links of the path times links of its nodes).
 */
export function failuresOf(graph: TeGraph, path: readonly number[]): readonly number[] {
  const [links, nodes] = [graph.links.length, graph.nodes.length];
  const failures = new Set<number>();
  path.forEach((link, at) => {
    failures.add(physicalLink(graph, link));
    if (at > 0) failures.add(links + graph.source[link]!);
    for (const srlg of graph.links[link]!.srlgs) failures.add(links + nodes + srlg);
  });
  return [...failures];
}

/** Bandwidth that one backup needs on a link when one of these failures happens. */
export interface BackupDemand {
  readonly holdingPriority: number;
  readonly bandwidth: number;
  readonly failures: readonly number[];
}

interface Pool {
  /** By failure: what it activates, per holding priority. */
  readonly activated: Map<number, Float64Array>;
  /** What the reservations lack for it now, for setup priorities 0 to 7. */
  readonly taken: Float64Array;
}

/**
 * Bandwidth on links that backups share (RFC 8051 3.4.1): as only one failure is planned for at a time, a link sets aside the most
 * that any single one activates on it, not the sum. Backups whose working paths can't fail together thus share it.
 */
export class BackupPools {
  private readonly pools = new Map<number, Pool>();
  private readonly reservations: Reservations;

  constructor(reservations: Reservations) {
    this.reservations = reservations;
  }

  /** With -1 what was added before goes. O(failures in the link's pool). */
  change(link: number, demand: BackupDemand, sign: 1 | -1): void {
    const pool: Pool = this.pools.get(link) ?? { activated: new Map(), taken: new Float64Array(PRIORITIES) };
    for (const failure of demand.failures) {
      const amounts = pool.activated.get(failure) ?? new Float64Array(PRIORITIES);
      amounts[demand.holdingPriority]! += sign * demand.bandwidth;
      if (amounts.every((amount) => amount === 0)) pool.activated.delete(failure);
      else pool.activated.set(failure, amounts);
    }
    this.settle(link, pool);
    if (pool.activated.size === 0) this.pools.delete(link);
    else this.pools.set(link, pool);
  }

  /**
   * What a further backup would share with the others, by link: what it needs less there than its bandwidth. With no
   * failures at all, the most that any backup could. O(pools times failures).
   */
  *shareable(
    bandwidth: number,
    setupPriority: number,
    failures: readonly number[],
  ): Iterable<readonly [number, number]> {
    for (const [link, { activated, taken }] of this.pools) {
      let together = 0;
      for (const failure of failures) {
        const amounts = activated.get(failure);
        const sum = amounts?.subarray(0, setupPriority + 1).reduce((all, amount) => all + amount, 0) ?? 0;
        together = Math.max(together, sum);
      }
      const more = Math.max(0, together + bandwidth - taken[setupPriority]!);
      if (more < bandwidth) yield [link, bandwidth - more];
    }
  }

  private settle(link: number, { activated, taken }: Pool): void {
    const needed = new Float64Array(PRIORITIES);
    for (const amounts of activated.values()) {
      let sum = 0;
      for (let priority = 0; priority < PRIORITIES; priority++) {
        sum += amounts[priority]!;
        needed[priority] = Math.max(needed[priority]!, sum);
      }
    }
    let before = 0;
    for (let priority = 0; priority < PRIORITIES; priority++) {
      const more = needed[priority]! - taken[priority]!;
      // Taking at a holding priority also takes at all after it.
      if (more !== before) this.reservations.take(link, priority, more - before);
      before = more;
      taken[priority] = needed[priority]!;
    }
  }
}

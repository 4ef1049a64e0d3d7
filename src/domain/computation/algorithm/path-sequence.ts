import { comparePaths, sumOf } from '../objective/path-order.js';
import { bestPath } from './best-path.js';
import type { Query } from './query.js';
import type { Workspace } from './workspace.js';

interface Candidate {
  readonly links: readonly number[];
  readonly cost: number;
  /** Up to here the path is that of the one it was derived from. */
  readonly deviation: number;
}

/**
 * All simple paths that meet a query, best first in the order of `comparePaths`, one at a time: Yen's algorithm with
 * Lawler's rule (a path is only branched behind the point where it left its parent, so none is found twice).
 *
 * Getting the next path costs one search per link of the last one, each led by the destination's tree once there is one. The present reservations are read at every step:
 * they must not change while a sequence is in use.
 */
export class PathSequence {
  /** True if a search met its limit: the sequence may lack paths. */
  exhausted = false;
  private readonly taken: Candidate[] = [];
  private readonly waiting: Candidate[] = [];
  private started = false;

  private readonly workspace: Workspace;
  private readonly query: Query;

  constructor(workspace: Workspace, query: Query) {
    this.workspace = workspace;
    this.query = query;
  }

  /** The links of the next best path, or undefined when there is none. */
  next(): readonly number[] | undefined {
    const last = this.taken.at(-1);
    if (last !== undefined) this.branch(last);
    else if (!this.started) this.search([], [], 0);
    this.started = true;
    const best = this.takeBest();
    if (best !== undefined) this.taken.push(best);
    return best?.links;
  }

  private branch(path: Candidate): void {
    let alike = this.taken;
    for (let length = 0; length < path.links.length; length++) {
      if (length > 0) alike = alike.filter(({ links }) => links[length - 1] === path.links[length - 1]);
      if (length < path.deviation) continue;
      const bannedNext = alike.flatMap(({ links }) => links[length] ?? []);
      this.search(path.links.slice(0, length), bannedNext, length);
    }
  }

  private search(links: readonly number[], bannedNext: readonly number[], deviation: number): void {
    const found = bestPath(this.workspace, this.query, { links, bannedNext });
    if (found.kind === 'found') {
      this.waiting.push({ links: found.links, cost: sumOf(this.query.weights, found.links), deviation });
    }
    if (found.kind === 'exhausted') this.exhausted = true;
  }

  private takeBest(): Candidate | undefined {
    let best = 0;
    this.waiting.forEach((candidate, index) => {
      if (this.isBetter(candidate, this.waiting[best]!)) best = index;
    });
    return this.waiting.splice(best, 1)[0];
  }

  private isBetter(a: Candidate, b: Candidate): boolean {
    if (a.cost !== b.cost) return a.cost < b.cost;
    return comparePaths(this.query.weights, a.links, b.links) < 0;
  }
}

import { comparePaths } from '../objective/path-order.js';
import { bestPath } from './best-path.js';
import type { Query } from './query.js';
import type { Workspace } from './workspace.js';

interface Candidate {
  readonly links: readonly number[];
  /** Up to here the path is that of the one it was derived from. */
  readonly deviation: number;
}

/**
 * All simple paths that meet a query, best first in the order of `comparePaths`, one at a time: Yen's algorithm with
 * Lawler's rule (a path is only branched behind the point where it left its parent, so none is found twice).
 *
 * Getting the next path costs one search per link of the last one. The present reservations are read at every step:
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
    for (let length = path.deviation; length < path.links.length; length++) {
      const shared = path.links.slice(0, length);
      const bannedNext = this.taken
        .filter(({ links }) => shared.every((link, at) => links[at] === link))
        .flatMap(({ links }) => links[length] ?? []);
      this.search(shared, bannedNext, length);
    }
  }

  private search(links: readonly number[], bannedNext: readonly number[], deviation: number): void {
    const found = bestPath(this.workspace, this.query, { links, bannedNext });
    if (found.kind === 'found') this.waiting.push({ links: found.links, deviation });
    if (found.kind === 'exhausted') this.exhausted = true;
  }

  private takeBest(): Candidate | undefined {
    let best = 0;
    this.waiting.forEach((candidate, index) => {
      const present = this.waiting[best]!;
      if (comparePaths(this.query.weights, candidate.links, present.links) < 0) best = index;
    });
    return this.waiting.splice(best, 1)[0];
  }
}

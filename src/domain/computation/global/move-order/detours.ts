import { ArcSearch } from '../arc-search.js';
import { compileInstance, type Instance, NONE } from '../instance.js';
import type { MoveState } from './move-state.js';
import type { Placement } from './problem.js';

/** What a link that others wait for is worth avoiding, beside the sum of all metrics. */
const AVOIDED = 1;
/** Room of a link that may not be used. */
const CLOSED = Number.NEGATIVE_INFINITY;
/** Links in particular that are avoided, one at a time. */
const MOST_AVOIDED = 6;

/** Temporary paths with room. */
export class Detours {
  private readonly instance: Instance;
  private readonly search: ArcSearch;
  private readonly length: Float64Array;
  private readonly room: Float64Array;
  private readonly noFactor: Float64Array;
  private readonly found: Int32Array;
  private readonly penalty: number;
  /** Arc of each link, or -1. */
  private readonly arcOf: Int32Array;
  private readonly state: MoveState;

  constructor(state: MoveState) {
    const { graph, capacity, metric } = state.problem;
    this.state = state;
    this.instance = compileInstance({ graph, capacity, metric, demands: [] });
    this.search = new ArcSearch(this.instance);
    this.length = new Float64Array(this.instance.arcCount);
    this.room = new Float64Array(this.instance.arcCount);
    this.noFactor = new Float64Array(this.instance.classInverse.length);
    this.found = new Int32Array(this.instance.nodeCount + 1);
    this.arcOf = new Int32Array(metric.length).fill(NONE);
    this.instance.arcLink.forEach((link, arc) => {
      this.arcOf[link] = arc;
    });
    this.penalty = AVOIDED * (1 + this.instance.metric.reduce((sum, value) => sum + value, 0));
  }

  /**
   * Temporary placements for an LSP that has a path: around all contested links where it can be, and around each one
   * of them. `contested`: 1 at links that the LSPs in question wait for; elsewhere only what nobody wants is taken.
   */
  of(lsp: number, contested: Uint8Array): readonly Placement[] {
    const present = this.state.place[lsp]!;
    this.prepare(lsp, present, contested);
    const { target } = this.state.lsps[lsp]!;
    const known = new Set([present.path.join()]);
    // With another bandwidth than it is to have, where it is to go may do for now.
    if (target?.bandwidth === present.bandwidth) known.add(target.path.join());
    const placements: Placement[] = [];
    const tryFor = (): void => {
      const path = this.shortest(lsp, present);
      if (path === undefined || known.has(path.join())) return;
      known.add(path.join());
      const leaves = present.path.some((link) => contested[link] === 1 && !path.includes(link));
      if (leaves) placements.push({ path, bandwidth: present.bandwidth });
    };
    tryFor();
    const avoidable = present.path.filter((link) => contested[link] === 1).slice(0, MOST_AVOIDED);
    for (const link of avoidable) {
      const arc = this.arcOf[link]!;
      if (arc === NONE) continue;
      const room = this.room[arc]!;
      this.room[arc] = CLOSED;
      tryFor();
      this.room[arc] = room;
    }
    return placements;
  }

  private prepare(lsp: number, present: Placement, contested: Uint8Array): void {
    const { arcCount, arcLink, metric } = this.instance;
    const { room, wanted, problem, lsps } = this.state;
    const { allowed } = lsps[lsp]!;
    this.state.work.done += arcCount;
    for (let arc = 0; arc < arcCount; arc++) {
      const link = arcLink[arc]!;
      const isContested = contested[link] === 1;
      this.length[arc] = metric[arc]! + (isContested ? this.penalty : 0);
      this.room[arc] = isContested ? room[link]! : room[link]! - wanted[link]!;
      if (allowed?.[link] === 0 || !(problem.capacity[link]! > 0)) this.room[arc] = CLOSED;
    }
    const { takesLink, takesBits } = this.state.leg[lsp]!;
    takesLink.forEach((link, at) => {
      const arc = this.arcOf[link]!;
      const isOwn = arc !== NONE && this.state.isPending[lsp] === 1 && contested[link] === 0;
      if (isOwn) this.room[arc]! += takesBits[at]!;
    });
    for (const link of present.path) {
      const arc = this.arcOf[link]!;
      // What it holds already is enough for it.
      if (arc !== NONE && allowed?.[link] !== 0) this.room[arc] = present.bandwidth;
    }
  }

  private shortest(lsp: number, present: Placement): readonly number[] | undefined {
    const { graph, metric } = this.state.problem;
    const { metricBound } = this.state.lsps[lsp]!;
    const source = graph.source[present.path[0]!]!;
    const target = graph.target[present.path.at(-1)!]!;
    const lengths = { price: this.length, factor: this.noFactor, offset: this.length, room: this.room };
    this.state.work.done += this.instance.arcCount;
    if (!this.search.path(source, target, lengths, present.bandwidth, undefined)) return undefined;
    const count = this.search.trace(target, this.found);
    const path = Array.from(this.found.subarray(0, count), (arc) => this.instance.arcLink[arc]!).reverse();
    const total = path.reduce((sum, link) => sum + metric[link]!, 0);
    return total <= (metricBound ?? Number.POSITIVE_INFINITY) ? path : undefined;
  }
}

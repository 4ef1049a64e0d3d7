import { lossExponentOf } from '../../domain/computation/graph/te-graph.js';
import type { MaintenanceWorld, MoveChance, PlannedRound } from '../../domain/sagas/maintenance.js';
import {
  ComputationSetId,
  type LinkId,
  type LspId,
  type OperationId,
} from '../../domain/values/identifiers.js';
import type { MaintenanceMove, MovedLsp, StayingLsp } from '../../domain/values/maintenance.js';
import type { Metric } from '../../domain/values/metric.js';
import { igpMetricOf, type TopologyLink, teMetricOf } from '../../domain/values/topology.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import type { MaintenanceEntry } from '../../projections/maintenances/evolve.js';
import { setRecordOf } from '../computation-record.js';
import { attributesOf } from '../lsp-attributes.js';
import { intendedFor, requestFor } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import { isMovable } from '../overload.js';
import { lspsOver, obstacleOf, presentPath } from './affected.js';
import { LOWEST_PRIORITY, orderedMoves } from './move-order.js';
import { dependsOnOthers, type Placing, placeApart, placeElsewhere, wantedMove } from './placing.js';
import { linksOf, outOfUse } from './resources.js';

/** What the saga of a maintenance window sees of the present. */
export class LiveMaintenanceWorld implements MaintenanceWorld {
  readonly now: number;
  readonly deadline: number;
  readonly #view: NetworkView;

  /** @param operationTimeout milliseconds that a head-end has to report an outcome */
  constructor(view: NetworkView, now: number, operationTimeout: number) {
    this.#view = view;
    this.now = now;
    this.deadline = now + operationTimeout;
  }

  request(operation: OperationId) {
    return this.#view.state.operations.get(operation);
  }

  planDrain(entry: MaintenanceEntry): PlannedRound {
    const view = this.#view;
    const staying: StayingLsp[] = [];
    const movable: LspEntry[] = [];
    for (const lsp of this.#over(entry)) {
      if (view.pendingOperations(lsp.id).length > 0) continue;
      const obstacle = obstacleOf(view, lsp, entry.order, true);
      if (obstacle === undefined) movable.push(lsp);
      else staying.push({ lsp: lsp.id, reason: obstacle });
    }
    if (movable.length === 0) return { moves: [], staying };
    const placing = this.#placeOfRound(movable);
    const all = [...staying, ...placing.staying].sort(byLsp);
    if (placing.moves.length === 0) return { moves: [], staying: all };
    const members = placing.asked.flatMap((asked, member) => {
      const result = placing.results[member];
      return result === undefined ? [] : [{ ...asked, result }];
    });
    // Unlike a round's number, no attempt that came to nothing has had this one before.
    const set = ComputationSetId(`${entry.id}.${entry.round + 1}.${view.state.position}`);
    const { event, records } = setRecordOf(view, set, members);
    const moves = placing.moves.slice(0, MOVES_OF_ROUND).map(({ member, ...move }) => {
      const computation = records[member];
      return { ...move, ...(computation === undefined ? {} : { computation }) };
    });
    return { moves, staying: all, computed: event };
  }

  /** First those that depend on nobody; then, round by round, one of the others. */
  #placeOfRound(movable: readonly LspEntry[]): Placing {
    const view = this.#view;
    const alone = movable.filter((lsp) => dependsOnOthers(view, lsp));
    const together = movable.filter((lsp) => !alone.includes(lsp));
    const staying: StayingLsp[] = [];
    if (together.length > 0) {
      const placing = placeElsewhere(view, together);
      const waiting = alone.map(({ id }): StayingLsp => ({ lsp: id, reason: 'NO_ORDER' }));
      if (placing.moves.length > 0) return { ...placing, staying: [...placing.staying, ...waiting] };
      staying.push(...placing.staying);
    }
    for (const [at, lsp] of alone.entries()) {
      const placing = placeApart(view, lsp);
      const waiting = alone.slice(at + 1).map(({ id }): StayingLsp => ({ lsp: id, reason: 'NO_ORDER' }));
      if (placing.moves.length > 0) return { ...placing, staying: [...staying, ...waiting] };
      staying.push(...placing.staying);
    }
    return { asked: [], results: [], moves: [], staying };
  }

  planReturn(entry: MaintenanceEntry, better: boolean): PlannedRound {
    const view = this.#view;
    const out = outOfUse(view.state);
    const staying: StayingLsp[] = [];
    const back = entry.moved.flatMap((moved) => {
      const lsp = view.state.lspDb.get(moved.lsp);
      if (lsp === undefined || !this.#belongsBack(lsp, moved, out, better)) return [];
      const obstacle = obstacleOf(view, lsp, entry.order, true);
      if (obstacle === 'NOT_CONNECTED') staying.push({ lsp: lsp.id, reason: obstacle });
      return obstacle === undefined ? [{ lsp, moved }] : [];
    });
    const wanted = back.map(({ lsp, moved }) => wantedMove(view, lsp, moved.from.path.links));
    const steps = orderedMoves(view, wanted).steps.slice(0, MOVES_OF_ROUND);
    const moves = steps.flatMap(({ wanted: place, after }) => {
      const moved = back[place]?.moved;
      return moved === undefined ? [] : [{ lsp: moved.lsp, from: moved.to, to: moved.from, after }];
    });
    return { moves, staying };
  }

  staying(entry: MaintenanceEntry): readonly StayingLsp[] {
    return this.#over(entry).map((lsp) => {
      const obstacle = obstacleOf(this.#view, lsp, entry.order, true);
      if (obstacle !== undefined) return { lsp: lsp.id, reason: obstacle };
      const known = entry.staying.find((one) => one.lsp === lsp.id);
      return known ?? { lsp: lsp.id, reason: 'MOVE_FAILED' };
    });
  }

  hasArrivals(entry: MaintenanceEntry): boolean {
    const known = new Set(entry.staying.map(({ lsp }) => lsp));
    return this.#over(entry).some(
      ({ id }) => !known.has(id) && this.#view.pendingOperations(id).length === 0,
    );
  }

  chanceOf({ lsp: id, to }: MaintenanceMove): MoveChance {
    const view = this.#view;
    const lsp = view.state.lspDb.get(id);
    if (lsp === undefined || !isMovable(view.state, lsp)) return 'GONE';
    if (view.pendingOperations(id).length > 0) return 'BUSY';
    const computer = view.decidingComputer;
    const out = outOfUse(view.state);
    const own = new Set(presentPath(view, id)?.links);
    const { bandwidth } = attributesOf(view.state, lsp);
    const hasRoom = to.path.links.every(
      (link) =>
        this.#isUsable(link, out) &&
        (bandwidth === 0 || own.has(link) || computer.available(link, LOWEST_PRIORITY) >= bandwidth),
    );
    return hasRoom ? 'FREE' : 'NO_ROOM';
  }

  intended({ lsp: id, to }: MaintenanceMove) {
    const { state } = this.#view;
    const lsp = state.lspDb.get(id);
    if (lsp === undefined) return undefined;
    const { pcc, name } = lsp.current;
    return { pcc, name, intended: intendedFor(state, lsp, to) };
  }

  #over({ order }: MaintenanceEntry): readonly LspEntry[] {
    return lspsOver(this.#view, linksOf(this.#view.state.ted, [order.resources]));
  }

  /** Still where it was moved to, with all of its former path there again. */
  #belongsBack(lsp: LspEntry, moved: MovedLsp, out: ReadonlySet<LinkId>, better: boolean): boolean {
    const view = this.#view;
    const { links } = moved.from.path;
    if (links.length === 0) return false;
    // Where the others of its group are by now nobody knows who leads it back.
    if (view.pendingOperations(lsp.id).length > 0 || dependsOnOthers(view, lsp)) return false;
    const present = presentPath(view, lsp.id)?.links ?? [];
    if (!sameLinks(present, moved.to.path.links)) return false;
    if (!links.every((link) => this.#isUsable(link, out))) return false;
    const { metric } = requestFor(view.state, lsp);
    return !better || this.#cost(links, metric) < this.#cost(present, metric);
  }

  #isUsable(link: LinkId, out: ReadonlySet<LinkId>): boolean {
    return this.#view.state.ted.link(link)?.operational === true && !out.has(link);
  }

  #cost(links: readonly LinkId[], metric: Metric): number {
    const { ted } = this.#view.state;
    return links.reduce((sum, id) => {
      const link = ted.link(id);
      return sum + (link === undefined ? Number.POSITIVE_INFINITY : WEIGHTS[metric](link));
    }, 0);
  }
}

/** A round is one event: more than these are left to the next. The first of an order are safe without the rest. */
const MOVES_OF_ROUND = 1_000;

/** What each metric of a path is the sum of. */
const WEIGHTS: Readonly<Record<Metric, (link: TopologyLink) => number>> = {
  IGP: igpMetricOf,
  TE: teMetricOf,
  HOPS: () => 1,
  DELAY: ({ delay = Number.POSITIVE_INFINITY }) => delay,
  DELAY_VARIATION: ({ delayVariation = Number.POSITIVE_INFINITY }) => delayVariation,
  LOSS: ({ loss }) => lossExponentOf(loss),
};

const sameLinks = (a: readonly LinkId[], b: readonly LinkId[]): boolean =>
  a.length === b.length && a.every((link, index) => link === b[index]);

const byLsp = (a: { readonly lsp: LspId }, b: { readonly lsp: LspId }): number => (a.lsp < b.lsp ? -1 : 1);

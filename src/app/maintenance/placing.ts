import type { Computation } from '../../domain/computation/computer.js';
import type { LinkId } from '../../domain/values/identifiers.js';
import type { MaintenanceMove, StayingLsp } from '../../domain/values/maintenance.js';
import type { Path } from '../../domain/values/path.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import { type Asked, computationFor } from '../computation-record.js';
import { associationsOf, computeAsked, diversityOf } from '../diversity.js';
import { attributesOf } from '../lsp-attributes.js';
import { recomputation } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import { presentPath } from './affected.js';
import { LOWEST_PRIORITY, orderedMoves, type WantedMove } from './move-order.js';

/** What other paths of LSPs were computed as, and in which order they can be taken. */
export interface Placing {
  /** As they were asked for: all together, or the one that is left. */
  readonly asked: readonly Asked[];
  readonly results: readonly Computation[];
  /** In their order; `member` is the place in `asked`. */
  readonly moves: readonly (MaintenanceMove & { readonly member: number })[];
  readonly staying: readonly StayingLsp[];
}

/** More than what the LSPs themselves want of their paths. */
export interface PlacingLimits {
  /** Links that are not to be used besides those that are out of use anyway. */
  readonly exclude?: readonly LinkId[];
  readonly booked?: Asked['computed']['booked'];
}

/**
 * Other paths for LSPs: all of them together, each free to use what the others leave (RFC 8051 3.4.2), as far as there is
 * an order of moves that is safe at every moment; if there is none for any of them, for one after the other beside all
 * the others, until one can move. No move preempts anybody: it could wait.
 */
export function placeElsewhere(
  view: NetworkView,
  entries: readonly LspEntry[],
  limits: PlacingLimits = {},
): Placing {
  const asked = entries.map((entry) => askedOf(view, entry, limits));
  const together = view.decidingComputer;
  const requests = asked.map(computationFor);
  const results =
    requests.length > 1
      ? together.computeTogether(requests)
      : requests.map((request) => together.compute(request));
  const placing = ordered(view, entries, asked, results);
  if (placing.moves.length > 0 || entries.length < 2) return placing;
  return firstAlone(view, entries, asked) ?? placing;
}

/** Those whose paths depend on those of others move one after the other, each away from where the others are then. */
export const dependsOnOthers = (view: NetworkView, { id }: LspEntry): boolean =>
  diversityOf(view, id, associationsOf(view, id)) !== undefined;

/** As `placeElsewhere`, for one that depends on others. */
export function placeApart(view: NetworkView, entry: LspEntry, limits: PlacingLimits = {}): Placing {
  const asked = askedOf(view, entry, limits);
  return ordered(view, [entry], [asked], [computeAsked(view.decidingComputer, asked)]);
}

function ordered(
  view: NetworkView,
  entries: readonly LspEntry[],
  asked: readonly Asked[],
  results: readonly Computation[],
): Placing {
  const staying: StayingLsp[] = [];
  const wanted: (WantedMove & { readonly member: number })[] = [];
  for (const [member, entry] of entries.entries()) {
    const result = results[member];
    if (result === undefined) continue;
    if (result.kind === 'path') wanted.push({ ...wantedMove(view, entry, result.path.path.links), member });
    else staying.push({ lsp: entry.id, reason: 'NO_PATH', noPath: result.noPath.reasons });
  }
  const order = orderedMoves(view, wanted);
  const moves = order.steps.flatMap(({ wanted: place, after }) => {
    const member = wanted[place]?.member ?? 0;
    const [entry, result] = [entries[member], results[member]];
    if (entry === undefined || result?.kind !== 'path') return [];
    return [{ lsp: entry.id, from: presentRoute(view, entry), to: result.path, after, member }];
  });
  for (const place of order.staying) {
    const lsp = wanted[place]?.lsp;
    if (lsp !== undefined) staying.push({ lsp, reason: 'NO_ORDER' });
  }
  return { asked, results, moves, staying: staying.sort(byLsp) };
}

/** The first that has a path beside all the others where they are. */
function firstAlone(
  view: NetworkView,
  entries: readonly LspEntry[],
  asked: readonly Asked[],
): Placing | undefined {
  for (const [member, entry] of entries.entries()) {
    const one = asked.slice(member, member + 1);
    const results = one.map((own) => view.decidingComputer.compute(computationFor(own)));
    const placing = ordered(view, [entry], one, results);
    if (placing.moves.length === 0) continue;
    const others = entries.filter((other) => other !== entry);
    return { ...placing, staying: others.map(({ id }) => ({ lsp: id, reason: 'NO_ORDER' })) };
  }
  return undefined;
}

function askedOf(view: NetworkView, entry: LspEntry, { exclude = [], booked }: PlacingLimits): Asked {
  const { computed, ownLsp, diversity } = recomputation(view, entry);
  const request = {
    ...computed.request,
    setupPriority: LOWEST_PRIORITY,
    exclude: [...computed.request.exclude, ...exclude],
  };
  return {
    computed: { ...computed, request, ...(booked === undefined ? {} : { booked }) },
    ownLsp,
    diversity,
  };
}

export function wantedMove(view: NetworkView, entry: LspEntry, to: readonly LinkId[]): WantedMove {
  const { bandwidth, holdingPriority } = attributesOf(view.state, entry);
  const from = presentPath(view, entry.id)?.links ?? [];
  return { lsp: entry.id, bandwidth, holdingPriority, from, to };
}

const presentRoute = (view: NetworkView, { id, current }: LspEntry): MaintenanceMove['from'] => ({
  path: presentPath(view, id) ?? NOWHERE,
  route: current.route,
});

/** Of a route that the topology does not know all of: there is no going back to it. */
const NOWHERE: Path = { nodes: [], links: [], igpMetric: 0, teMetric: 0 };

const byLsp = (a: StayingLsp, b: StayingLsp): number => (a.lsp < b.lsp ? -1 : 1);

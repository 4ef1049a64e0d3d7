import { sameRoute } from '../../domain/lsp/operation-outcome.js';
import type { MovableLsp, ReoptimizationWorld } from '../../domain/sagas/reoptimization.js';
import type { LspId, OperationId } from '../../domain/values/identifiers.js';
import { holdsResources } from '../../domain/values/lsp.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import { attributesOf } from '../lsp-attributes.js';
import { intendedFor } from '../lsp-constraints.js';
import { reportedPath } from '../lsp-path.js';
import { outOfUse } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { tooCloseTo } from './kept-apart.js';

/** What the saga of a reoptimization sees of the present. */
export class LiveReoptimizationWorld implements ReoptimizationWorld {
  readonly now: number;
  readonly deadline: number;
  readonly isSettled: boolean;
  readonly #view: NetworkView;

  /** @param operationTimeout milliseconds that a head-end has to report an outcome */
  constructor(view: NetworkView, now: number, operationTimeout: number, isSettled: boolean) {
    this.#view = view;
    this.isSettled = isSettled;
    this.now = now;
    this.deadline = now + operationTimeout;
  }

  request(operation: OperationId) {
    return this.#view.state.operations.get(operation);
  }

  lsp(id: LspId): MovableLsp | undefined {
    const { state } = this.#view;
    const entry = state.lspDb.get(id);
    if (entry === undefined) return undefined;
    const { current } = entry;
    const session = state.sessions.get(current.pcc);
    const isTaking = session?.synchronized === true && session.capabilities.update;
    const isBusy = this.#view.pendingOperations(id).length > 0;
    return {
      pcc: current.pcc,
      name: current.name,
      canMove: current.delegated && isTaking && !isBusy,
      isBusy,
      isOn: (path) =>
        path === undefined
          ? !current.administrative || current.route.length === 0
          : current.administrative && sameRoute(path.route, current.route),
    };
  }

  obstacle(id: LspId, path: SignalledPath, bandwidth?: number): string | undefined {
    const lacking = this.lackOfRoom(id, path, bandwidth);
    if (lacking !== undefined) return lacking;
    const other = tooCloseTo(this.#view, id, path.path.links);
    return other === undefined ? undefined : `the path shares with ${other} what it must not`;
  }

  /** Why the path has no room for it now, whoever it is to keep away from. */
  lackOfRoom(id: LspId, { path }: SignalledPath, wanted?: number): string | undefined {
    const { state } = this.#view;
    const entry = state.lspDb.get(id);
    if (entry === undefined) return 'the LSP is gone';
    const { bandwidth: held } = attributesOf(state, entry);
    const bandwidth = wanted ?? held;
    const own = new Set(this.#ownLinks(entry));
    const out = outOfUse(state);
    // Asked for last: whoever looks at the present on the way would make it forget what was just decided.
    const { decidingComputer: computer } = this.#view;
    for (const link of path.links) {
      if (state.ted.link(link)?.operational !== true) return `link ${link} is down or gone`;
      if (out.has(link)) return `link ${link} is kept out of use`;
      const free = computer.available(link, LOWEST_PRIORITY) + (own.has(link) ? held : 0);
      if (bandwidth > 0 && free < bandwidth) return `link ${link} has ${free} bit/s left of ${bandwidth}`;
    }
    return undefined;
  }

  /** Where it has bandwidth now: one that is down has none. */
  #ownLinks(entry: LspEntry) {
    const { current } = entry;
    if (!current.administrative || current.route.length === 0 || !holdsResources(current)) return [];
    return reportedPath(this.#view, entry, entry.current)?.links ?? [];
  }

  intended(id: LspId, path: SignalledPath | undefined, bandwidth?: number): IntendedLsp {
    const { state } = this.#view;
    const entry = state.lspDb.get(id);
    if (entry === undefined) throw new Error(`there is no LSP ${id}`);
    const present = {
      path: reportedPath(this.#view, entry, entry.current) ?? NOWHERE,
      route: entry.current.route,
    };
    return intendedFor(state, entry, path ?? present, {
      administrative: path !== undefined,
      ...(bandwidth === undefined ? {} : { bandwidth }),
    });
  }
}

const NOWHERE = { nodes: [], links: [], igpMetric: 0, teMetric: 0 };

/** Nothing is moved onto bandwidth that another LSP has, whatever the priorities are. */
const LOWEST_PRIORITY = 7;

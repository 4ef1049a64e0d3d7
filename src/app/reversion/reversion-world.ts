import type { ReversionWorld } from '../../domain/sagas/reversion.js';
import type { LspId, OperationId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { Reversion } from '../../domain/values/reversion.js';
import { outOfUse } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { LiveReoptimizationWorld } from '../reoptimization/reoptimization-world.js';
import { deadlockOf } from './way-aside.js';

/** What the saga of a reversion sees of the present. */
export class LiveReversionWorld implements ReversionWorld {
  readonly now: number;
  readonly deadline: number;
  readonly #view: NetworkView;
  /** An LSP that goes back is moved by the same rules as one that is moved to a better path. */
  readonly #moves: LiveReoptimizationWorld;

  constructor(view: NetworkView, now: number, operationTimeout: number) {
    this.#view = view;
    this.now = now;
    this.deadline = now + operationTimeout;
    this.#moves = new LiveReoptimizationWorld(view, now, operationTimeout, true);
  }

  request(operation: OperationId) {
    return this.#view.state.operations.get(operation);
  }

  lsp(id: LspId) {
    return this.#moves.lsp(id);
  }

  unusable({ path }: SignalledPath): string | undefined {
    const { state } = this.#view;
    const out = outOfUse(state);
    for (const link of path.links) {
      if (state.ted.link(link)?.operational !== true) return `link ${link} is down or gone`;
      if (out.has(link)) return `link ${link} is kept out of use`;
    }
    return undefined;
  }

  works({ path }: SignalledPath): boolean {
    const { ted } = this.#view.state;
    return path.links.every((link) => ted.link(link)?.operational === true);
  }

  obstacle(lsp: LspId, path: SignalledPath): string | undefined {
    return this.#moves.lackOfRoom(lsp, path);
  }

  deadlock(reversion: Reversion) {
    return deadlockOf(this.#view, reversion, (lsp, path) => this.obstacle(lsp, path) === undefined);
  }

  intended(lsp: LspId, path: SignalledPath) {
    return this.#moves.intended(lsp, path);
  }
}

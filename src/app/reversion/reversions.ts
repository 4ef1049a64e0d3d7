import type { OperationId } from '../../domain/values/identifiers.js';
import { ok, type Result } from '../../domain/values/result.js';
import type { Reversion } from '../../domain/values/reversion.js';
import { sagaStream } from '../../events/catalogue/streams.js';
import type { Journal } from '../journal.js';
import type { NetworkView } from '../network-view.js';
import { type Rejection, reject } from '../rejection.js';

/** What can be asked of reversions. */
export class ReversionCommands {
  readonly #view: NetworkView;
  readonly #journal: Journal;

  constructor({ view, journal }: { readonly view: NetworkView; readonly journal: Journal }) {
    this.#view = view;
    this.#journal = journal;
  }

  /** The LSP stays where it is; a move back that was asked for already comes to its end. */
  async cancel(id: OperationId): Promise<Result<Reversion, Rejection>> {
    const known = this.#view.state.reversions.get(id);
    if (known === undefined) return reject('UNKNOWN_OPERATION', `there is no reversion ${id}`);
    if (known.phase === 'ENDED') return ok(known);
    const data = { reversion: id, lsp: known.lsp, outcome: 'CANCELLED' } as const;
    await this.#journal.append(sagaStream({ kind: 'reversion', id }), 'any', [
      { type: 'LspReversionEnded', data, correlationId: id },
    ]);
    return ok(this.#view.state.reversions.get(id) ?? known);
  }
}

import { LspId, type OperationId, type PccId } from '../../../src/domain/values/identifiers.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { OperationDispatched } from '../../../src/events/catalogue/operation.js';
import type { NetworkState } from '../../../src/projections/network-state.js';
import type { Check, Seen, Violation } from './violation.js';

/**
 * Who may tell whom what. A PCC has one session, and an LSP one place in it. What is asked of an LSP goes out on the present session
 * of its PCC, after the end of its synchronisation (RFC 8231 5.6), while the LSP is delegated to this PCE (5.7), and when every older
 * request for the LSP has an outcome. Nothing is asked for twice: neither an operation, nor an LSP that there is already (RFC 8281 5.3).
 */
export class OwnershipCheck implements Check {
  readonly #asked = new Set<OperationId>();
  readonly #byPlspId = new Map<string, LspId>();
  readonly #sessions = new Map<PccId, string>();

  *after(event: RecordedEvent, { state }: Seen): Iterable<Violation> {
    switch (event.type) {
      case 'SessionEstablished': {
        const { pcc, session } = event.data;
        if (this.#sessions.has(pcc)) yield { what: `${pcc} has two sessions`, about: [pcc] };
        this.#sessions.set(pcc, session);
        break;
      }
      case 'SessionClosed':
        if (this.#sessions.get(event.data.pcc) === event.data.session) this.#sessions.delete(event.data.pcc);
        break;
      case 'LspReported': {
        const { pcc, plspId, name } = event.data;
        const key = `${pcc} ${plspId}`;
        const lsp = LspId(pcc, name);
        const other = this.#byPlspId.get(key);
        if (other !== undefined && other !== lsp)
          yield { what: `${other} and ${lsp} have the same PLSP-ID ${plspId}`, about: [other, lsp, name] };
        this.#byPlspId.set(key, lsp);
        break;
      }
      case 'LspRemoved':
        this.#byPlspId.delete(`${event.data.pcc} ${event.data.plspId}`);
        break;
      case 'LspInitiationRequested':
      case 'LspUpdateRequested':
      case 'LspDeletionRequested':
        yield* this.#asksOnce(event, state);
        break;
      case 'OperationDispatched':
        yield* this.#mayBeTold(event.data, state);
        break;
      default:
        break;
    }
  }

  *at(): Iterable<Violation> {}

  *#asksOnce(
    { type, data }: RecordedEvent & { readonly type: `Lsp${string}Requested` },
    state: NetworkState,
  ): Iterable<Violation> {
    const { operation, lsp, name } = data;
    if (this.#asked.has(operation)) yield { what: `${operation} is asked for twice`, about: [operation] };
    this.#asked.add(operation);
    if (type !== 'LspInitiationRequested' || data.intended === undefined) return;
    const creating = [...state.operations.pending()].some(
      (other) => other.lsp === lsp && other.kind === 'create-lsp' && other.id !== operation,
    );
    if (creating || state.lspDb.get(lsp) !== undefined)
      yield {
        what: `${lsp} is initiated though it is ${creating ? 'being set up' : 'there'}`,
        about: [lsp, name],
      };
  }

  *#mayBeTold(
    { operation, pcc, session }: OperationDispatched['data'],
    state: NetworkState,
  ): Iterable<Violation> {
    const { lsp, kind } = state.operations.get(operation) ?? {};
    if (lsp === undefined) return;
    const about = [operation, lsp, lsp.slice(lsp.indexOf('/') + 1), session];
    const known = state.sessions.get(pcc);
    if (known?.session !== session) yield { what: `${operation} is sent on a session that is over`, about };
    else if (!known.synchronized)
      yield { what: `${operation} is sent before the end of synchronisation`, about };
    // In the order in which they were asked for.
    const older = [...state.operations.pending()].find((other) => other.lsp === lsp);
    if (older !== undefined && older.id !== operation)
      yield { what: `${operation} is sent beside ${older.id} for ${lsp}`, about };
    if (kind === 'update-lsp' && state.lspDb.get(lsp)?.current.delegated === false)
      yield { what: `${operation} is sent for ${lsp}, which is not delegated`, about };
  }
}

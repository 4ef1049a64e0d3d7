import type { LspId, OperationId, PccId, SessionId } from '../../domain/values/identifiers.js';
import type { ComputationRecord } from '../../events/catalogue/computation.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type {
  IntendedLsp,
  LspDeletionRequested,
  LspInitiationRequested,
  LspUpdateRequested,
  OperationReason,
} from '../../events/catalogue/operation.js';
import type { SagaRef } from '../../events/catalogue/saga.js';
import type { Projection } from '../projection.js';

export type OperationKind = 'create-lsp' | 'update-lsp' | 'delete-lsp';
export type OperationState = 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'CANCELLED';

export interface OperationEntry {
  readonly id: OperationId;
  readonly kind: OperationKind;
  readonly state: OperationState;
  readonly reason: OperationReason;
  readonly saga?: SagaRef;
  /** Operations whose end it waits for before it is sent. */
  readonly after?: readonly OperationId[];
  /** All of these have to succeed, or it fails. */
  readonly onlyIfAllSucceed?: true;
  readonly lsp: LspId;
  readonly pcc: PccId;
  readonly name: string;
  readonly intended?: IntendedLsp;
  readonly computation?: ComputationRecord;
  readonly deadline: number;
  readonly startedAt: number;
  /** Under which SRP-ID of which session it was last sent. */
  readonly dispatched?: { readonly session: SessionId; readonly srpId: number };
  readonly endedAt?: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Ended operations kept in memory; older ones are read from their streams. */
export const REMEMBERED_OPERATIONS = 10_000;

/** What Cairn asked of the network: every operation under way, and the last ones that ended. */
export class Operations implements Projection<readonly OperationEntry[]> {
  readonly #pending = new Map<OperationId, OperationEntry>();
  readonly #ended = new Map<OperationId, OperationEntry>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'LspInitiationRequested':
        this.#start('create-lsp', event.data, event.time);
        break;
      case 'LspUpdateRequested':
        this.#start('update-lsp', event.data, event.time);
        break;
      case 'LspDeletionRequested':
        this.#start('delete-lsp', event.data, event.time);
        break;
      case 'OperationDispatched': {
        const { operation, session, srpId } = event.data;
        const known = this.#pending.get(operation);
        if (known !== undefined) this.#pending.set(operation, { ...known, dispatched: { session, srpId } });
        break;
      }
      case 'OperationSucceeded':
        this.#end(event.data.operation, event.time, { state: 'SUCCEEDED' });
        break;
      case 'OperationFailed': {
        const { operation, code, message } = event.data;
        this.#end(operation, event.time, { state: 'FAILED', error: { code, message } });
        break;
      }
      case 'OperationTimedOut': {
        const { operation, message } = event.data;
        this.#end(operation, event.time, { state: 'TIMED_OUT', error: { code: 'TIMED_OUT', message } });
        break;
      }
      case 'OperationCancelled': {
        const { operation, message } = event.data;
        this.#end(operation, event.time, { state: 'CANCELLED', error: { code: 'CANCELLED', message } });
        break;
      }
      default:
        break;
    }
  }

  get(operation: OperationId): OperationEntry | undefined {
    return this.#pending.get(operation) ?? this.#ended.get(operation);
  }

  /** Those without an outcome, in the order in which they were asked for. */
  pending(): IterableIterator<OperationEntry> {
    return this.#pending.values();
  }

  capture(): readonly OperationEntry[] {
    return [...this.#ended.values(), ...this.#pending.values()];
  }

  restore(captured: readonly OperationEntry[]): void {
    this.#pending.clear();
    this.#ended.clear();
    for (const entry of captured)
      (entry.state === 'PENDING' ? this.#pending : this.#ended).set(entry.id, entry);
  }

  #start(
    kind: OperationKind,
    data: (LspInitiationRequested | LspUpdateRequested | LspDeletionRequested)['data'],
    startedAt: number,
  ): void {
    const { operation, lsp, pcc, name, deadline, reason, saga, after, onlyIfAllSucceed } = data;
    this.#pending.set(operation, {
      id: operation,
      kind,
      state: 'PENDING',
      reason,
      ...(saga === undefined ? {} : { saga }),
      ...(after === undefined ? {} : { after }),
      ...(onlyIfAllSucceed === undefined ? {} : { onlyIfAllSucceed }),
      lsp,
      pcc,
      name,
      ...('intended' in data && data.intended !== undefined ? { intended: data.intended } : {}),
      ...('computation' in data && data.computation !== undefined ? { computation: data.computation } : {}),
      deadline,
      startedAt,
    });
  }

  #end(operation: OperationId, endedAt: number, outcome: Pick<OperationEntry, 'state' | 'error'>): void {
    const known = this.#pending.get(operation);
    if (known === undefined) return;
    this.#pending.delete(operation);
    this.#ended.set(operation, { ...known, ...outcome, endedAt });
    if (this.#ended.size > REMEMBERED_OPERATIONS) {
      const [oldest] = this.#ended.keys();
      if (oldest !== undefined) this.#ended.delete(oldest);
    }
  }
}

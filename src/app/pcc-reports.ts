import {
  type KnownPaths,
  observeRemoval,
  observeReport,
  pathKey,
  sweepUnreported,
} from '../domain/lsp/observation.js';
import { LspId, type PccId, type SessionId } from '../domain/values/identifiers.js';
import type { LspState } from '../domain/values/lsp.js';
import type { LspEvent } from '../events/catalogue/lsp.js';
import { lspStream, sessionStream } from '../events/catalogue/streams.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';
import type { Journal } from './journal.js';
import type { ObservedReport } from './ports/pcc-observer.js';
import type { Telemetry } from './ports/telemetry.js';
import { RecordingsInFlight } from './recordings-in-flight.js';

/** A PCC whose end-of-synchronisation marker has not been dealt with yet. */
interface Synchronization {
  readonly session: SessionId;
  /** By the monotonic clock, milliseconds. */
  readonly startedAt: number;
  /** Keys of the paths reported so far. */
  readonly reported: Set<string>;
  /** LSPs that were not known before. */
  readonly added: Map<string, LspState>;
}

/**
 * Turns what PCCs report into events. The hot path of the product: one report costs a comparison with the LSP-DB
 * and one append; a report that tells nothing new costs no append.
 */
export class PccReports {
  readonly #state: NetworkState;
  readonly #journal: Journal;
  readonly #telemetry: Telemetry;
  readonly #synchronizing = new Map<PccId, Synchronization>();
  /** The LSP-DB can't be compared with meanwhile. */
  readonly #inFlight = new RecordingsInFlight();

  constructor(state: NetworkState, journal: Journal, telemetry: Telemetry) {
    this.#state = state;
    this.#journal = journal;
    this.#telemetry = telemetry;
  }

  sessionEstablished(pcc: PccId, session: SessionId): void {
    this.#synchronizing.set(pcc, {
      session,
      startedAt: performance.now(),
      reported: new Set(),
      added: new Map(),
    });
  }

  /** What a synchronisation brought that did not come to its end is cleaned up (RFC 8231 5.6). */
  sessionClosed(pcc: PccId, session: SessionId): void {
    const aborted = this.#synchronizing.get(pcc);
    if (aborted?.session !== session) return;
    this.#synchronizing.delete(pcc);
    for (const { name, plspId } of aborted.added.values()) {
      const data = { pcc, name, plspId, reason: 'synchronization-aborted' } as const;
      this.#record(LspId(pcc, name), [{ type: 'LspRemoved', data }]);
    }
  }

  /** Of a PCC that is no longer counted on: removes what it reported, and says how many LSPs that is. */
  forget(pcc: PccId): number {
    const lsps = [...this.#state.lspDb.ofPcc(pcc)];
    for (const { id, current } of lsps) {
      const data = { pcc, name: current.name, plspId: current.plspId, reason: 'pcc-forgotten' } as const;
      this.#record(id, [{ type: 'LspRemoved', data }]);
    }
    return lsps.length;
  }

  /**
   * @param known what the LSP-DB says of the LSP now
   * @param recorded called when the LSP-DB says what the report says
   */
  reported({ state, removed }: ObservedReport, known: LspEntry | undefined, recorded?: () => void): void {
    const synchronization = this.#synchronizing.get(state.pcc);
    if (synchronization !== undefined && !removed) {
      synchronization.reported.add(pathKey(state));
      if (known === undefined) synchronization.added.set(state.name, state);
    }
    // PERF: a text that was looked up before has its hash; a new one would have to be put together first.
    const id = known?.id ?? LspId(state.pcc, state.name);
    const events = this.#inFlight.has(id, this.#journal.applied)
      ? certain(state, removed)
      : observe(known?.paths ?? [], state, removed);
    if (events.length > 0) this.#record(id, events, recorded);
    else recorded?.();
  }

  /**
   * The end-of-synchronisation marker: once everything reported is in the LSP-DB, removes what was not reported.
   * `synchronized` is called when that is recorded.
   */
  synchronizationEnded(pcc: PccId, session: SessionId, synchronized: () => void): void {
    this.#journal.whenApplied(() => this.#sweep(pcc, session, synchronized));
  }

  #sweep(pcc: PccId, session: SessionId, synchronized: () => void): void {
    const synchronization = this.#synchronizing.get(pcc);
    if (synchronization?.session !== session) return;
    this.#synchronizing.delete(pcc);
    const known = [...this.#state.lspDb.ofPcc(pcc)].map(({ paths }) => paths);
    const gone = sweepUnreported(known, synchronization.reported);
    for (const event of gone) this.#record(LspId(pcc, event.data.name), [event]);
    const reported = synchronization.reported.size;
    const data = { pcc, session, reported, removed: gone.length };
    this.#journal.record(sessionStream(pcc), [{ type: 'SessionSynchronized', data }], synchronized);
    const seconds = (performance.now() - synchronization.startedAt) / 1000;
    this.#telemetry.observe('synchronization', seconds, { peer: 'pcc' });
    this.#telemetry.log({ event: 'pcc-synchronized', pcc, lsps: reported, removed: gone.length });
  }

  #record(id: LspId, events: readonly LspEvent[], recorded?: () => void): void {
    const call = this.#journal.record(lspStream(id), events, recorded);
    this.#inFlight.add(id, call, this.#journal.applied);
  }
}

const observe = (known: KnownPaths, state: LspState, removed: boolean): readonly LspEvent[] =>
  removed ? observeRemoval(known, state) : observeReport(known, state);

/** While earlier events of the LSP are on their way nothing is known for sure: record what is said as it is. */
function certain(state: LspState, removed: boolean): readonly LspEvent[] {
  if (!removed) return [{ type: 'LspReported', data: state }];
  const { pcc, name, plspId } = state;
  const lspId = state.identifiers?.lspId ?? 0;
  const path = state.setupType === 'RSVP_TE' && lspId !== 0 ? { lspId } : {};
  return [{ type: 'LspRemoved', data: { pcc, name, plspId, ...path, reason: 'reported' } }];
}

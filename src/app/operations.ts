import { isAchieved, type Outcome, outcomeOf, type Wanted } from '../domain/lsp/operation-outcome.js';
import { LspId, type OperationId, type PccId, type SessionId } from '../domain/values/identifiers.js';
import type { LspState } from '../domain/values/lsp.js';
import type { NewEvent } from '../events/catalogue/event.js';
import type {
  LspDeletionRequested,
  LspInitiationRequested,
  LspUpdateRequested,
  OperationEvent,
} from '../events/catalogue/operation.js';
import { operationStream } from '../events/catalogue/streams.js';
import type { NetworkState } from '../projections/network-state.js';
import type { OperationEntry } from '../projections/operations/operations.js';
import type { Journal } from './journal.js';
import type { NetworkView } from './network-view.js';
import type { Clock, Timer } from './ports/clock.js';
import type { Dispatch, PccGateway } from './ports/pcc-gateway.js';
import type { ObservedReport, PeerError } from './ports/pcc-observer.js';
import type { Telemetry } from './ports/telemetry.js';

export type RequestedEvent = LspInitiationRequested | LspUpdateRequested | LspDeletionRequested;

export interface OperationDependencies {
  readonly state: NetworkState;
  readonly journal: Journal;
  readonly gateway: PccGateway;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly view: Pick<NetworkView, 'anticipate'>;
  /** Told of every operation that was sent, or was to be sent, and has ended. */
  readonly ended: (operation: OperationEntry) => void;
}

/** An operation under way, beside what the projection knows of it. */
interface Tracked {
  readonly timer: Timer;
  /** The head-end has answered under the SRP-ID: its later reports are about this operation too. */
  acknowledged: boolean;
  /** On which session it is sent, or about to be: on one session it is sent once. */
  session?: SessionId;
  /** RSVP-TE LSP-ID of the path that the answer was about. */
  lspId?: number | undefined;
  /** An outcome is on its way to the log. */
  ending: boolean;
}

/**
 * Carries every intent to its outcome (RFC 8231 5.8, 8281 5.3, 5.4): append the intent, append the dispatch, send, and
 * wait for the head-end's report, its refusal, or the deadline. A crash between any two of these leaves a pending
 * operation in the log, which is compared with what the head-end has once it has synchronised again.
 */
export class OperationRunner {
  readonly #dependencies: OperationDependencies;
  readonly #tracked = new Map<OperationId, Tracked>();
  readonly #ofLsp = new Map<LspId, Set<OperationId>>();
  readonly #bySrpId = new Map<string, OperationId>();
  /** By the operation that is waited for: those that wait. */
  readonly #followers = new Map<OperationId, OperationId[]>();

  constructor(dependencies: OperationDependencies) {
    this.#dependencies = dependencies;
  }

  /** After the replay: takes up what was pending when the process ended. */
  start(): void {
    for (const entry of this.#dependencies.state.operations.pending()) this.#track(entry.id, entry);
  }

  stop(): void {
    for (const { timer } of this.#tracked.values()) timer.cancel();
  }

  /** Records the intent and sends it. Resolves when the intent is durable and on its way; the outcome comes later. */
  async submit(requested: RequestedEvent): Promise<OperationEntry> {
    const { operation, lsp } = requested.data;
    const { journal, state, telemetry, view } = this.#dependencies;
    const older = [...(this.#ofLsp.get(lsp) ?? [])];
    this.#track(operation, requested.data);
    view.anticipate(requested);
    await journal.append(operationStream(operation), 0, [{ ...requested, correlationId: operation }]);
    const entry = state.operations.get(operation);
    if (entry === undefined) throw new Error(`operation ${operation} is not in the log after its append`);
    telemetry.log({ event: 'operation-started', operation, kind: entry.kind, lsp });
    for (const superseded of older) await this.#cancel(superseded, operation);
    await this.#dispatch(entry).catch((error: unknown) => this.#couldNotSend(entry, error));
    return state.operations.get(operation) ?? entry;
  }

  /** Records an intent that failed before anything could be sent, in one append. */
  async refuse(requested: RequestedEvent, code: string, message: string): Promise<OperationEntry> {
    const { operation, lsp } = requested.data;
    const { journal, state } = this.#dependencies;
    await journal.append(operationStream(operation), 0, [
      { ...requested, correlationId: operation },
      { type: 'OperationFailed', data: { operation, lsp, code, message }, correlationId: operation },
    ]);
    this.#logEnd(operation, 'FAILED', message);
    const entry = state.operations.get(operation);
    if (entry === undefined) throw new Error(`operation ${operation} is not in the log after its append`);
    return entry;
  }

  /** A report may be the answer to an operation, or a later step of one that was answered. */
  reported(report: ObservedReport): void {
    // PERF: most reports come when nothing is under way.
    if (this.#ofLsp.size === 0) return;
    const { state, removed, session, srpId } = report;
    const lsp = LspId(state.pcc, state.name);
    const pending = this.#ofLsp.get(lsp);
    if (pending === undefined) return;
    const answered = srpId === 0 ? undefined : this.#bySrpId.get(srpKey(session, srpId));
    for (const operation of pending) {
      const tracked = this.#tracked.get(operation);
      if (tracked === undefined) continue;
      if (operation === answered) {
        tracked.acknowledged = true;
        tracked.lspId = lspIdOf(report);
      }
      const gone = removed && (isWhole(report) || (operation === answered && this.#isDeletion(operation)));
      // One path of several came or went (make-before-break): only the path that was answered with counts.
      if (!gone && (removed || isOtherPath(tracked, report))) continue;
      this.#conclude(operation, gone ? undefined : state, tracked.acknowledged);
    }
  }

  refused(session: SessionId, srpId: number, error: PeerError): void {
    const operation = this.#bySrpId.get(srpKey(session, srpId));
    if (operation === undefined) return;
    const { errorType, errorValue, text } = error;
    void this.#end(operation, (lsp) => ({
      type: 'OperationFailed',
      data: {
        operation,
        lsp,
        code: 'PCEP_ERROR',
        message: `the head-end refused: ${text} (PCErr ${errorType}/${errorValue})`,
        peerError: { type: errorType, value: errorValue },
      },
    }));
  }

  /**
   * A PCC has synchronised: what it reported says how far the operations got that were under way when its session,
   * or this process, ended. What is not in place is sent again under a new SRP-ID.
   */
  async reconcile(pcc: PccId): Promise<void> {
    const { state } = this.#dependencies;
    for (const entry of [...state.operations.pending()].filter((operation) => operation.pcc === pcc)) {
      const newest = [...(this.#ofLsp.get(entry.lsp) ?? [])].at(-1);
      // The process ended after the newer request was recorded and before the older one was called off.
      if (newest !== undefined && newest !== entry.id) {
        await this.#cancel(entry.id, newest);
        continue;
      }
      const lsp = state.lspDb.get(entry.lsp);
      if (entry.dispatched !== undefined && this.#isAlreadyDone(entry, lsp?.current)) continue;
      if (entry.dispatched !== undefined && lsp !== undefined && entry.kind === 'create-lsp') {
        // It is there and being set up: asking again would be refused, its name is taken (RFC 8281 5.3.1).
        const tracked = this.#tracked.get(entry.id);
        if (tracked !== undefined) tracked.acknowledged = true;
        continue;
      }
      await this.#dispatch(entry).catch((error: unknown) => this.#couldNotSend(entry, error));
    }
  }

  /** What can't be put into a message fails; it must not keep the others, or the next start, from going on. */
  #couldNotSend({ id, lsp }: OperationEntry, error: unknown): void {
    this.#dependencies.telemetry.log({
      event: 'request-failed',
      what: `operation ${id}`,
      detail: String(error),
    });
    const message = 'it could not be sent; the log of the PCE has the details';
    void this.#end(id, () => ({
      type: 'OperationFailed',
      data: { operation: id, lsp, code: 'NOT_SENT', message },
    }));
  }

  #isAlreadyDone(entry: OperationEntry, state: LspState | undefined): boolean {
    const wanted = wantedBy(entry);
    if (wanted === undefined || !isAchieved(wanted, state)) return false;
    void this.#end(entry.id, (lsp) => outcomeEvent(entry.id, lsp, { kind: 'succeeded' }));
    return true;
  }

  #isDeletion(operation: OperationId): boolean {
    return this.#dependencies.state.operations.get(operation)?.kind === 'delete-lsp';
  }

  async #dispatch(entry: OperationEntry): Promise<void> {
    const { gateway, journal } = this.#dependencies;
    const dispatch = gateway.reserve(entry.pcc);
    const tracked = this.#tracked.get(entry.id);
    if (tracked === undefined || tracked.ending || this.#isEarly(entry)) return;
    if (this.#lacksRoom(entry)) return this.#roomWasNotMade(entry);
    if (dispatch === undefined) return;
    const { session, srpId } = dispatch;
    // Asked for at the very moment at which its head-end had synchronised: both send what has not been sent.
    if (tracked.session === session) return;
    tracked.session = session;
    if (entry.dispatched !== undefined)
      this.#bySrpId.delete(srpKey(entry.dispatched.session, entry.dispatched.srpId));
    this.#bySrpId.set(srpKey(session, srpId), entry.id);
    const data = { operation: entry.id, pcc: entry.pcc, session, srpId };
    await journal.append(operationStream(entry.id), 'any', [
      { type: 'OperationDispatched', data, correlationId: entry.id },
    ]);
    // Ended while its dispatch was being recorded: what is not wanted any more must not be sent.
    if (!tracked.ending) this.#send(entry, dispatch);
  }

  /** What it is to wait for has not ended yet. */
  #isEarly({ after = [] }: OperationEntry): boolean {
    return after.some((other) => this.#dependencies.state.operations.get(other)?.state === 'PENDING');
  }

  /** One of those that were to make room for it did not. */
  #lacksRoom({ after = [], onlyIfAllSucceed }: OperationEntry): boolean {
    const { operations } = this.#dependencies.state;
    return onlyIfAllSucceed === true && after.some((other) => operations.get(other)?.state !== 'SUCCEEDED');
  }

  async #roomWasNotMade({ id }: OperationEntry): Promise<void> {
    const message = 'an LSP that was to make room for it has not moved; nothing was sent';
    await this.#end(id, (lsp) => ({
      type: 'OperationFailed',
      data: { operation: id, lsp, code: 'ROOM_NOT_MADE', message },
    }));
  }

  #send(entry: OperationEntry, dispatch: Dispatch): void {
    const { gateway, state } = this.#dependencies;
    const { pcc, name, intended } = entry;
    if (entry.kind === 'create-lsp') {
      if (intended !== undefined) gateway.sendInitiate(pcc, dispatch, name, intended);
      return;
    }
    // The PLSP-ID is taken at the last moment: pathd aborts on one that it does not know (peers survey 1).
    const lsp = state.lspDb.get(entry.lsp);
    if (lsp === undefined) {
      this.#conclude(entry.id, undefined, true);
      return;
    }
    const { plspId } = lsp.current;
    if (entry.kind === 'delete-lsp') gateway.sendDelete(pcc, dispatch, lsp.current);
    else if (intended !== undefined) gateway.sendUpdate(pcc, dispatch, plspId, intended);
  }

  /** True when the evidence ended the operation. */
  #conclude(operation: OperationId, state: LspState | undefined, answers: boolean): boolean {
    const entry = this.#dependencies.state.operations.get(operation);
    if (entry === undefined || entry.state !== 'PENDING') return true;
    const wanted = wantedBy(entry);
    if (wanted === undefined) return false;
    const outcome = outcomeOf(wanted, { state, answers });
    if (outcome.kind === 'open') return false;
    void this.#end(operation, (lsp) => outcomeEvent(operation, lsp, outcome));
    return true;
  }

  /** Not wanted any more: what has not been sent is not sent. False when it ends already, or has ended. */
  async callOff(operation: OperationId, message: string): Promise<boolean> {
    if (this.#tracked.get(operation)?.ending !== false) return false;
    await this.#end(operation, (lsp) => ({ type: 'OperationCancelled', data: { operation, lsp, message } }));
    return true;
  }

  /** A newer request for the same LSP makes an older one pointless (RFC 8231 7.2: the last SRP-ID counts). */
  async #cancel(older: OperationId, newer: OperationId): Promise<void> {
    await this.callOff(older, `superseded by operation ${newer}`);
  }

  async #end(operation: OperationId, eventFor: (lsp: LspId) => OperationEvent): Promise<void> {
    const tracked = this.#tracked.get(operation);
    const entry = this.#dependencies.state.operations.get(operation);
    if (tracked === undefined || entry === undefined || tracked.ending) return;
    tracked.ending = true;
    tracked.timer.cancel();
    const event = eventFor(entry.lsp);
    await new Promise<void>((resolve) => {
      const recorded: NewEvent = { ...event, correlationId: operation };
      this.#dependencies.journal.record(operationStream(operation), [recorded], resolve);
    });
    this.#forget(operation, entry);
    const ended = this.#dependencies.state.operations.get(operation);
    this.#logEnd(operation, ended?.state ?? 'ENDED', ended?.error?.message);
    if (ended !== undefined) this.#dependencies.ended(ended);
    await this.#dispatchFollowers(operation);
  }

  async #dispatchFollowers(ended: OperationId): Promise<void> {
    const followers = this.#followers.get(ended) ?? [];
    this.#followers.delete(ended);
    for (const follower of followers) {
      const entry = this.#dependencies.state.operations.get(follower);
      if (entry?.state === 'PENDING')
        await this.#dispatch(entry).catch((error: unknown) => this.#couldNotSend(entry, error));
    }
  }

  #track(
    operation: OperationId,
    { lsp, deadline, after = [] }: Pick<RequestedEvent['data'], 'lsp' | 'deadline' | 'after'>,
  ): void {
    const { clock, state } = this.#dependencies;
    const timer = clock.schedule(Math.max(0, deadline - clock.now()), () => {
      const sent = state.operations.get(operation)?.dispatched !== undefined;
      const message = sent
        ? 'the head-end did not report the outcome in time; its state shows at its next report'
        : 'the head-end was not connected and synchronised in time; nothing was sent';
      void this.#end(operation, () => ({ type: 'OperationTimedOut', data: { operation, lsp, message } }));
    });
    this.#tracked.set(operation, { timer, acknowledged: false, ending: false });
    const ofLsp = this.#ofLsp.get(lsp) ?? new Set();
    ofLsp.add(operation);
    this.#ofLsp.set(lsp, ofLsp);
    for (const other of after) this.#followers.set(other, [...(this.#followers.get(other) ?? []), operation]);
  }

  #forget(operation: OperationId, entry: OperationEntry): void {
    this.#tracked.delete(operation);
    const ofLsp = this.#ofLsp.get(entry.lsp);
    ofLsp?.delete(operation);
    if (ofLsp?.size === 0) this.#ofLsp.delete(entry.lsp);
    const { dispatched } = this.#dependencies.state.operations.get(operation) ?? entry;
    if (dispatched !== undefined) this.#bySrpId.delete(srpKey(dispatched.session, dispatched.srpId));
  }

  #logEnd(operation: OperationId, state: string, detail: string | undefined): void {
    const { telemetry } = this.#dependencies;
    telemetry.count('operations_ended', { state });
    telemetry.log({
      event: 'operation-ended',
      operation,
      state,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

const srpKey = (session: SessionId, srpId: number): string => `${session} ${srpId}`;

/** A removal of one path of an RSVP-TE LSP is a step of make-before-break, not the end of the LSP. */
const isWhole = ({ state }: ObservedReport): boolean =>
  state.setupType !== 'RSVP_TE' || (state.identifiers?.lspId ?? 0) === 0;

/** The LSP-ID of an RSVP-TE path; 0 and other setup types name none (RFC 8231 7.3.1). */
function lspIdOf({ state }: ObservedReport): number | undefined {
  const lspId = state.setupType === 'RSVP_TE' ? state.identifiers?.lspId : undefined;
  return lspId === 0 ? undefined : lspId;
}

function isOtherPath(tracked: Tracked, report: ObservedReport): boolean {
  const reported = lspIdOf(report);
  return tracked.lspId !== undefined && reported !== undefined && reported !== tracked.lspId;
}

function wantedBy(entry: OperationEntry): Wanted | undefined {
  if (entry.kind === 'delete-lsp') return { kind: 'delete-lsp' };
  return entry.intended === undefined ? undefined : { kind: entry.kind, intended: entry.intended };
}

function outcomeEvent(
  operation: OperationId,
  lsp: LspId,
  outcome: Exclude<Outcome, { kind: 'open' }>,
): OperationEvent {
  if (outcome.kind === 'succeeded') return { type: 'OperationSucceeded', data: { operation, lsp } };
  const { code, message } = outcome;
  return { type: 'OperationFailed', data: { operation, lsp, code, message } };
}

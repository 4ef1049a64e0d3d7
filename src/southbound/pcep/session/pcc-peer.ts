import type { Clock } from '../../../app/ports/clock.js';
import type { IdSource } from '../../../app/ports/id-source.js';
import type { Dispatch } from '../../../app/ports/pcc-gateway.js';
import type { PccObserver } from '../../../app/ports/pcc-observer.js';
import type { Telemetry } from '../../../app/ports/telemetry.js';
import { PccId, SessionId } from '../../../domain/values/identifiers.js';
import type { SchedulingSupport } from '../../../domain/values/lsp-schedule.js';
import type { PccCapabilities } from '../../../events/catalogue/session.js';
import { describeError } from '../codec/error-codes.js';
import type { DecodeFailure } from '../codec/failure.js';
import type { DecodedMessage, Message } from '../codec/message.js';
import type { PCErr } from '../codec/messages/pcerr.js';
import type { StateReport } from '../codec/messages/pcrpt.js';
import type { OpenObject } from '../codec/objects/open.js';
import { capabilitiesOf, localOpen } from '../translate/capabilities.js';
import type { PeerAssociations } from '../translate/instruction.js';
import { AutoBandwidthLoad, enteringOverwhelm } from './auto-bandwidth-load.js';
import type { Connection } from './connection.js';
import { detailOf, END_REASONS } from './end-reason.js';
import { errorMessage, lspReference, TOO_MANY_LSPS } from './error-message.js';
import { CLOSE_REASON, type EndReason, type OpenVerdict } from './fsm.js';
import { judgeOpen, namedBy, speakerEntityIdOf } from './negotiation.js';
import type { PcepPolicy } from './pcep-policy.js';
import type { PeerRegistry } from './peer-registry.js';
import { MinuteLimit } from './rate-limit.js';
import { ReportIntake } from './report-intake.js';
import { RequestIntake } from './request-intake.js';
import { PcepSession, type SessionUser } from './session.js';
import { SrpIds } from './srp-ids.js';

export interface PeerDependencies {
  readonly policy: PcepPolicy;
  readonly observer: PccObserver;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly ids: IdSource;
  readonly registry: PeerRegistry<PccPeer>;
}

/** What holds while the session is up. */
interface Established {
  readonly pcc: PccId;
  readonly session: SessionId;
  readonly capabilities: PccCapabilities;
  readonly reports: ReportIntake;
  readonly requests: RequestIntake;
  readonly srpIds: SrpIds;
  readonly load: AutoBandwidthLoad;
}

/** One PCC on one connection: from its Open to its end. */
export class PccPeer implements SessionUser {
  readonly address: string;
  readonly #port: number;
  readonly #connection: Connection;
  readonly #dependencies: PeerDependencies;
  readonly #session: PcepSession;
  readonly #unknownRequests: MinuteLimit;
  readonly #unknownMessages: MinuteLimit;
  #pcc: PccId | undefined;
  #speakerEntityId: string | undefined;
  #up: Established | undefined;
  /** The end-of-synchronisation marker has arrived, and then: what it ended is in the LSP-DB. */
  #markerSeen = false;
  #synchronized = false;
  #overLimit = false;
  #paused = false;
  /** Octets that came while the log could not keep up, oldest first. */
  readonly #held: Uint8Array[] = [];

  constructor(connection: Connection, sid: number, dependencies: PeerDependencies) {
    const { policy, clock, telemetry } = dependencies;
    this.address = connection.remoteAddress;
    this.#port = connection.remotePort;
    this.#connection = connection;
    this.#dependencies = dependencies;
    this.#unknownRequests = new MinuteLimit(policy.maximumUnknownRequests);
    this.#unknownMessages = new MinuteLimit(policy.maximumUnknownMessages);
    const open = localOpen({ ...policy, sid });
    this.#session = new PcepSession({ connection, clock, telemetry, open, timers: policy, user: this });
  }

  start(): void {
    this.#session.start();
  }

  /**
   * PERF: what comes while the log is busy stays octets. When a hundred peers speak at once, each with some hundred
   * reports in a chunk, all of them taken would be tens of thousands that wait for their commit.
   */
  receive(chunk: Uint8Array): void {
    if (this.#paused || this.#dependencies.observer.isBusy()) this.#held.push(chunk);
    else this.#session.receive(chunk);
    this.#pauseWhileBusy();
  }

  connectionLost(): void {
    for (const chunk of this.#held.splice(0)) this.#session.receive(chunk);
    this.#session.connectionLost();
  }

  #pauseWhileBusy(): void {
    const { observer } = this.#dependencies;
    if (this.#paused || !observer.isBusy()) return;
    this.#paused = true;
    this.#connection.pause();
    observer.whenDrained(() => this.#goOn());
  }

  #goOn(): void {
    this.#paused = false;
    while (!this.#dependencies.observer.isBusy()) {
      const chunk = this.#held.shift();
      if (chunk === undefined) {
        this.#connection.resume();
        return;
      }
      this.#session.receive(chunk);
    }
    this.#pauseWhileBusy();
  }

  close(detail: string): void {
    this.#session.close(CLOSE_REASON.none, detail);
  }

  /** Nothing is sent to a PCC before its end-of-synchronisation marker (RFC 8231 5.6). */
  reserve(): Dispatch | undefined {
    if (this.#up === undefined || !this.#synchronized) return undefined;
    return { session: this.#up.session, srpId: this.#up.srpIds.next() };
  }

  /** What both sides have announced (RFC 8934 5.1). */
  get scheduling(): SchedulingSupport {
    return this.#up?.capabilities.scheduling ?? 'none';
  }

  /** What both sides have announced (RFC 8733 5.1). */
  get autoBandwidth(): boolean {
    return this.#up?.capabilities.autoBandwidth === true;
  }

  get takesResizes(): boolean {
    return this.#up?.load.isPeerOverwhelmed(this.#dependencies.clock.now()) !== true;
  }

  get localAddress(): string | undefined {
    return this.#connection.localAddress;
  }

  /** Association types that it has announced, and the groups that it has said an LSP is in. */
  associations(plspId: number): PeerAssociations {
    const types = this.#up?.capabilities.associationTypes ?? [];
    return { types, known: this.#up?.reports.associationsOf(plspId) ?? [] };
  }

  /** PCErr 26/7: the LSP can't be as its group asks (RFC 8800 5.6). */
  refuseMembership(plspId: number): void {
    if (this.#up === undefined || !this.#synchronized) return;
    this.#session.send(errorMessage(26, 7, { lsp: lspReference(plspId) }));
  }

  /** False when `dispatch` is of another session, or this one is not up any more. */
  instruct(dispatch: Dispatch, message: Message): boolean {
    return this.#up?.session === dispatch.session && this.#synchronized && this.#session.send(message);
  }

  judgeOpen(open: OpenObject): OpenVerdict {
    const { policy, registry } = this.#dependencies;
    const verdict = judgeOpen(open, policy);
    if (verdict.kind !== 'acceptable') return verdict;
    const speaker = speakerEntityIdOf(open);
    const pcc = PccId(speaker === undefined ? this.address : namedBy(speaker));
    // A second Open may name somebody else: what the first one claimed must not stay taken for good.
    if (this.#pcc !== undefined && this.#pcc !== pcc) registry.release(this.#pcc, this);
    if (registry.claim(pcc, this)) {
      this.#pcc = pcc;
      this.#speakerEntityId = speaker;
      return verdict;
    }
    const [errorType, errorValue] = registry.get(pcc)?.address === this.address ? [9, 1] : [20, 7];
    return { kind: 'unacceptable', errorType, errorValue, detail: `PCC ${pcc} has a session already` };
  }

  established(remote: OpenObject): void {
    const { observer, ids, policy, telemetry, clock } = this.#dependencies;
    const capabilities = capabilitiesOf(remote);
    const pcc = this.#pcc;
    if (pcc === undefined || !capabilities.ok)
      throw new Error('a session came up with an Open that was not accepted');
    const session = SessionId(ids.next());
    const identity = { pcc, address: this.address, session };
    const load = new AutoBandwidthLoad();
    this.#up = {
      pcc,
      session,
      capabilities: capabilities.value,
      reports: new ReportIntake({
        ...identity,
        observer,
        maximumLsps: policy.maximumLspsPerPcc,
        capabilities: capabilities.value,
        clock,
        telemetry,
        takesRate: () => this.#takesRate(load),
      }),
      requests: new RequestIntake(pcc, capabilities.value, observer, telemetry, clock, (message) =>
        this.#session.send(message),
      ),
      srpIds: new SrpIds(),
      load,
    };
    const { keepalive, deadTimer } = this.#session.localOpen;
    observer.sessionEstablished({
      ...identity,
      port: this.#port,
      ...(this.#speakerEntityId === undefined ? {} : { speakerEntityId: this.#speakerEntityId }),
      keepalive: { local: keepalive, remote: remote.keepalive },
      deadTimer: { local: deadTimer, remote: remote.deadTimer },
      capabilities: capabilities.value,
    });
    // Without the stateful capability there is nothing to wait for.
    if (!capabilities.value.stateful) this.#synchronizationEnded(this.#up);
  }

  received({ message, failures }: DecodedMessage): void {
    const up = this.#up;
    if (up === undefined) return;
    this.#takeMessage(up, message);
    // What is not for a PCE at all is answered as such; its single faults are nobody's business then.
    if (message.kind === 'PCUpd' || message.kind === 'PCInitiate') return;
    for (const failure of failures) {
      if (message.kind === 'PCRpt' && !this.#markerSeen) this.#abortSynchronization(failure);
      else this.#answerFailure(failure);
    }
  }

  ended(reason: EndReason, wasUp: boolean): void {
    const { registry, observer, telemetry } = this.#dependencies;
    const detail = detailOf(reason);
    if (this.#pcc !== undefined) registry.release(this.#pcc, this);
    const up = this.#up;
    this.#up = undefined;
    if (up === undefined || !wasUp) {
      telemetry.count('pcep_sessions_refused', { reason: reason.kind });
      telemetry.log({ event: 'peer-refused', address: this.address, detail: detail ?? reason.kind });
      return;
    }
    observer.sessionClosed(
      up.pcc,
      up.session,
      this.#overLimit ? 'resource-limit' : END_REASONS[reason.kind],
      detail,
    );
  }

  #takeMessage(up: Established, message: Message): void {
    switch (message.kind) {
      case 'PCRpt':
        this.#takeReports(up, message.reports);
        return;
      case 'PCReq':
        up.requests.take(message);
        return;
      case 'PCErr':
        this.#takeErrors(up, message);
        return;
      case 'PCNtf':
        up.load.note(message, this.#dependencies.clock.now());
        return;
      case 'PCRep':
        for (const { rp } of message.replies) this.#unknownRequest(rp.requestId);
        return;
      default:
        this.#unknownMessage(message);
    }
  }

  #takeReports(up: Established, reports: readonly StateReport[]): void {
    const { telemetry } = this.#dependencies;
    if (!up.capabilities.stateful) {
      this.#session.refuse(19, 5, 'PCRpt without the stateful capability (RFC 8231 5.4)');
      return;
    }
    telemetry.count('lsp_reports', {}, reports.length);
    for (const report of reports) {
      const result = up.reports.take(report);
      if (result.kind === 'synchronized') this.#synchronizationEnded(up);
      else if (result.kind === 'over-limit') this.#exceedsLimit(up.pcc);
      else if (result.kind === 'refused') {
        this.#reject(result.detail);
        const lsp = lspReference(report.lsp.plspId);
        this.#session.send(
          errorMessage(result.errorType, result.errorValue, { srpId: report.srp?.srpId, lsp }),
        );
        if (result.close) this.#session.close(CLOSE_REASON.none, result.detail);
      }
      if (this.#up === undefined) return;
    }
  }

  #takesRate(load: AutoBandwidthLoad): boolean {
    const verdict = load.takeRate(this.#dependencies.clock.now());
    if (verdict === 'entering') this.#session.send(enteringOverwhelm);
    return verdict === 'taken';
  }

  /** RFC 8231 5.6: a PCE that can't hold more state says so and ends the session. */
  #exceedsLimit(pcc: PccId): void {
    const detail = `PCC ${pcc} reports more than ${this.#dependencies.policy.maximumLspsPerPcc} LSPs`;
    this.#session.send(TOO_MANY_LSPS);
    this.#overLimit = true;
    this.#session.close(CLOSE_REASON.none, detail);
  }

  #synchronizationEnded(up: Established): void {
    this.#markerSeen = true;
    this.#dependencies.observer.synchronizationEnded(up.pcc, up.session, () => {
      if (this.#up !== up) return;
      this.#synchronized = true;
      up.requests.synchronized();
    });
  }

  #takeErrors(up: Established, { entries }: PCErr): void {
    const { observer, telemetry } = this.#dependencies;
    for (const { srps, errors } of entries) {
      for (const { errorType, errorValue } of errors) {
        const text = describeError(errorType, errorValue);
        telemetry.log({ event: 'peer-error', pcc: up.pcc, errorType, errorValue, text });
        for (const { srpId } of srps)
          observer.operationRefused(up.pcc, up.session, srpId, { errorType, errorValue, text });
      }
    }
  }

  /**
   * A report that can't be read while the PCC synchronises (RFC 8231 5.6: PCErr 20/1, and the session ends). Going on
   * would take the LSP for one that is gone.
   */
  #abortSynchronization({ treatment, what, path }: DecodeFailure): void {
    const detail = [...path, what].join(': ');
    this.#reject(detail);
    this.#dependencies.telemetry.count('pcep_messages_malformed');
    const plspId = treatment.kind === 'error' ? treatment.plspId : undefined;
    const lsp = plspId === undefined ? undefined : lspReference(plspId);
    this.#session.send(errorMessage(20, 1, { lsp }));
    this.#session.close(CLOSE_REASON.none, detail);
  }

  #answerFailure({ treatment, what, path }: DecodeFailure): void {
    const detail = [...path, what].join(': ');
    this.#reject(detail);
    this.#dependencies.telemetry.count('pcep_messages_malformed');
    if (treatment.kind === 'close') {
      this.#session.close(treatment.reason, detail);
      return;
    }
    const { errorType, errorValue } = treatment;
    if (treatment.kind === 'error-and-close') {
      this.#session.refuse(errorType, errorValue, detail);
      return;
    }
    const { requestId, srpId, plspId } = treatment;
    const lsp = plspId === undefined ? undefined : lspReference(plspId);
    this.#session.send(errorMessage(errorType, errorValue, { requestId, srpId, lsp }));
  }

  /** RFC 5440 7.15 error type 8; too many of them end the session (6.8, 7.17). */
  #unknownRequest(requestId: number): void {
    this.#reject(`PCRep to request ${requestId}, which was never sent`);
    this.#session.send(errorMessage(8, 0, { requestId }));
    if (this.#unknownRequests.reached(this.#dependencies.clock.now())) {
      this.#session.close(CLOSE_REASON.unknownRequests, 'too many replies to unknown requests');
    }
  }

  /** RFC 5440 6.9. */
  #unknownMessage(message: Message): void {
    this.#reject(
      `${message.kind === 'Unknown' ? `message type ${message.messageType}` : message.kind} is not for a PCE`,
    );
    this.#session.send(errorMessage(2, 0));
    if (this.#unknownMessages.reached(this.#dependencies.clock.now())) {
      this.#session.close(CLOSE_REASON.unrecognizedMessages, 'too many unrecognized messages');
    }
  }

  #reject(detail: string): void {
    const peer = this.#pcc ?? this.address;
    this.#dependencies.telemetry.log({ event: 'peer-message-rejected', peer, detail });
  }
}

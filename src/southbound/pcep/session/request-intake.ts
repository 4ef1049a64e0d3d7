import type { Clock } from '../../../app/ports/clock.js';
import type { ObservedPathRequest, PccObserver } from '../../../app/ports/pcc-observer.js';
import type { Telemetry } from '../../../app/ports/telemetry.js';
import { LspId, type PccId } from '../../../domain/values/identifiers.js';
import { ok } from '../../../domain/values/result.js';
import type { PccCapabilities } from '../../../events/catalogue/session.js';
import type { Message } from '../codec/message.js';
import type { PCErr } from '../codec/messages/pcerr.js';
import type { PathComputationRequest, PCReq } from '../codec/messages/pcreq.js';
import type { SynchronizationVector } from '../codec/messages/svec-list.js';
import { type Answered, replyMessage, unavailableMessage } from '../translate/path-reply.js';
import { observedRequest } from '../translate/path-request.js';
import { memberOf, requirementsOf } from '../translate/request-set.js';
import { scheduleAsked } from '../translate/schedule.js';
import { type AskedAsSet, setReply } from '../translate/set-reply.js';
import { requestedAssociations } from './association-intake.js';
import { errorMessage } from './error-message.js';

/** Requests of one session that may be unanswered at a time; more are turned away (RFC 5440 7.14). */
const MAXIMUM_OUTSTANDING = 2_000;

interface Asked {
  readonly asked: PathComputationRequest;
  readonly observed: ObservedPathRequest;
}

/** Requests that an SVEC binds together, and what it asks of them as a set. */
interface AskedSet extends AskedAsSet {
  readonly members: readonly Asked[];
}

/** What decides how a PCC's requests can be answered. */
type RequesterCapabilities = Pick<PccCapabilities, 'maximumSidDepth' | 'srv6' | 'scheduling'>;

/** Path requests of one session (RFC 5440 6.4): answered together where an SVEC says so, one by one otherwise. */
export class RequestIntake {
  readonly #pcc: PccId;
  readonly #capabilities: RequesterCapabilities;
  readonly #observer: PccObserver;
  readonly #telemetry: Telemetry;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #send: (message: Message) => boolean;
  /** Came before the end of the synchronisation: nothing is answered before it. */
  #waiting: PCReq[] | undefined = [];
  #outstanding = 0;

  constructor(
    pcc: PccId,
    capabilities: RequesterCapabilities,
    observer: PccObserver,
    telemetry: Telemetry,
    clock: Pick<Clock, 'now'>,
    send: (message: Message) => boolean,
  ) {
    this.#pcc = pcc;
    this.#capabilities = capabilities;
    this.#observer = observer;
    this.#telemetry = telemetry;
    this.#clock = clock;
    this.#send = send;
  }

  take(message: PCReq): void {
    if (this.#outstanding + message.requests.length > MAXIMUM_OUTSTANDING) {
      this.#turnAway(message);
      return;
    }
    this.#outstanding += message.requests.length;
    if (this.#waiting === undefined) this.#answer(message);
    else this.#waiting.push(message);
  }

  synchronized(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const message of waiting) this.#answer(message);
  }

  #answer(message: PCReq): void {
    const sets: AskedSet[] = [];
    const inSets = this.#collectSets(message, sets);
    for (const set of sets) this.#ask(set.members, set);
    for (const request of message.requests) {
      if (inSets.has(request.rp.requestId)) continue;
      const asked = this.#translate(request);
      if (asked !== undefined) this.#ask([asked]);
    }
  }

  /** Requests that an SVEC binds together (RFC 5440 7.13). Gives the ids of all members, refused ones included. */
  #collectSets(message: PCReq, sets: AskedSet[]): ReadonlySet<number> {
    const members = new Set<number>();
    for (const vector of message.svecs) {
      const { svec } = vector;
      const requests = message.requests
        .filter(({ rp }) => svec.requestIds.includes(rp.requestId) && !members.has(rp.requestId))
        .map((request) => memberOf(request, vector));
      const wanted = requirementsOf(vector);
      for (const requestId of svec.requestIds) members.add(requestId);
      const missing = svec.requestIds.find((id) => !message.requests.some(({ rp }) => rp.requestId === id));
      if (missing !== undefined) this.#refuseSet(requests, missingRequest(missing));
      else if (!wanted.ok) {
        const { errorType, errorValue } = wanted.error;
        for (const { rp } of requests) this.#refuse(rp.requestId, errorType, errorValue);
      } else {
        const asked = this.#translateSet(requests);
        if (asked.length > 0) sets.push({ members: asked, vector, required: wanted.value });
      }
    }
    return members;
  }

  /** All members of a set, or none: one that can't be computed cancels the others (RFC 5440 7.13). */
  #translateSet(requests: readonly PathComputationRequest[]): readonly Asked[] {
    const asked: Asked[] = [];
    for (const request of requests) {
      const member = this.#translate(request, true);
      if (member !== undefined) {
        asked.push(member);
        continue;
      }
      this.#refuseSet(
        requests.slice(asked.length + 1).concat(asked.map((one) => one.asked)),
        missingRequest(request.rp.requestId),
      );
      return [];
    }
    return asked;
  }

  #translate(asked: PathComputationRequest, inSet = false): Asked | undefined {
    const { scheduling = 'none' } = this.#capabilities;
    const schedule = scheduleAsked(asked, scheduling, this.#clock.now(), inSet);
    const observed = schedule.ok ? observedRequest(asked, this.#capabilities, inSet) : schedule;
    const joined = observed.ok && schedule.ok ? this.#associations(asked, observed.value) : observed;
    if (observed.ok && schedule.ok && joined.ok) {
      const times = schedule.value === undefined ? {} : { schedule: schedule.value };
      return { asked, observed: { ...observed.value, ...joined.value, ...times } };
    }
    if (joined.ok) return undefined;
    const { errorType, errorValue } = joined.error;
    this.#refuse(asked.rp.requestId, errorType, errorValue);
    return undefined;
  }

  #associations({ associations, endPoints }: PathComputationRequest, { lsp }: ObservedPathRequest) {
    if (associations.length === 0) return ok({});
    const { source, destination } = endPoints;
    // One without a name has no association of its own yet.
    const joining = { lsp: LspId(this.#pcc, lsp?.name ?? ''), source, destination };
    const joined = requestedAssociations(associations, joining, this.#observer.associations);
    return joined.ok ? ok({ associations: joined.value }) : joined;
  }

  #ask(members: readonly Asked[], set?: AskedAsSet): void {
    const requests = members.map(({ observed }) => observed);
    this.#observer.pathsRequested(this.#pcc, requests, set !== undefined, set?.required).then(
      (answers) => {
        this.#outstanding -= members.length;
        const answered: Answered[] = members.flatMap((one, index) => {
          const answer = answers[index];
          return answer === undefined ? [] : [{ ...one, answer }];
        });
        const replied = this.#withoutConfidential(this.#withoutUnmetIntervals(answered));
        this.#reply(replied, set === undefined ? undefined : setReply(set, answered));
      },
      (error: unknown) => {
        this.#outstanding -= members.length;
        this.#telemetry.log({ event: 'request-failed', what: 'path request', detail: String(error) });
        this.#send(unavailableMessage(members.map(({ asked }) => asked)));
      },
    );
  }

  /** One that repeats and can't be had at some time is answered by a PCErr, not by a NO-PATH (RFC 8934 4.2.2). */
  #withoutUnmetIntervals(answered: readonly Answered[]): readonly Answered[] {
    return answered.filter(({ observed, answer }) => {
      if (answer.kind === 'path' || observed.schedule?.repeat === undefined) return true;
      this.#send(errorMessage(29, 5, { requestId: observed.requestId }));
      return false;
    });
  }

  /** A strict path is asked for, and policy keeps it from this PCC: that is a PCErr (RFC 5440 7.4.2). */
  #withoutConfidential(answered: readonly Answered[]): readonly Answered[] {
    return answered.filter(({ asked, observed, answer }) => {
      if (answer.kind === 'path' || asked.rp.loose) return true;
      if (!answer.noPath.reasons.includes('CONFIDENTIALITY')) return true;
      this.#send(errorMessage(5, 2, { requestId: observed.requestId }));
      return false;
    });
  }

  /** In one PCRep, or in several where the answers are too long for one message (RFC 5440 6.5 allows both). */
  #reply(answered: readonly Answered[], set?: SynchronizationVector): void {
    if (answered.length === 0) return;
    const half = answered.length >> 1;
    try {
      this.#send(replyMessage(answered, set));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const [only] = answered;
      if (half === 0 && only !== undefined) {
        // What it echoes of the request fills a message already: with a path it can't be said.
        this.#send(errorMessage(2, 0, { requestId: only.observed.requestId }));
        return;
      }
      this.#reply(answered.slice(0, half), set);
      this.#reply(answered.slice(half), set);
    }
  }

  #refuse(requestId: number, errorType: number, errorValue: number): void {
    this.#outstanding -= 1;
    this.#send(errorMessage(errorType, errorValue, { requestId }));
  }

  /** One bad member cancels the set (RFC 5440 7.13). */
  #refuseSet(requests: readonly PathComputationRequest[], error: PCErr): void {
    this.#outstanding -= requests.length;
    this.#send(error);
  }

  /** PCNtf 2/1 with the requests it cancels (RFC 5440 7.14): the PCE is overloaded. */
  #turnAway({ requests }: PCReq): void {
    const notification = {
      kind: 'NOTIFICATION',
      notificationType: 2,
      notificationValue: 1,
      tlvs: [],
    } as const;
    const rps = requests.map(({ rp }) => rp);
    this.#send({ kind: 'PCNtf', notifies: [{ rps, notifications: [notification], others: [] }] });
  }
}

/** PCErr type 7 with the missing request's id (RFC 5440 7.15). */
function missingRequest(requestId: number): PCErr {
  const error = errorMessage(7, 0);
  const entries = error.entries.map((entry) => ({
    ...entry,
    errors: entry.errors.map((object) => ({
      ...object,
      tlvs: [{ kind: 'REQ-MISSING', requestId } as const],
    })),
  }));
  return { ...error, entries };
}

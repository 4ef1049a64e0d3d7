import type { Computation } from '../../domain/computation/computer.js';
import type { BookingId, ComputationSetId, LspId } from '../../domain/values/identifiers.js';
import type { SetRequirements } from '../../domain/values/set-requirements.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { BookingDecision } from '../../events/catalogue/booking.js';
import type { ComputationInputs } from '../../events/catalogue/computation.js';
import type { EventStore } from '../../events/store.js';
import { admissionOf } from '../bookings/admit-booking.js';
import { LiveBookingWorld } from '../bookings/booking-world.js';
import { changedOccurrence } from '../bookings/changed-occurrence.js';
import { plansOf, rejectionOf } from '../bookings/decided-booking.js';
import { type Asked, askedOf, computationFor } from '../computation-record.js';
import { readSet } from '../computation-sets.js';
import type { Decision } from '../decisions-ahead.js';
import { claimsOf } from '../diversity.js';
import type { NetworkView } from '../network-view.js';
import type { InFlight } from './in-flight.js';
import {
  type AuditedAnswer,
  admittedAnswers,
  answerOf,
  type ReplannedOccurrence,
  rejectedAnswer,
  replannedAnswer,
  type Subject,
} from './subject.js';

/** A computation that can be made again: what was asked, of which network. */
export interface Question extends SetRequirements {
  readonly position: number;
  readonly inFlight: readonly Decision[];
  /** Damped links could be used. */
  readonly overDamped: boolean;
  /** Several are a set. */
  readonly asked: readonly Asked[];
  /** Of a set: whose paths stayed where they were. */
  readonly from?: readonly LspId[];
  /** Whether a booking is to be had, as its order at the position says. */
  readonly booking?: { readonly id: BookingId; readonly decided: BookingDecision };
  /** Which path an occurrence is to have, as the booking is at the position. */
  readonly replanned?: { readonly id: BookingId; readonly at: number } & ReplannedOccurrence;
}

/** Which of the answers to a question is the subject's; undefined: all of them. */
export interface Asking {
  readonly question: Question;
  readonly member?: number;
}

/**
 * Why there is no question. What an earlier version recorded is nobody's fault (`not-computed`); what contradicts the
 * rest of the log is no record that Cairn made (`different`).
 */
export interface Unaskable {
  readonly verdict: 'not-computed' | 'different';
  readonly reason: string;
}

export type Answers = readonly AuditedAnswer[] | Unaskable;

const notComputed = (reason: string): Unaskable => ({ verdict: 'not-computed', reason });
const contradiction = (reason: string): Unaskable => ({ verdict: 'different', reason });

const NO_COMPUTATION = 'no path was computed: it was given, or stayed as it was';
const EARLIER_VERSION = 'recorded by an earlier version, which did not tell all that it counted';

interface Asker extends SetRequirements {
  readonly position: number;
  readonly inFlight: number;
  readonly overDamped?: true;
  readonly members: readonly ComputationInputs[];
  readonly from?: readonly LspId[];
}

/** Puts together what subjects were computed from. For one pass over the log, forwards. */
export class Questions {
  readonly #store: EventStore;
  readonly #inFlight: InFlight;
  readonly #sets = new Map<ComputationSetId, Question | Unaskable>();

  constructor(store: EventStore, inFlight: InFlight) {
    this.#store = store;
    this.#inFlight = inFlight;
  }

  async of(subject: Subject): Promise<Asking | Unaskable> {
    const { event, record, set } = subject;
    if (set !== undefined) return asking(await this.#ofSet(set.set, set, event.position));
    if (subject.booking !== undefined) return asking(await this.#ofBooking(subject, subject.booking));
    if (record === undefined) return notComputed(NO_COMPUTATION);
    const { memberOf, position, inFlight } = record;
    if (memberOf === undefined) {
      if (inFlight === undefined) return notComputed(EARLIER_VERSION);
      return asking(
        await this.#ask(
          { position, inFlight, members: [record], ...(record.overDamped ? { overDamped: true } : {}) },
          event.position,
        ),
      );
    }
    const recorded = this.#sets.get(memberOf.set) ?? (await this.#readSet(memberOf.set));
    if ('verdict' in recorded) return recorded;
    const asked = recorded.asked[memberOf.member];
    if (asked === undefined || recorded.position !== position)
      return contradiction(`it is no member of the set ${memberOf.set}`);
    return { question: recorded, member: memberOf.member };
  }

  async #ofBooking(
    { event, record, decided, replanned }: Subject,
    id: BookingId,
  ): Promise<Question | Unaskable> {
    const at = replanned?.at ?? decided?.at;
    if (record?.inFlight === undefined || at === undefined) return notComputed(EARLIER_VERSION);
    const { position, inFlight } = record;
    const question = await this.#ask({ position, inFlight, members: [record] }, event.position);
    if ('verdict' in question) return question;
    if (replanned !== undefined) return { ...question, replanned: { ...replanned, id, at } };
    return decided === undefined ? question : { ...question, booking: { id, decided } };
  }

  /** The set stands before the part of the log that is read. */
  async #readSet(id: ComputationSetId): Promise<Question | Unaskable> {
    const event = await readSet(this.#store, id);
    if (event === undefined) return contradiction(`the log has no set ${id}`);
    return this.#ofSet(id, event.data, event.position);
  }

  async #ofSet(id: ComputationSetId, asker: Asker, at: number): Promise<Question | Unaskable> {
    const question = await this.#ask(asker, at);
    this.#sets.set(id, question);
    return question;
  }

  async #ask(
    { position, inFlight, disjointness, objective, bounds, overDamped, members, from }: Asker,
    at: number,
  ): Promise<Question | Unaskable> {
    if (!Number.isSafeInteger(position) || position < 0 || position >= at)
      return contradiction(`it can not have seen position ${position}`);
    const asked = members.flatMap((inputs) => askedOf(inputs) ?? []);
    if (asked.length < members.length) return notComputed(EARLIER_VERSION);
    const decisions = await this.#inFlight.between(position, at);
    const required = {
      ...(disjointness === undefined ? {} : { disjointness }),
      ...(objective === undefined ? {} : { objective }),
      ...(bounds === undefined ? {} : { bounds }),
      ...(from === undefined ? {} : { from }),
    };
    if (decisions.length === inFlight)
      return { position, inFlight: decisions, overDamped: overDamped === true, asked, ...required };
    return contradiction(
      `it counted ${inFlight} decisions in flight, but the log has ${decisions.length} from position ${position} on`,
    );
  }
}

const asking = (question: Question | Unaskable): Asking | Unaskable =>
  'verdict' in question ? question : { question };

/**
 * The answers, on the network as it was at the question's position: the view may go on from there at once, as what is
 * asked of its computer is answered on the state at the call.
 */
export async function answersTo(question: Question, view: NetworkView): Promise<Answers> {
  const { inFlight, overDamped, asked, disjointness, objective, bounds, from = [] } = question;
  view.anticipateOnly(inFlight);
  if (question.booking !== undefined) return bookingAnswers(question, question.booking, view);
  if (question.replanned !== undefined) return replannedAnswers(question.replanned, view);
  const requests = asked.map(computationFor);
  const required = {
    ...(disjointness === undefined ? {} : { disjointness }),
    ...(objective === undefined ? {} : { objective }),
    ...(bounds === undefined ? {} : { bounds }),
  };
  const [one] = asked;
  const answer = async (computer: NetworkView['computer']): Promise<readonly Computation[]> => {
    if (asked.length === 1 && one?.diversity !== undefined) {
      const { from: others, ...apart } = one.diversity;
      const alone = await computer.ask([{ kind: 'set', requests, required: apart, from: claimsOf(others) }]);
      return alone.flatMap(({ computations }) => computations);
    }
    if (requests.length === 1 && disjointness === undefined && bounds === undefined)
      return computer.ask(requests.map((request) => ({ kind: 'path', request })));
    const sets = await computer.ask([{ kind: 'set', requests, required, from: claimsOf(from) }]);
    return sets.flatMap(({ computations }) => computations);
  };
  const computations = await (overDamped ? view.overDamped(answer) : answer(view.decidingComputer));
  return computations.map((result, index) => answerOf(result, asked[index]?.ownLsp));
}

/** Looked for once more, for the occurrence as it was. */
function replannedAnswers(
  { id, at, occurrence: number, changed }: NonNullable<Question['replanned']>,
  view: NetworkView,
): Answers {
  const booking = view.state.bookings.get(id);
  const occurrence = booking?.occurrences[number];
  if (booking === undefined || occurrence === undefined)
    return contradiction(`booking ${id} had no occurrence ${number}`);
  if (changed === undefined) {
    const found = new LiveBookingWorld(view, at, 0, () => undefined).replan(booking, occurrence);
    return [replannedAnswer(found)];
  }
  const { result } = changedOccurrence(view, booking, occurrence, changed, at);
  return [replannedAnswer(result.kind === 'path' ? result : { reasons: result.noPath.reasons })];
}

/** Decided once more, from the calendar and all else at the position. */
function bookingAnswers(
  { asked: [asked] }: Question,
  { id, decided }: NonNullable<Question['booking']>,
  view: NetworkView,
): Answers {
  const booking = view.state.bookings.get(id);
  if (booking?.state !== 'REQUESTED') return contradiction(`booking ${id} was not waiting for a decision`);
  const { order } = booking;
  if (asked === undefined || !structurallyEqual(asked.computed.request, order.request))
    return contradiction(`it was decided on another request than that of booking ${id}`);
  const admission = admissionOf(view, order, asked.computed.signalling, decided);
  return admission.kind === 'admitted'
    ? admittedAnswers(plansOf(order, admission))
    : [rejectedAnswer(rejectionOf(order, admission))];
}

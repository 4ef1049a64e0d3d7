import type {
  Computation,
  ComputationRequest,
  PathComputer,
  Signalling,
} from '../../domain/computation/computer.js';
import { isAchieved } from '../../domain/lsp/operation-outcome.js';
import type { BookedLsp, BookingWorld, Obstacle, ReplannedPath } from '../../domain/sagas/booking-world.js';
import type { Booking, Occurrence } from '../../domain/values/booking.js';
import type { BookingId, LinkId, LspId, OperationId, PccId } from '../../domain/values/identifiers.js';
import type { LspSchedule } from '../../domain/values/lsp-schedule.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';
import { type Asked, computationFor, recordOf } from '../computation-record.js';
import { signallingBy } from '../lsp-constraints.js';
import { outWithin, stillDampedAt } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { intendedForNew } from '../new-lsp.js';
import { bookedBesides, restOf } from './booked-bandwidth.js';
import { isVacated, obstacleOf } from './obstacles.js';

/** What the saga of a booking sees of the present. */
export class LiveBookingWorld implements BookingWorld {
  readonly now: number;
  readonly deadline: number;
  readonly #view: NetworkView;
  readonly #undecided: (booking: BookingId) => void;

  /**
   * @param operationTimeout milliseconds that a head-end has to report an outcome
   * @param undecided called where a look at a booking shows nothing before other LSPs have moved
   */
  constructor(
    view: NetworkView,
    now: number,
    operationTimeout: number,
    undecided: (booking: BookingId) => void,
  ) {
    this.#view = view;
    this.#undecided = undecided;
    this.now = now;
    this.deadline = now + operationTimeout;
  }

  request(operation: OperationId) {
    return this.#view.state.operations.get(operation);
  }

  lsp(lsp: LspId): BookedLsp | undefined {
    const entry = this.#view.state.lspDb.get(lsp);
    if (entry === undefined) return undefined;
    const { current } = entry;
    return {
      createdByPce: current.createdByPce,
      delegated: current.delegated,
      failed: current.errorCode !== undefined,
      ...(current.schedule === undefined ? {} : { schedule: current.schedule }),
      isOn: (path, bandwidth, schedule) => {
        const { setupType, source, destination } = current;
        const priorities = { setupPriority: 7, holdingPriority: 7 };
        const intended = {
          setupType,
          source,
          destination,
          bandwidth,
          ...priorities,
          administrative: true,
          path,
        };
        const scheduled = schedule === undefined ? intended : { ...intended, schedule };
        return isAchieved({ kind: 'update-lsp', intended: scheduled }, current);
      },
    };
  }

  isReady(pcc: PccId): boolean {
    return this.#view.state.sessions.get(pcc)?.synchronized === true;
  }

  keepsSchedules(pcc: PccId): boolean {
    const session = this.#view.state.sessions.get(pcc);
    return session?.synchronized === true && session.capabilities.scheduling !== undefined;
  }

  obstacle(booking: Booking, occurrence: Occurrence): Obstacle | undefined {
    const found = obstacleOf(this.#view, booking, occurrence, this.now);
    if (found === 'IN_TRANSIT') this.#undecided(booking.id);
    else if (found !== undefined) return found;
    return this.#leadsElsewhere(booking, occurrence) ? { kind: 'BROKEN' } : undefined;
  }

  isVacated({ id }: Booking, occurrence: Occurrence): boolean {
    if (isVacated(this.#view, occurrence, this.now)) return true;
    this.#undecided(id);
    return false;
  }

  /** A label stack may, once the network has changed. What it leads to when its time comes shows then. */
  #leadsElsewhere({ order }: Booking, { path, state, handOver }: Occurrence): boolean {
    if (path === undefined || (state === 'PLANNED' && handOver !== 'DONE')) return false;
    const led = this.#view.computer.resolve(order.request.source, path.route);
    return !led.ok || !structurallyEqual(led.value.links, path.path.links);
  }

  isOwn({ id }: Booking, { lsp }: Occurrence): boolean {
    return this.#view.state.bookings.ofLsp(lsp)?.id === id;
  }

  replan(booking: Booking, occurrence: Occurrence): ReplannedPath {
    const { request } = booking.order;
    const { suspects } = occurrence;
    const resignalled = suspects.length === 0 ? this.#resignalled(booking, occurrence) : undefined;
    if (resignalled !== undefined) return resignalled;
    const { state } = this.#view;
    const rest = restOf(booking, occurrence, this.now);
    const wanted = avoidingLinks({ ...request, bandwidth: occurrence.bandwidth, alternatives: 0 }, [
      ...outWithin(state, rest),
    ]);
    const damped = stillDampedAt(state, rest.start);
    // What was admitted is rather led over a link that flaps than nowhere.
    const tries = [[...suspects, ...damped], suspects.length === 0 ? [] : damped, []];
    let found: ReplannedPath | undefined;
    for (const avoided of tries.filter((one, at) => at === 0 || one.length < (tries[at - 1]?.length ?? 0))) {
      found = this.#compute(booking, occurrence, avoidingLinks(wanted, avoided));
      if (found.kind === 'path') return found;
    }
    return found as ReplannedPath;
  }

  /** The links that it has already, by a route that leads over them now. */
  #resignalled(booking: Booking, occurrence: Occurrence): ReplannedPath | undefined {
    const obstacle = obstacleOf(this.#view, booking, occurrence, this.now);
    const { path } = occurrence;
    if (path === undefined || (obstacle !== undefined && obstacle !== 'IN_TRANSIT')) return undefined;
    const { request } = booking.order;
    const signalling = this.#signallingOf(booking);
    const pinned = this.#view.computer.pin(request.source, path.path.links, signalling);
    if (!pinned.ok) return undefined;
    const found = { kind: 'path', path: pinned.value, alternatives: [] } as const;
    const computation = recordOf(this.#view, { computed: { request, signalling } }, found);
    return { kind: 'path', path: pinned.value, computation };
  }

  #signallingOf({ order }: Booking): Signalling {
    return signallingBy(order.setupType, this.#view.state.sessions.get(order.pcc));
  }

  #compute(booking: Booking, occurrence: Occurrence, request: PathRequest): ReplannedPath {
    const { order } = booking;
    const view = this.#view;
    const signalling = this.#signallingOf(booking);
    const asked: Asked = {
      computed: { request, signalling, holdingPriority: order.holdingPriority },
      ownLsp: occurrence.lsp,
    };
    const rest = restOf(booking, occurrence, this.now);
    const booked = bookedBesides(view.state, booking, occurrence, rest);
    const isDamping = view.state.linkDamping.isDamping;
    const result = view.overDamped((computer) =>
      this.#answer(computer, occurrence, { ...computationFor(asked), booked }),
    );
    const computation = recordOf(view, asked, result, isDamping);
    return result.kind === 'path'
      ? { kind: 'path', path: result.path, computation }
      : { kind: 'no-path', reasons: result.noPath.reasons, computation };
  }

  /** One that waits for a path without luck says no more than it did: why not is not worked out again. */
  #answer(
    computer: PathComputer,
    { state, path: present }: Occurrence,
    computation: ComputationRequest,
  ): Computation {
    const path = computer.findPath(computation);
    if (path !== undefined) return { kind: 'path', path, alternatives: [] };
    if (state === 'PLANNED' && present === undefined)
      return { kind: 'no-path', noPath: { reasons: [], relaxations: [] } };
    return computer.compute(computation);
  }

  intended(
    { order }: Booking,
    { bandwidth }: Occurrence,
    path: SignalledPath,
    schedule?: LspSchedule,
  ): IntendedLsp {
    const request = { ...order.request, bandwidth };
    const headEnd = this.#view.state.sessions.get(order.pcc)?.address ?? order.request.source;
    const intended = intendedForNew(this.#view, { ...order, request, headEnd }, path);
    return schedule === undefined ? intended : { ...intended, schedule };
  }
}

const avoidingLinks = (request: PathRequest, links: readonly LinkId[]): PathRequest =>
  links.length === 0 ? request : { ...request, exclude: [...request.exclude, ...links] };

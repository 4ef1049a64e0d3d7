import { isAchieved } from '../../domain/lsp/operation-outcome.js';
import type { BookedLsp, BookingWorld, ReplannedPath } from '../../domain/sagas/booking.js';
import type { Booking, Occurrence } from '../../domain/values/booking.js';
import type { LinkId, LspId, OperationId, PccId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';
import { type Asked, computationFor, recordOf } from '../computation-record.js';
import { outWithin } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { intendedForNew } from '../new-lsp.js';
import { bookedBesides, restOf } from './booked-bandwidth.js';

/** What the saga of a booking sees of the present. */
export class LiveBookingWorld implements BookingWorld {
  readonly now: number;
  readonly deadline: number;
  readonly #view: NetworkView;

  /** @param operationTimeout milliseconds that a head-end has to report an outcome */
  constructor(view: NetworkView, now: number, operationTimeout: number) {
    this.#view = view;
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
      isOn: (path, bandwidth) => {
        const { setupType, source, destination } = current;
        const priorities = { setupPriority: 7, holdingPriority: 7 };
        const intended = { setupType, source, destination, bandwidth, ...priorities, administrative: true };
        return isAchieved({ kind: 'update-lsp', intended: { ...intended, path } }, current);
      },
    };
  }

  isReady(pcc: PccId): boolean {
    return this.#view.state.sessions.get(pcc)?.synchronized === true;
  }

  isBroken(booking: Booking, occurrence: Occurrence): boolean {
    const { state } = this.#view;
    const { ted } = state;
    const out = outWithin(state, restOf(booking, occurrence, this.now));
    return (
      occurrence.path?.path.links.some((link) => ted.link(link)?.operational !== true || out.has(link)) ===
      true
    );
  }

  replan(booking: Booking, occurrence: Occurrence): ReplannedPath {
    const { request } = booking.order;
    const { suspects } = occurrence;
    const out = outWithin(this.#view.state, restOf(booking, occurrence, this.now));
    const wanted = avoidingLinks({ ...request, bandwidth: occurrence.bandwidth, alternatives: 0 }, [...out]);
    const avoiding = this.#compute(booking, occurrence, avoidingLinks(wanted, suspects));
    return avoiding.kind === 'path' || suspects.length === 0
      ? avoiding
      : this.#compute(booking, occurrence, wanted);
  }

  #compute(booking: Booking, occurrence: Occurrence, request: PathRequest): ReplannedPath {
    const { order } = booking;
    const view = this.#view;
    const maximumSidDepth = view.state.sessions.get(order.pcc)?.capabilities.maximumSidDepth;
    const signalling = {
      setupType: order.setupType,
      ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }),
    };
    const asked: Asked = {
      computed: { request, signalling, holdingPriority: order.holdingPriority },
      ownLsp: occurrence.lsp,
    };
    const rest = restOf(booking, occurrence, this.now);
    const booked = bookedBesides(view.state, booking, occurrence, rest);
    const result = view.decidingComputer.compute({ ...computationFor(asked), booked });
    const computation = recordOf(view, asked, result);
    return result.kind === 'path'
      ? { kind: 'path', path: result.path, computation }
      : { kind: 'no-path', reasons: result.noPath.reasons, computation };
  }

  intended({ order }: Booking, { bandwidth }: Occurrence, path: SignalledPath): IntendedLsp {
    const request = { ...order.request, bandwidth };
    const headEnd = this.#view.state.sessions.get(order.pcc)?.address ?? order.request.source;
    return intendedForNew(this.#view, { ...order, request, headEnd }, path);
  }
}

const avoidingLinks = (request: PathRequest, links: readonly LinkId[]): PathRequest =>
  links.length === 0 ? request : { ...request, exclude: [...request.exclude, ...links] };

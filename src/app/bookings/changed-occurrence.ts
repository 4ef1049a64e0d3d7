import type { Computation } from '../../domain/computation/computer.js';
import type { Booking, Occurrence } from '../../domain/values/booking.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { ComputationRecord } from '../../events/catalogue/computation.js';
import { type Asked, computationFor, recordOf } from '../computation-record.js';
import { signallingBy } from '../lsp-constraints.js';
import { outWithin } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { bookedBesides, restOf } from './booked-bandwidth.js';

/**
 * A path for an occurrence with another end or bandwidth, over what is left of its time: the present one where it has the room,
 * else another one.
 */
export function changedOccurrence(
  view: NetworkView,
  booking: Booking,
  present: Occurrence,
  changes: Pick<Occurrence, 'end' | 'bandwidth'>,
  now: number,
): { readonly result: Computation; readonly computation: ComputationRecord } {
  const { decidingComputer: computer, state } = view;
  const { order } = booking;
  const changed = { ...present, ...changes };
  const rest = restOf(booking, changed, now);
  const out = outWithin(state, rest);
  const wanted = { ...order.request, bandwidth: changed.bandwidth, alternatives: 0 };
  const request = out.size === 0 ? wanted : { ...wanted, exclude: [...wanted.exclude, ...out] };
  const signalling = signallingBy(order.setupType, state.sessions.get(order.pcc));
  const asked: Asked = { computed: { request, signalling }, ownLsp: present.lsp };
  const booked = bookedBesides(state, booking, present, rest);
  const { setupPriority } = request;
  const hasRoom = (path: SignalledPath): boolean =>
    path.path.links.every((link) => {
      if (state.ted.link(link)?.operational !== true || out.has(link)) return false;
      return computer.unbooked(link, setupPriority) - booked(link, setupPriority) >= request.bandwidth;
    });
  const result: Computation =
    present.path !== undefined && hasRoom(present.path)
      ? { kind: 'path', path: present.path, alternatives: [] }
      : computer.compute({ ...computationFor(asked), booked });
  return { result, computation: recordOf(view, asked, result) };
}

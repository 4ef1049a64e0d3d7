import type { BookingOrder, BookingTrigger, TimeWindow } from '../../domain/values/booking.js';
import type { SetupType } from '../../domain/values/lsp.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import { ok } from '../../domain/values/result.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { PccEntry } from '../../projections/sessions/sessions.js';
import type { NetworkView } from '../network-view.js';
import { checkEndPoints, holdingPriorityOf, intendedForNew } from '../new-lsp.js';
import { reject } from '../rejection.js';
import { durationOf } from './flexibility.js';
import { recurringWindows } from './recurrence.js';

export interface BookBandwidth {
  readonly name: string;
  readonly request: PathRequest;
  readonly setupType: SetupType;
  readonly holdingPriority: number;
  readonly window: TimeWindow;
  readonly recurrence?: string;
  readonly timeZone: string;
  /** ISO 8601 duration. */
  readonly flexibility?: string;
  readonly leastBandwidth?: number;
  readonly volume?: number;
  /** Absent: as the configuration says. */
  readonly trigger?: BookingTrigger;
  readonly idempotencyKey?: string;
}

/** What can't be meant, whatever the network is like. `usableFrom`: when an LSP can be up at the earliest. */
export function checkCommand(command: BookBandwidth, usableFrom: number) {
  const { name, request, window, leastBandwidth, volume, flexibility } = command;
  if (name === '' || new TextEncoder().encode(name).length > MAXIMUM_NAME_BYTES)
    return reject('INVALID_INPUT', `name must have 1 to ${MAXIMUM_NAME_BYTES} bytes`);
  if (window.end <= window.start) return reject('INVALID_INPUT', 'end: must be after the start');
  if (window.end <= usableFrom)
    return reject('INVALID_INPUT', 'end: is over before an LSP can be set up; see bookings.leadTime');
  if (request.bandwidth <= 0) return reject('INVALID_INPUT', 'bandwidth: must be more than 0');
  if (leastBandwidth !== undefined && (leastBandwidth < 1 || leastBandwidth > request.bandwidth))
    return reject('INVALID_INPUT', 'minimumBandwidth: must be more than 0 and at most the bandwidth');
  if (volume !== undefined && volume <= 0) return reject('INVALID_INPUT', 'volume: must be more than 0');
  if (volume !== undefined && flexibility !== undefined)
    return reject('INVALID_INPUT', 'flexibility: a volume finds its own start between start and end');
  return undefined;
}

/** What is not known of a head-end that is not connected shows when its LSP is set up. */
export function checkHeadEnd({ setupType }: BookBandwidth, { id, capabilities, session }: PccEntry) {
  if (session === undefined) return undefined;
  if (!capabilities.initiation) {
    return reject(
      'NOT_SUPPORTED',
      `PCC ${id} does not accept LSPs from a PCE (no I flag in its Open, RFC 8281 4.1)`,
    );
  }
  if (capabilities.setupTypes.includes(setupType)) return undefined;
  const offered = capabilities.setupTypes.join(', ');
  return reject('NOT_SUPPORTED', `PCC ${id} does not support ${setupType}; it offers ${offered}`);
}

/** As for other LSPs, with room for the number of an occurrence. */
const MAXIMUM_NAME_BYTES = 1_000;

/**
 * The head-end at a node: one that has been seen, connected or not; by the address that it connects from, else by its id, else by
 * where its LSPs start.
 */
export function headEndOf({ state, computer }: NetworkView, source: string): PccEntry | undefined {
  const wanted = computer.findNode(source)?.id;
  if (wanted === undefined) return undefined;
  const isThere = (reference: string | undefined): boolean =>
    reference !== undefined && computer.findNode(reference)?.id === wanted;
  // An LSP without LSP-IDENTIFIERS is taken to start at the address that its head-end connects from: that says nothing more.
  const sourceOf = ({ id, address }: PccEntry): string | undefined => {
    for (const { current } of state.lspDb.ofPcc(id)) if (current.source !== address) return current.source;
    return undefined;
  };
  const all = state.sessions.all();
  return (
    all.find(({ address }) => isThere(address)) ??
    all.find(({ id }) => isThere(id)) ??
    all.find((pcc) => isThere(sourceOf(pcc)))
  );
}

/** Both ends need addresses that can be signalled. */
export function checkEnds(view: NetworkView, command: BookBandwidth, pcc: PccEntry) {
  const { request, setupType, holdingPriority } = command;
  const nowhere = { path: { nodes: [], links: [], igpMetric: 0, teMetric: 0 }, route: [] };
  const wanted = { request, setupType, holdingPriority, headEnd: pcc.address };
  return checkEndPoints(intendedForNew(view, wanted, nowhere));
}

/** When the LSPs are wanted; a recurrence is worked out. */
export const windowsOf = ({ window, recurrence, timeZone }: BookBandwidth) =>
  recurrence === undefined ? ok([window]) : recurringWindows(window, recurrence, timeZone);

/** How much later each may start, milliseconds. */
export const flexibilityOf = ({ flexibility }: BookBandwidth) =>
  durationOf(flexibility ?? 'PT0S', 'flexibility');

/** Whether the command asks for what was ordered: then a client that got no answer asks again (idempotency key). */
export function isOrderedAgain(command: BookBandwidth, order: BookingOrder): boolean {
  const { name, request, setupType, recurrence, timeZone, leastBandwidth, volume } = command;
  const windows = windowsOf(command);
  const flexibility = flexibilityOf(command);
  if (!windows.ok || !flexibility.ok) return false;
  const asked = {
    name,
    request,
    setupType,
    holdingPriority: holdingPriorityOf(command),
    windows: windows.value,
    flexibility: flexibility.value,
    leastBandwidth,
    volume,
    recurrence: recurrence === undefined ? undefined : { rule: recurrence, timeZone },
  };
  return structurallyEqual({ ...order, ...asked }, order);
}

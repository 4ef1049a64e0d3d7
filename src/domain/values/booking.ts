import type { BookingId, LinkId, LspId, PccId } from './identifiers.js';
import type { SetupType } from './lsp.js';
import type { LspSchedule } from './lsp-schedule.js';
import type { SignalledPath } from './path.js';
import type { NoPathReason, PathRequest } from './path-request.js';

/** From `start` until just before `end`; instants, milliseconds since 1970. */
export interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

/** What was asked for. */
export interface BookingOrder {
  /** The name of the LSP; with several occurrences it is followed by `-1`, `-2` and so on. */
  readonly name: string;
  readonly pcc: PccId;
  /** Its bandwidth is the most that is wanted. */
  readonly request: PathRequest;
  readonly setupType: SetupType;
  readonly holdingPriority: number;
  /** In order of their starts; a recurrence is worked out before it is recorded. */
  readonly windows: readonly TimeWindow[];
  /** Milliseconds before each start at which the LSP is set up; the bandwidth is booked from then on. */
  readonly leadTime: number;
  /**
   * Milliseconds before the LSP is set up at which its head-end is told when to do that by itself (RFC 8934), if it keeps
   * schedules. Absent: Cairn sets it up.
   */
  readonly handOverTime?: number;
  /** Of an LSP that its head-end scheduled itself: what it reported when this was asked for. It sets it up and removes it. */
  readonly schedule?: LspSchedule;
  /** Milliseconds by which each start may be later, its end with it. */
  readonly flexibility: number;
  /** Accepted when the full bandwidth does not fit; bit/s. */
  readonly leastBandwidth?: number;
  /** Bits to be moved within the one window, at a constant rate and as early as possible. */
  readonly volume?: number;
  /** As given: the rule (RFC 5545) and the time zone in which its wall clock runs. */
  readonly recurrence?: { readonly rule: string; readonly timeZone: string };
  readonly idempotencyKey?: string;
}

/** One interval of a booking, as admitted. */
export interface PlannedOccurrence extends TimeWindow {
  readonly bandwidth: number;
  readonly path: SignalledPath;
}

/**
 * PLANNED: before its start. DUE: being set up. ACTIVE: its LSP is up. ENDING: over, called off or given up, its LSP not
 * known to be gone. ENDED.
 */
export type OccurrenceState = 'PLANNED' | 'DUE' | 'ACTIVE' | 'ENDING' | 'ENDED';
export type OccurrenceOutcome = 'COMPLETED' | 'FAILED' | 'CANCELLED';

/**
 * Whether an occurrence's head-end keeps its times. DUE: it is to be told. DONE: it does. OVERDUE: it was to set the LSP up,
 * or to take it down, and did not. OFF: it does not, so Cairn does it all. Before it is to be told there is none of these.
 */
export type HandOver = 'DUE' | 'DONE' | 'OVERDUE' | 'OFF';

export interface Occurrence extends TimeWindow {
  /** From 0. */
  readonly number: number;
  readonly state: OccurrenceState;
  readonly bandwidth: number;
  /** Absent while no path is free over the rest of its time. */
  readonly path?: SignalledPath;
  readonly lsp: LspId;
  readonly lspName: string;
  /** What it has asked of its head-end so far that came to an end, by kind: a number for the next one. */
  readonly asked: Readonly<Record<OccurrenceRequest, number>>;
  readonly handOver?: HandOver;
  /** Known to its head-end, but not yet known to be on its present path with its present bandwidth and times. */
  readonly moving: boolean;
  /** Its time is over, and it could not be taken down at the first attempt. */
  readonly overdue?: true;
  /** Links of paths on which setting it up failed. */
  readonly suspects: readonly LinkId[];
  /** After a failure: not before this instant is it tried again. */
  readonly retryAt?: number;
  readonly failure?: { readonly code: string; readonly message: string };
  /** Known as soon as it is ENDING. */
  readonly outcome?: OccurrenceOutcome;
}

export type OccurrenceRequest = 'create' | 'update' | 'delete';

/** Who sets an LSP up at its start and takes it down at its end. */
export type BookingTrigger = 'PCE' | 'ROUTER_WHEN_ABLE';

export type BookingState =
  | 'REQUESTED'
  | 'ADMITTED'
  | 'REJECTED'
  | 'ACTIVE'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'FAILED';

/** Why a booking was not admitted, and what would fit instead. */
export interface BookingRejection {
  readonly window: TimeWindow;
  readonly reasons: readonly NoPathReason[];
  /** What each single constraint would have to become, with the path that there would be then. */
  readonly relaxations: readonly {
    readonly constraint: string;
    readonly from?: string;
    readonly to: string;
    readonly links: readonly LinkId[];
  }[];
  /** The next start at which all of it would fit, within what was looked at. */
  readonly laterStart?: number;
  /** The most that would fit at the wanted time, bit/s. */
  readonly lowerBandwidth?: number;
}

export interface Booking {
  readonly id: BookingId;
  readonly order: BookingOrder;
  readonly state: BookingState;
  readonly requestedAt: number;
  readonly endedAt?: number;
  readonly occurrences: readonly Occurrence[];
  readonly rejection?: BookingRejection;
}

/** What an occurrence's LSP is called. */
export const occurrenceName = ({ name, windows }: BookingOrder, number: number): string =>
  windows.length === 1 ? name : `${name}-${number + 1}`;

/** Its time is over, and it could not be taken down: nobody knows for how long it stays, so it counts as what lasts. */
export const isOverdue = ({ state, overdue }: Occurrence): boolean => state === 'ENDING' && overdue === true;

/** When the bandwidth of an occurrence is taken: from the moment at which it is set up. */
export const bookedWindow = (
  { leadTime }: Pick<BookingOrder, 'leadTime'>,
  { start, end }: TimeWindow,
): TimeWindow => ({ start: start - leadTime, end });

/** What a head-end is told that keeps an occurrence's times: whole seconds, as PCEP has them (RFC 8934 5.2.1). */
export function scheduleOf(
  { leadTime, schedule }: Pick<BookingOrder, 'leadTime' | 'schedule'>,
  { start, end }: TimeWindow,
  activated: boolean,
): LspSchedule {
  if (schedule !== undefined) {
    const { elastic: _, ...own } = schedule;
    return { ...own, start, end, activated };
  }
  const wholeSecond = (instant: number): number => Math.ceil(instant / 1000) * 1000;
  return { start: wholeSecond(start - leadTime), end: wholeSecond(end), trigger: 'PCC', activated };
}

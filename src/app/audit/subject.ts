import type { Computation } from '../../domain/computation/computer.js';
import type { BookingRejection, TimeWindow } from '../../domain/values/booking.js';
import type { BookingId, LinkId, LspId, OperationId, PccId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { NoPathReason } from '../../domain/values/path-request.js';
import type {
  BookingAdmitted,
  BookingChanged,
  BookingDecision,
  BookingRejected,
  BookingReplanned,
} from '../../events/catalogue/booking.js';
import type { ComputationRecord, PathsComputedTogether } from '../../events/catalogue/computation.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';

/** What was, or is, the answer to a computation. */
export interface AuditedAnswer {
  readonly lsp?: LspId;
  /** With a path: its links; the whole of it where the event has it. */
  readonly links?: readonly LinkId[];
  readonly path?: SignalledPath;
  /** The next best paths; absent where they were not recorded. */
  readonly alternatives?: readonly (readonly LinkId[])[];
  /** Without a path: why. */
  readonly noPath?: readonly NoPathReason[];
  /** Of an occurrence of a booking, or where none was admitted the window that was wanted. */
  readonly window?: TimeWindow;
  readonly bandwidth?: number;
  /** Of a booking that was not admitted. */
  readonly fits?: WhatWouldFit;
}

/** What of a booking was decided anew; `at` is absent in records of earlier versions. */
export interface ReplannedOccurrence {
  readonly occurrence: number;
  readonly at?: number;
  /** What it has from then on, where an operator changed it. */
  readonly changed?: { readonly end: number; readonly bandwidth: number };
}

/** An event that should follow from what was known, with what it says came out. */
export interface Subject {
  readonly event: RecordedEvent;
  readonly lsp?: LspId;
  readonly pcc?: PccId;
  readonly operation?: OperationId;
  readonly booking?: BookingId;
  /** Of a booking; absent in records of earlier versions. */
  readonly decided?: BookingDecision;
  /** Of an occurrence that was given another path, end or bandwidth. */
  readonly replanned?: ReplannedOccurrence;
  /** Absent when no path was computed: the operator gave it, or it stayed as it was. */
  readonly record?: ComputationRecord;
  /** Of a set: its members instead of `record`. */
  readonly set?: PathsComputedTogether['data'];
  readonly recorded: readonly AuditedAnswer[];
}

type WhatWouldFit = Pick<BookingRejection, 'laterStart' | 'lowerBandwidth' | 'relaxations'>;

/** What there is to audit in an event, or undefined. */
export function subjectOf(event: RecordedEvent): Subject | undefined {
  switch (event.type) {
    case 'PathsComputedTogether': {
      const { members } = event.data;
      return {
        event,
        set: event.data,
        recorded: members.map(({ ownLsp, ...answer }) => recordedOf(answer, ownLsp)),
      };
    }
    case 'PathRequestAnswered': {
      const { pcc, computation: record, path, noPath, hold, schedule } = event.data;
      // As all that depends on the calendar: it is not computed again.
      if (schedule !== undefined) return undefined;
      const lsp = hold?.lsp ?? record.ownLsp;
      return { event, pcc, ...named(lsp), record, recorded: [answerIn(record, path, noPath, lsp)] };
    }
    case 'LspNotReroutable': {
      const { lsp, computation: record, reasons } = event.data;
      return { event, lsp, record, recorded: [answerIn(record, undefined, reasons, lsp)] };
    }
    case 'LspInitiationRequested':
    case 'LspUpdateRequested': {
      const { operation, lsp, pcc, computation: record, intended, noPath } = event.data;
      const subject = { event, operation, lsp, pcc };
      if (record === undefined) return { ...subject, recorded: [] };
      return { ...subject, record, recorded: [answerIn(record, intended?.path, noPath, lsp)] };
    }
    case 'BookingAdmitted':
      return { event, ...ofBooking(event.data), recorded: admittedAnswers(event.data) };
    case 'BookingRejected':
      return { event, ...ofBooking(event.data), recorded: [rejectedAnswer(event.data)] };
    case 'BookingReplanned':
    case 'BookingChanged':
      return { event, ...ofOccurrence(event), recorded: [replannedAnswer(event.data)] };
    default:
      return undefined;
  }
}

const ofOccurrence = ({
  type,
  data,
}: BookingReplanned | BookingChanged): Pick<Subject, 'booking' | 'record' | 'replanned'> => {
  const { booking, occurrence, computation: record, at } = data;
  const changed = type === 'BookingChanged' ? { end: data.end, bandwidth: data.bandwidth } : undefined;
  return {
    booking,
    record,
    replanned: {
      occurrence,
      ...(at === undefined ? {} : { at }),
      ...(changed === undefined ? {} : { changed }),
    },
  };
};

/** With a path, or why without one. */
export const replannedAnswer = ({
  path,
  reasons,
}: Pick<BookingReplanned['data'], 'path' | 'reasons'>): AuditedAnswer => ({
  ...(path === undefined ? {} : { links: path.path.links, path }),
  ...(reasons === undefined ? {} : { noPath: reasons }),
});

const ofBooking = ({
  booking,
  computation,
  decided,
}: (BookingAdmitted | BookingRejected)['data']): Pick<Subject, 'booking' | 'record' | 'decided'> => ({
  booking,
  ...(computation === undefined ? {} : { record: computation }),
  ...(decided === undefined ? {} : { decided }),
});

/** One for each occurrence. */
export const admittedAnswers = ({
  paths,
  occurrences,
}: Pick<BookingAdmitted['data'], 'paths' | 'occurrences'>): readonly AuditedAnswer[] =>
  occurrences.map(({ start, end, bandwidth, path: place }) => {
    const path = paths[place];
    const links = path === undefined ? {} : { links: path.path.links, path };
    return { window: { start, end }, bandwidth, ...links };
  });

export const rejectedAnswer = ({
  window,
  reasons,
  relaxations,
  laterStart,
  lowerBandwidth,
}: BookingRejection): AuditedAnswer => ({
  window,
  noPath: reasons,
  fits: {
    relaxations,
    ...(laterStart === undefined ? {} : { laterStart }),
    ...(lowerBandwidth === undefined ? {} : { lowerBandwidth }),
  },
});

/** The LSPs that it is about. */
export const concerns = ({ lsp, set }: Subject, wanted: LspId): boolean =>
  lsp === wanted || set?.members.some(({ ownLsp }) => ownLsp === wanted) === true;

const named = (lsp: LspId | undefined): { readonly lsp?: LspId } => (lsp === undefined ? {} : { lsp });

function recordedOf(
  { links, noPath }: { readonly links?: readonly LinkId[]; readonly noPath?: readonly NoPathReason[] },
  lsp: LspId | undefined,
): AuditedAnswer {
  return {
    ...named(lsp),
    ...(links === undefined ? {} : { links }),
    ...(noPath === undefined ? {} : { noPath }),
  };
}

const answerIn = (
  { alternatives = [] }: ComputationRecord,
  path: SignalledPath | undefined,
  noPath: readonly NoPathReason[] | undefined,
  lsp: LspId | undefined,
): AuditedAnswer => ({
  ...named(lsp),
  ...(path === undefined ? {} : { links: path.path.links, path, alternatives }),
  ...(noPath === undefined ? {} : { noPath }),
});

/** What the computation gives today. */
export const answerOf = (result: Computation, lsp: LspId | undefined): AuditedAnswer =>
  result.kind === 'no-path'
    ? { ...named(lsp), noPath: result.noPath.reasons }
    : {
        ...named(lsp),
        links: result.path.path.links,
        path: result.path,
        alternatives: result.alternatives.map(({ path }) => path.links),
      };

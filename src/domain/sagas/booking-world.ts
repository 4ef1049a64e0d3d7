import type { ComputationRecord } from '../../events/catalogue/computation.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';
import type { Booking, Occurrence } from '../values/booking.js';
import type { LspId, PccId } from '../values/identifiers.js';
import type { LspSchedule } from '../values/lsp-schedule.js';
import type { SignalledPath } from '../values/path.js';
import type { NoPathReason } from '../values/path-request.js';
import type { SagaWorld } from './saga.js';

/** What the LSP-DB says of an occurrence's LSP. */
export interface BookedLsp {
  readonly createdByPce: boolean;
  readonly delegated: boolean;
  /** What its head-end keeps for it (RFC 8934). */
  readonly schedule?: LspSchedule;
  /** Its head-end reported an error when it last tried to set it up. */
  readonly failed: boolean;
  /** Up on exactly this path with this bandwidth; with a schedule that is not activated: known, with these times. */
  isOn(path: SignalledPath, bandwidth: number, schedule?: LspSchedule): boolean;
}

export type ReplannedPath =
  | { readonly kind: 'path'; readonly path: SignalledPath; readonly computation: ComputationRecord }
  | {
      readonly kind: 'no-path';
      readonly reasons: readonly NoPathReason[];
      readonly computation: ComputationRecord;
    };

/**
 * A link is down or gone; or from an instant on (milliseconds) one has not enough for what comes before the occurrence
 * and for the occurrence itself.
 */
export type Obstacle = { readonly kind: 'BROKEN' } | { readonly kind: 'DISPLACED'; readonly from: number };

export interface BookingWorld extends SagaWorld {
  lsp(lsp: LspId): BookedLsp | undefined;
  /** Connected and synchronised: what it has not reported is not there. */
  isReady(pcc: PccId): boolean;
  /** Ready, and keeps schedules (RFC 8934 5.1). */
  keepsSchedules(pcc: PccId): boolean;
  /** What keeps the path from carrying the occurrence for the rest of its time; undefined: nothing. */
  obstacle(booking: Booking, occurrence: Occurrence): Obstacle | undefined;
  /** Whether its path has room for it at this moment, or nobody is about to make any. */
  isVacated(booking: Booking, occurrence: Occurrence): boolean;
  /** Whether the LSP of this name is the occurrence's, not that of somebody who used the name after it. */
  isOwn(booking: Booking, occurrence: Occurrence): boolean;
  /** A path that is free over what is left of the occurrence's time, if possible not over its suspects. */
  replan(booking: Booking, occurrence: Occurrence): ReplannedPath;
  intended(
    booking: Booking,
    occurrence: Occurrence,
    path: SignalledPath,
    schedule?: LspSchedule,
  ): IntendedLsp;
}

import type {
  BookingId,
  ComputationSetId,
  LspId,
  MaintenanceId,
  OperationId,
  PccId,
  SourceName,
} from '../../domain/values/identifiers.js';
import type { SagaRef } from './saga.js';

/** Stream names: one per LSP, PCC (its sessions), PCC (its path requests), operation, set of paths, topology source and saga. */
export const lspStream = (lsp: LspId): string => `lsp-${lsp}`;
export const sessionStream = (pcc: PccId): string => `session-${pcc}`;
export const requestStream = (pcc: PccId): string => `requests-${pcc}`;
export const operationStream = (operation: OperationId): string => `operation-${operation}`;
export const computationSetStream = (set: ComputationSetId): string => `computation-${set}`;
export const topologyStream = (source: SourceName): string => `topology-${source}`;

/** What is configured of how links are used. */
export const LINK_POLICY_STREAM = 'policy-links';

/** Everything that changes what is booked of a link: one writer at a time, however many bookings there are. */
export const CALENDAR_STREAM = 'calendar-default';
export const bookingStream = (booking: BookingId): string => `booking-${booking}`;
export const maintenanceStream = (maintenance: MaintenanceId): string => `maintenance-${maintenance}`;

/** Where a saga's own events stand. */
export const sagaStream = ({ kind, id }: SagaRef): string => `${kind}-${id}`;

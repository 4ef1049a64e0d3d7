declare const brand: unique symbol;
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A PCC: its SPEAKER-ENTITY-ID when it sends one (RFC 8232 3.3.2), else its address. */
export type PccId = Brand<string, 'PccId'>;
export const PccId = (text: string): PccId => text as PccId;

/** An LSP: `<PCC id>/<symbolic path name>`; the PLSP-ID holds for one session only (RFC 8231 5.4, 7.3.2). */
export type LspId = Brand<string, 'LspId'>;
export const LspId = (pcc: PccId, name: string): LspId => `${escaped(pcc)}/${name}` as LspId;

/** The first slash of an LSP's id ends the PCC's; few PCC ids have one of their own. */
const escaped = (pcc: PccId): string =>
  pcc.includes('/') || pcc.includes('%') ? pcc.replaceAll('%', '%25').replaceAll('/', '%2F') : pcc;

/** One asynchronous piece of work on the network, from the intent to its outcome. */
export type OperationId = Brand<string, 'OperationId'>;
export const OperationId = (text: string): OperationId => text as OperationId;

/** One PCEP session, unique over restarts. */
export type SessionId = Brand<string, 'SessionId'>;
export const SessionId = (text: string): SessionId => text as SessionId;

/** Bandwidth granted to an answer that is still being set up. */
export type HoldId = Brand<string, 'HoldId'>;
export const HoldId = (text: string): HoldId => text as HoldId;

/** Bandwidth reserved in advance, for one interval or for recurring ones (RFC 8413). */
export type BookingId = Brand<string, 'BookingId'>;
export const BookingId = (text: string): BookingId => text as BookingId;

/** A time for which nodes or links are kept free for work on them. */
export type MaintenanceId = Brand<string, 'MaintenanceId'>;
export const MaintenanceId = (text: string): MaintenanceId => text as MaintenanceId;

/** Several paths that were computed as one set. */
export type ComputationSetId = Brand<string, 'ComputationSetId'>;
export const ComputationSetId = (text: string): ComputationSetId => text as ComputationSetId;

export type NodeId = Brand<string, 'NodeId'>;
export const NodeId = (text: string): NodeId => text as NodeId;

/** One direction of a link. */
export type LinkId = Brand<string, 'LinkId'>;
export const LinkId = (text: string): LinkId => text as LinkId;

/** The name of a topology source: a document's `name`, later a BGP-LS peer. */
export type SourceName = Brand<string, 'SourceName'>;
export const SourceName = (text: string): SourceName => text as SourceName;

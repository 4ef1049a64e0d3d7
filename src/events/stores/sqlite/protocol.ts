import type { StoreErrorCode } from '../../store.js';

/**
 * What the main thread and the worker that owns the database say to each other. Everything is columns (arrays of
 * one kind) instead of an object per event: cheap to clone, and the main thread's time is what counts.
 */
export interface WorkerOptions {
  readonly path: string;
  readonly maxBytes?: number;
  /** Names of the event types; a type's index here is how a batch names it. */
  readonly types: readonly string[];
  /** The schema version written per type, by the same index. */
  readonly schemaVersions: readonly number[];
}

export interface Opened {
  readonly head: number;
  readonly lastTime: number;
}

/** Appends to be made durable by one commit. */
export interface AppendBatch {
  /** One element per append. */
  readonly streams: readonly string[];
  /** The expected version, or ANY_VERSION. */
  readonly expected: readonly number[];
  /** How many of the events below belong to the append. */
  readonly counts: readonly number[];
  readonly times: readonly number[];
  /** One element per event. */
  readonly types: readonly number[];
  readonly ids: readonly string[];
  readonly causations: readonly (string | null)[];
  readonly correlations: readonly (string | null)[];
  readonly data: readonly string[];
}

export const ANY_VERSION = -1;

export interface Committed {
  /** Position of the batch's first event. */
  readonly firstPosition: number;
  /** Per append: the stream's version after it, or for a version conflict -1 minus the version it really has. */
  readonly versions: Float64Array;
}

/** Consecutive events of the log, or of one stream. */
export interface EventPage {
  readonly positions: Float64Array;
  readonly versions: Float64Array;
  readonly times: Float64Array;
  /** Index in `typeNames`. */
  readonly types: Uint32Array;
  readonly schemaVersions: Uint32Array;
  readonly typeNames: readonly string[];
  /** JSON text of PageText: parsed in one go by the main thread. */
  readonly text: string;
}

export interface PageText {
  readonly ids: readonly string[];
  readonly streams: readonly string[];
  readonly data: readonly unknown[];
  /** Absent when no event of the page has one. */
  readonly causations?: readonly (string | null)[];
  readonly correlations?: readonly (string | null)[];
}

export interface StoredSnapshot {
  readonly id: number;
  readonly position: number;
  readonly bytes: number;
}

/** Everything that the worker does, by name. It works off what it is sent strictly in order. */
export interface Operations {
  append: { request: AppendBatch; reply: Committed };
  /** Events with `after` < position <= `until`; fewer than that only where the page would become too big. */
  readAll: { request: { after: number; until: number }; reply: EventPage };
  readStream: { request: { stream: string; after: number; limit: number }; reply: EventPage };
  positionAt: { request: { time: number }; reply: number };
  beginSnapshot: {
    request: { name: string; position: number; schema: string; bytes: number };
    reply: number;
  };
  writeChunk: { request: { snapshot: number; number: number; body: Uint8Array }; reply: null };
  /** Makes it visible; an older one of the same name and position is hidden and its id given back. */
  finishSnapshot: { request: { snapshot: number }; reply: number | null };
  findSnapshots: { request: { name: string; schema: string; atMost: number }; reply: StoredSnapshot[] };
  /** Null: missing or damaged. */
  readChunk: { request: { snapshot: number; number: number }; reply: Uint8Array | null };
  listSnapshots: { request: { name: string }; reply: number[] };
  hideSnapshot: { request: { name: string; position: number }; reply: number | null };
  /** Erases a few chunks of a hidden snapshot, and at last the snapshot; true when nothing is left. */
  eraseSnapshot: { request: { snapshot: number }; reply: boolean };
  close: { request: null; reply: null };
}

export type OperationName = keyof Operations;

export type Request = {
  [Name in OperationName]: {
    readonly call: number;
    readonly name: Name;
    readonly request: Operations[Name]['request'];
  };
}[OperationName];

export interface Failure {
  readonly code: StoreErrorCode;
  readonly message: string;
}

export type Reply =
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly call: number; readonly reply: unknown }
  | { readonly kind: 'failed'; readonly call: number; readonly failure: Failure };

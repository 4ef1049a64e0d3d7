import { RoutePool } from '../../domain/values/route-pool.js';
import type { EventContext, RecordedEvent } from '../catalogue/event.js';
import { SCHEMA_VERSIONS } from '../catalogue/event.js';
import { fromStored } from '../catalogue/stored-form.js';
import { UPCASTERS, type UpcasterTable, upcast } from '../catalogue/upcast.js';

/** Which schema version is written per event type, and how older ones are brought up to it. */
export interface EventSchemas {
  readonly versions: Readonly<Record<string, number>>;
  readonly upcasters: UpcasterTable;
}

export const PRESENT_SCHEMAS: EventSchemas = { versions: SCHEMA_VERSIONS, upcasters: UPCASTERS };

/** What reading stored events takes. Events read with the same one share their routes. */
export interface StoredEventReading extends EventSchemas {
  readonly routes: RoutePool;
}

export const readingWith = (schemas: EventSchemas): StoredEventReading => ({
  ...schemas,
  routes: new RoutePool(),
});

/** The data of a stored event, just parsed, in its present shape. @throws UnknownStoredEvent (see upcast). */
export function presentData(
  reading: StoredEventReading,
  type: string,
  schemaVersion: number,
  data: unknown,
): unknown {
  const { versions, upcasters, routes } = reading;
  if (versions[type] === schemaVersion) return fromStored(type, data, routes);
  return fromStored(type, upcast(type, schemaVersion, data, upcasters, versions).data, routes);
}

/** Where an event stands, and when it was written. */
export interface EventPlace {
  readonly id: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly schemaVersion: number;
  readonly time: number;
}

/**
 * The one place that builds a RecordedEvent, whether it was just written or read back: both have the same fields
 * (an absent context id is no field) and, in V8, the same hidden class.
 */
export function recordedEvent(
  type: string,
  data: unknown,
  place: EventPlace,
  causationId: string | null | undefined,
  correlationId: string | null | undefined,
): RecordedEvent {
  const event: EventPlace & { type: string; data: unknown } & {
    -readonly [Key in keyof EventContext]: EventContext[Key];
  } = {
    type,
    data,
    id: place.id,
    position: place.position,
    stream: place.stream,
    version: place.version,
    schemaVersion: place.schemaVersion,
    time: place.time,
  };
  if (typeof causationId === 'string') event.causationId = causationId;
  if (typeof correlationId === 'string') event.correlationId = correlationId;
  return event as RecordedEvent;
}

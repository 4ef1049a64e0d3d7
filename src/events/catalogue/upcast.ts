import type { DomainEvent, EventType } from './event.js';
import { SCHEMA_VERSIONS } from './event.js';

/** Turns the data of one schema version into that of the next. */
export type Upcaster = (data: unknown) => unknown;

/** `<Type>.v<from>` -> how to reach version from + 1. A step once released is never changed. */
export type UpcasterTable = Readonly<Record<string, Upcaster>>;

export const UPCASTERS: UpcasterTable = {};

export class UnknownStoredEvent extends Error {
  constructor(type: string, schemaVersion: number) {
    super(
      `the log holds an event ${type} of schema version ${schemaVersion} that this version of Cairn does not know; ` +
        'it was written by a newer Cairn: start that version, or restore a backup from before the upgrade',
    );
    this.name = 'UnknownStoredEvent';
  }
}

/**
 * The event in its present shape, from the shape it was stored in.
 * @throws UnknownStoredEvent when the type or version is not known: skipping it would falsify every projection.
 */
export function upcast(
  type: string,
  schemaVersion: number,
  data: unknown,
  table: UpcasterTable = UPCASTERS,
  current: Readonly<Record<string, number>> = SCHEMA_VERSIONS,
): DomainEvent {
  const target = current[type];
  if (target === schemaVersion) return { type: type as EventType, data } as DomainEvent;
  if (target === undefined || schemaVersion > target) throw new UnknownStoredEvent(type, schemaVersion);
  let upcasted = data;
  for (let version = schemaVersion; version < target; version++) {
    const step = table[`${type}.v${version}`];
    if (step === undefined) throw new UnknownStoredEvent(type, schemaVersion);
    upcasted = step(upcasted);
  }
  return { type: type as EventType, data: upcasted } as DomainEvent;
}

import { type EventType, SCHEMA_VERSIONS } from '../events/catalogue/event.js';
import { inputError } from './errors.js';

const KNOWN = Object.keys(SCHEMA_VERSIONS) as EventType[];

/** The event types asked for; undefined: all of them. */
export function eventTypesOf(types: readonly string[] | null | undefined): readonly EventType[] | undefined {
  if (types === null || types === undefined || types.length === 0) return undefined;
  const unknown = types.filter((type) => !isEventType(type));
  if (unknown.length > 0) {
    throw inputError(
      'types',
      `there is no event type ${unknown.join(', ')}; the types are ${KNOWN.join(', ')}`,
    );
  }
  return types.filter(isEventType);
}

const isEventType = (type: string): type is EventType => Object.hasOwn(SCHEMA_VERSIONS, type);

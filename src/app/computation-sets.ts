import type { ComputationSetId, LspId } from '../domain/values/identifiers.js';
import type { ComputationRecord, PathsComputedTogether } from '../events/catalogue/computation.js';
import type { RecordedEvent } from '../events/catalogue/event.js';
import { computationSetStream } from '../events/catalogue/streams.js';
import type { EventStore } from '../events/store.js';

/** The event of a set; undefined when the log has none. */
export async function readSet(
  store: EventStore,
  set: ComputationSetId,
): Promise<RecordedEvent<PathsComputedTogether> | undefined> {
  const [event] = await store.readStream(computationSetStream(set), 0, 1);
  return event?.type === 'PathsComputedTogether' ? event : undefined;
}

/** The other LSPs that a path was computed together with. */
export async function computedTogetherWith(
  store: EventStore,
  { memberOf, together }: ComputationRecord,
): Promise<readonly LspId[]> {
  if (memberOf === undefined) return together ?? [];
  const members = (await readSet(store, memberOf.set))?.data.members ?? [];
  return members.flatMap(({ ownLsp }, member) =>
    ownLsp === undefined || member === memberOf.member ? [] : [ownLsp],
  );
}

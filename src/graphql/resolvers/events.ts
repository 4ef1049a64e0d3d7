import type { EventFilter } from '../../app/event-history.js';
import type { Moment } from '../../app/moment.js';
import type { Pce } from '../../app/pce.js';
import { inputError } from '../errors.js';
import { eventTypesOf } from '../event-types.js';
import type { QueryResolvers, Resolvers } from '../generated/types.js';
import { momentOf } from '../moments.js';
import { pageSize, positionOfCursor } from '../paging.js';
import type { EventParent } from '../parents.js';
import { instantText, positionText } from '../scalars.js';

/**
 * A page of the log. With `upTo`, the last position that belongs to it, the page does not depend on what came after:
 * asked again later it is the same.
 */
export async function eventPage(pce: Pce, filter: EventFilter & { readonly upTo?: number }) {
  const { upTo = Number.POSITIVE_INFINITY, first, ...wanted } = filter;
  const read = await pce.events({ ...wanted, first: first + 1 });
  const within = read.events.filter(({ position }) => position <= upTo);
  const nodes: readonly EventParent[] = within.slice(0, first);
  const last = nodes.at(-1)?.position ?? filter.after;
  if (within.length > first) return { nodes, pageInfo: pageInfo(last, true) };
  if (read.scannedTo > upTo) return { nodes, pageInfo: pageInfo(last, false) };
  return { nodes, pageInfo: pageInfo(read.scannedTo, read.hasMore) };
}

const pageInfo = (end: number, hasNextPage: boolean) => ({
  endCursor: end > 0 ? positionText(end) : null,
  hasNextPage,
});

const events: Required<QueryResolvers>['events'] = async (_root, args, { pce }) => {
  const types = eventTypesOf(args.types);
  const first = pageSize(args.first);
  const start = await startOf(pce, momentOf(args.from, 'from'));
  const after = positionOfCursor(args.after);
  if (after > pce.head()) throw beyondEnd('after', pce.head());
  return eventPage(pce, {
    ...(typeof args.stream === 'string' ? { stream: args.stream } : {}),
    ...(types === undefined ? {} : { types }),
    after: Math.max(start, after),
    first,
  });
};

/** Who goes on from there would never see what is appended before it: a cursor from before the log was restored, say. */
const beyondEnd = (argument: string, head: number) =>
  inputError(argument, `the log ends at ${head}: there is no such place yet`);

/** The position after which the list starts. */
async function startOf(pce: Pce, from: Moment | undefined): Promise<number> {
  if (from === undefined) return 0;
  if (!('position' in from)) return pce.positionAt(from.time - 1);
  if (from.position > pce.head()) throw beyondEnd('from', pce.head());
  return from.position;
}

export const eventResolvers: Resolvers = {
  Query: { events },
  Event: {
    position: ({ position }) => positionText(position),
    time: ({ time }) => instantText(time),
  },
};

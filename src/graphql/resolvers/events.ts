import type { EventFilter } from '../../app/event-history.js';
import type { Moment } from '../../app/moment.js';
import type { Pce } from '../../app/pce.js';
import { eventTypesOf } from '../event-types.js';
import type { QueryResolvers, Resolvers } from '../generated/types.js';
import { momentOf } from '../moments.js';
import { pageSize, positionOfCursor } from '../paging.js';
import type { EventParent } from '../parents.js';
import { instantText, positionText } from '../scalars.js';

/** A page of the log; `upTo` is the last position that belongs to it. */
export async function eventPage(pce: Pce, filter: EventFilter & { readonly upTo?: number }) {
  const { upTo = Number.POSITIVE_INFINITY, ...wanted } = filter;
  const page = await pce.events(wanted);
  const nodes: readonly EventParent[] = page.events.filter(({ position }) => position <= upTo);
  const end = Math.min(page.scannedTo, Math.max(upTo, filter.after));
  const hasNextPage = page.hasMore && page.scannedTo < upTo;
  return { nodes, pageInfo: { endCursor: end > 0 ? positionText(end) : null, hasNextPage } };
}

const events: Required<QueryResolvers>['events'] = async (_root, args, { pce }) => {
  const types = eventTypesOf(args.types);
  const first = pageSize(args.first);
  const start = await startOf(pce, momentOf(args.from, 'from'));
  return eventPage(pce, {
    ...(typeof args.stream === 'string' ? { stream: args.stream } : {}),
    ...(types === undefined ? {} : { types }),
    after: Math.max(start, positionOfCursor(args.after)),
    first,
  });
};

/** The position after which the list starts. */
async function startOf(pce: Pce, from: Moment | undefined): Promise<number> {
  if (from === undefined) return 0;
  return 'position' in from ? from.position : pce.positionAt(from.time - 1);
}

export const eventResolvers: Resolvers = {
  Query: { events },
  Event: {
    position: ({ position }) => positionText(position),
    time: ({ time }) => instantText(time),
  },
};

import { inputError } from './errors.js';
import { parsePosition } from './scalars.js';

export const MAXIMUM_PAGE = 1_000;
const DEFAULT_PAGE = 100;

/** The page size asked for. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_PAGE;
  if (size < 1 || size > MAXIMUM_PAGE) throw inputError('first', `must be 1 to ${MAXIMUM_PAGE}, not ${size}`);
  return size;
}

/** A cursor that stands for an id, opaque to clients. */
export const cursorOf = (id: string): string => Buffer.from(id, 'utf8').toString('base64url');

/** The id that a cursor stands for; undefined without a cursor. */
export function idOfCursor(after: string | null | undefined): string | undefined {
  if (after === null || after === undefined) return undefined;
  const id = Buffer.from(after, 'base64url').toString('utf8');
  if (id === '' || cursorOf(id) !== after)
    throw inputError('after', 'must be an endCursor that this list has given');
  return id;
}

/** The position that the cursor of an event list stands for; 0 without a cursor. */
export function positionOfCursor(after: string | null | undefined): number {
  if (after === null || after === undefined) return 0;
  const position = parsePosition(after);
  if (position === undefined) throw inputError('after', 'must be an endCursor or the position of an event');
  return position;
}

/** Index of the first of the ascending `ids` that comes after `id`. O(log n). */
export function indexAfter(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = ids[middle];
    if (candidate !== undefined && candidate <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

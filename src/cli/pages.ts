import type { PageInfo } from '../graphql/generated/types.js';

/** Largest page that the PCE gives. */
const LARGEST_PAGE = 1000;

export interface Page<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: PageInfo;
}

/** Selection of a page's pageInfo. */
export const PAGE_INFO = 'pageInfo { endCursor hasNextPage }';

/**
 * Page after page, until there are `wanted` items or there is no more; a page may be short, or empty, before the last.
 * The answer is the last page with the items of all.
 */
export async function readPages<Item, Got extends Page<Item>>(
  wanted: number,
  start: string | undefined,
  read: (first: number, after: string | undefined) => Promise<Got>,
): Promise<Got & Page<Item>> {
  const items: Item[] = [];
  let after = start;
  for (;;) {
    const page = await read(Math.min(wanted - items.length, LARGEST_PAGE), after);
    items.push(...page.nodes);
    after = page.pageInfo.endCursor ?? after;
    if (items.length >= wanted || !page.pageInfo.hasNextPage) return { ...page, nodes: items };
  }
}

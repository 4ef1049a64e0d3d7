import type { LinkAttributes } from './cairn-link.js';

/** What Cairn's document calls otherwise than the values. */
const DOCUMENT_NAMES: Readonly<Record<string, string>> = {
  sourceAddress: 'fromAddress',
  targetAddress: 'toAddress',
  sourceInterface: 'fromInterface',
  targetInterface: 'toInterface',
};

/** Attributes of a link under the keys of a Cairn document. */
export const linkFields = (attributes: Partial<LinkAttributes>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [DOCUMENT_NAMES[name] ?? name, value]),
  );

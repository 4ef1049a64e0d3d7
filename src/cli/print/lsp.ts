import type { Lsp, OperationalState } from '../../graphql/generated/types.js';
import { PATH_SUMS, type PathSums, routeText } from './path.js';
import { bandwidthText, yesNo } from './quantities.js';
import { table } from './table.js';

export type ListedLsp = Pick<
  Lsp,
  | 'id'
  | 'name'
  | 'source'
  | 'destination'
  | 'setupType'
  | 'operationalState'
  | 'administrative'
  | 'delegated'
  | 'createdByPce'
  | 'bandwidth'
  | 'setupPriority'
  | 'holdingPriority'
  | 'stale'
> & { readonly path?: PathSums | null };

/** Selection of ListedLsp, without its path. */
export const LSP_FIELDS = `id name source destination setupType operationalState administrative delegated createdByPce
  bandwidth setupPriority holdingPriority stale`;

/** Selection of ListedLsp. */
export const LISTED_LSP = `${LSP_FIELDS} path { ${PATH_SUMS} }`;

/** Names for `--state`. */
export const OPERATIONAL_STATES: readonly OperationalState[] = [
  'DOWN',
  'UP',
  'ACTIVE',
  'GOING_DOWN',
  'GOING_UP',
];

/** `UP`, `DOWN (admin)`, `UP (stale)` */
export function stateText(lsp: Pick<Lsp, 'operationalState' | 'administrative' | 'stale'>): string {
  const remarks = [...(lsp.administrative ? [] : ['admin down']), ...(lsp.stale ? ['stale'] : [])];
  return remarks.length === 0 ? lsp.operationalState : `${lsp.operationalState} (${remarks.join(', ')})`;
}

export const lspTable = (lsps: readonly ListedLsp[]): readonly string[] =>
  table(
    [
      { title: 'ID', cell: ({ id }) => id },
      { title: 'STATE', cell: stateText },
      { title: 'DELEGATED', cell: ({ delegated }) => yesNo(delegated) },
      { title: 'SETUP', cell: ({ setupType }) => setupType },
      { title: 'BANDWIDTH', cell: ({ bandwidth }) => bandwidthText(bandwidth), right: true },
      { title: 'FROM', cell: ({ source }) => source },
      { title: 'TO', cell: ({ destination }) => destination },
      { title: 'PATH', cell: ({ path }) => routeText(path) },
    ],
    lsps,
  );

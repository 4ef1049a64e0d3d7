import type { Hop, Link, Node, Path } from '../../graphql/generated/types.js';
import { counted, delayText, numberText, UNKNOWN } from './quantities.js';
import { table } from './table.js';

export type PathSums = Pick<Path, 'nodes' | 'igpMetric' | 'teMetric' | 'delay' | 'hopCount'>;

/** Selection of PathSums. */
export const PATH_SUMS = 'nodes igpMetric teMetric delay hopCount';

export type ShownHop = Pick<Hop, 'address' | 'label' | 'loose'> & {
  readonly node?: Pick<Node, 'id' | 'name'> | null;
  readonly link?: Pick<Link, 'id' | 'igpMetric' | 'teMetric' | 'delay' | 'operational'> | null;
};

export type ShownPath = PathSums & { readonly hops: readonly ShownHop[] };

/** Selection of ShownPath. */
export const PATH_WITH_HOPS = `${PATH_SUMS} hops {
  address label loose node { id name } link { id igpMetric teMetric delay operational }
}`;

/** `LIS MAD PAR`: by node id, as arguments take them. */
export const routeText = (path: PathSums | null | undefined): string => {
  if (path === null || path === undefined) return UNKNOWN;
  return path.nodes.length > 0 ? path.nodes.join(' ') : `(${counted(path.hopCount, 'hop')}, not all known)`;
};

/** `3 hops, IGP 30, TE 40, delay 12.3 ms` */
export const sumsText = ({ hopCount, igpMetric, teMetric, delay }: PathSums): string =>
  `${counted(hopCount, 'hop')}, IGP ${numberText(igpMetric)}, TE ${numberText(teMetric)}, delay ${delayText(delay)}`;

/** Hop by hop: over which link to which node. */
export const hopLines = ({ hops }: ShownPath): readonly string[] =>
  table<readonly [number, ShownHop]>(
    [
      { title: 'HOP', cell: ([number]) => `${number}`, right: true },
      { title: 'LINK', cell: ([, { link }]) => linkText(link) },
      { title: 'TO', cell: ([, hop]) => nodeText(hop) },
      { title: 'ADDRESS', cell: ([, { address }]) => address ?? UNKNOWN },
      { title: 'LABEL', cell: ([, { label }]) => numberText(label), right: true },
      { title: 'IGP', cell: ([, { link }]) => numberText(link?.igpMetric), right: true },
      { title: 'TE', cell: ([, { link }]) => numberText(link?.teMetric), right: true },
      { title: 'DELAY', cell: ([, { link }]) => delayText(link?.delay), right: true },
    ],
    hops.map((hop, index) => [index + 1, hop]),
  );

const linkText = (link: ShownHop['link']): string => {
  if (link === null || link === undefined) return UNKNOWN;
  return link.operational ? link.id : `${link.id} (down)`;
};

const nodeText = ({ node, loose }: ShownHop): string => {
  if (node === null || node === undefined) return UNKNOWN;
  const name = node.name === node.id ? node.id : `${node.id} (${node.name})`;
  return loose ? `${name}, loosely` : name;
};

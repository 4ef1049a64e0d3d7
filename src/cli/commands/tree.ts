import type { Command } from 'commander';
import type { AsOf, Maybe, Metric, MetricBound, TreeRequest } from '../../graphql/generated/types.js';
import { parseBandwidth, parseBound, parseList, parseMetric, parseWhole } from '../argument-values.js';
import { NO_PATH } from '../print/no-path.js';
import { PATH_SUMS, type PathSums, routeText } from '../print/path.js';
import { counted, delayText } from '../print/quantities.js';
import { table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';
import { addLinkOptions, type LinkOptions, linkConstraints } from './path-request.js';

const QUERY = `query Tree($request: TreeRequest!, $present: [ID!], $asOf: AsOf) {
  computeTree(request: $request, present: $present, asOf: $asOf) {
    cost exact position
    links { id }
    leaves { leaf path { ${PATH_SUMS} } noPath { ${NO_PATH} } }
  }
}`;

interface ShownLeaf {
  readonly leaf: string;
  readonly path?: Maybe<PathSums>;
  readonly noPath?: Maybe<{ readonly reasons: readonly string[] }>;
}

interface ShownTree {
  readonly cost: number;
  readonly exact: boolean;
  readonly position: string;
  readonly links: readonly { readonly id: string }[];
  readonly leaves: readonly ShownLeaf[];
}

interface TreeOptions extends LinkOptions {
  readonly bandwidth?: number;
  readonly setupPriority?: number;
  readonly metric?: Metric;
  readonly bound?: readonly MetricBound[];
  readonly present?: readonly string[];
  readonly asOf?: AsOf;
}

export function addTreeCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('tree')
    .description('compute a point-to-multipoint tree (RFC 8306); exit code 1 when a leaf is not reached')
    .argument('<root>', 'node id, name or router id')
    .argument('<leaves...>', 'node ids, names or router ids')
    .option('--bandwidth <amount>', 'bit/s on every link, with k, M, G or T: 5G', parseBandwidth)
    .option('--setup-priority <0-7>', '0 is the highest (default: 7)', parseWhole)
    .option('--metric <metric>', 'what is to be smallest over the links (default: TE)', parseMetric)
    .option('--bound <metric=max>', 'upper limit for the path to each leaf; repeatable', parseBound)
    .option(
      '--present <links>',
      'links of the tree as it is, which is changed as little as possible',
      parseList,
    );
  addLinkOptions(command)
    .addOption(asOfOption())
    .addHelpText('after', '\nExample: cairn tree LIS PAR BER WAW --bandwidth 1G --bound DELAY=30ms')
    .action((root: string, leaves: readonly string[], options: TreeOptions, self: Command) =>
      withSession(self, terminal, (session) => showTree(session, root, leaves, options)),
    );
}

async function showTree(
  session: Session,
  root: string,
  leaves: readonly string[],
  options: TreeOptions,
): Promise<void> {
  const { bandwidth, setupPriority, metric, bound, present: links, asOf } = options;
  const request: TreeRequest = {
    root,
    leaves: [...leaves],
    ...(bandwidth === undefined ? {} : { bandwidth }),
    ...(setupPriority === undefined ? {} : { setupPriority }),
    ...(metric === undefined ? {} : { metric }),
    ...(bound === undefined ? {} : { bounds: [...bound] }),
    ...linkConstraints(options),
  };
  const variables = { request, present: links, asOf };
  const data = await session.client.ask<{ computeTree: ShownTree }>(QUERY, variables);
  present(session, data, ({ computeTree }) => treeLines(computeTree, root));
  if (data.computeTree.leaves.some(({ noPath }) => noPath)) session.terminal.exitCode(1);
}

const treeLines = ({ links, cost, exact, leaves, position }: ShownTree, root: string): readonly string[] => [
  `Tree from ${root}: ${counted(links.length, 'link')}, cost ${cost}${exact ? ', none is cheaper' : ''}`,
  `links: ${links.map(({ id }) => id).join(' ')}`,
  '',
  ...table<ShownLeaf>(
    [
      { title: 'LEAF', cell: ({ leaf }) => leaf },
      {
        title: 'PATH',
        cell: ({ path, noPath }) => (noPath ? `none: ${noPath.reasons.join(', ')}` : routeText(path)),
      },
      { title: 'DELAY', cell: ({ path }) => delayText(path?.delay), right: true },
    ],
    leaves,
  ),
  '',
  `Computed in the network at position ${position}.`,
];

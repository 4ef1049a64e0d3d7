import { type Command, Option } from 'commander';
import type { AsOf, FlowCapacity } from '../../graphql/generated/types.js';
import { parseWhole } from '../argument-values.js';
import { PATH_SUMS, type PathSums, routeText } from '../print/path.js';
import { bandwidthText, counted, delayText } from '../print/quantities.js';
import { indented, table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';
import { addLinkOptions, type LinkOptions, linkConstraints } from './path-request.js';

const QUERY = `query Flow(
  $source: String!, $destination: String!, $priority: Int, $capacity: FlowCapacity, $links: LinkConstraints, $asOf: AsOf
) {
  maxFlow(
    source: $source, destination: $destination, priority: $priority, capacity: $capacity, links: $links, asOf: $asOf
  ) {
    bandwidth
    cut { available link { id capacity source { id } target { id } } }
    paths { bandwidth path { ${PATH_SUMS} } }
    linkConnectivity { paths cut { id } }
    nodeConnectivity { paths nodes { id } links { id } }
    position
  }
}`;

interface Named {
  readonly id: string;
}

interface CutLink {
  readonly available: number;
  readonly link: Named & { readonly capacity: number; readonly source: Named; readonly target: Named };
}

interface FlowPath {
  readonly bandwidth: number;
  readonly path: PathSums;
}

interface Flow {
  readonly bandwidth: number;
  readonly cut: readonly CutLink[];
  readonly paths: readonly FlowPath[];
  readonly linkConnectivity: { readonly paths: number; readonly cut: readonly Named[] };
  readonly nodeConnectivity: {
    readonly paths: number;
    readonly nodes: readonly Named[];
    readonly links: readonly Named[];
  };
  readonly position: string;
}

interface FlowOptions extends LinkOptions {
  readonly priority?: number;
  readonly capacity?: true;
  readonly asOf?: AsOf;
}

export function addFlowCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('flow')
    .description('how much fits between two nodes over all paths together, and the links that limit it')
    .argument('<from>', 'node id, name or router id')
    .argument('<to>', 'node id, name or router id');
  command
    .addOption(
      new Option(
        '--priority <0-7>',
        'setup priority at which bandwidth counts as taken (default: 7)',
      ).argParser(parseWhole),
    )
    .option('--capacity', 'of the whole capacity of the links, whoever uses it');
  addLinkOptions(command)
    .addOption(asOfOption())
    .action((from: string, to: string, options: FlowOptions, self: Command) =>
      withSession(self, terminal, (session) => showFlow(session, from, to, options)),
    );
}

async function showFlow(session: Session, from: string, to: string, options: FlowOptions): Promise<void> {
  const capacity: FlowCapacity = options.capacity === true ? 'CAPACITY' : 'UNRESERVED';
  const { priority, asOf } = options;
  const variables = {
    source: from,
    destination: to,
    priority,
    capacity,
    links: linkConstraints(options),
    asOf,
  };
  const data = await session.client.ask<{ maxFlow: Flow }>(QUERY, variables);
  present(session, data, ({ maxFlow }) => flowLines(maxFlow, from, to));
}

const flowLines = (flow: Flow, from: string, to: string): readonly string[] => [
  `At most ${bandwidthText(flow.bandwidth)} from ${from} to ${to}`,
  '',
  ...(flow.cut.length === 0
    ? ['No link that may be used leads across.']
    : ['Limited by the minimum cut:', ...indented(cutTable(flow.cut))]),
  ...(flow.paths.length === 0 ? [] : ['', 'One way to carry it:', ...indented(pathTable(flow.paths))]),
  '',
  ...connectivityLines(flow),
  '',
  `Computed in the network at position ${flow.position}.`,
];

const cutTable = (cut: readonly CutLink[]): readonly string[] =>
  table<CutLink>(
    [
      { title: 'LINK', cell: ({ link }) => link.id },
      { title: 'FROM', cell: ({ link }) => link.source.id },
      { title: 'TO', cell: ({ link }) => link.target.id },
      { title: 'ROOM', cell: ({ available }) => bandwidthText(available), right: true },
      { title: 'CAPACITY', cell: ({ link }) => bandwidthText(link.capacity), right: true },
    ],
    cut,
  );

const pathTable = (paths: readonly FlowPath[]): readonly string[] =>
  table<FlowPath>(
    [
      { title: 'BANDWIDTH', cell: ({ bandwidth }) => bandwidthText(bandwidth), right: true },
      { title: 'PATH', cell: ({ path }) => routeText(path) },
      { title: 'DELAY', cell: ({ path }) => delayText(path.delay), right: true },
    ],
    paths,
  );

function connectivityLines({ linkConnectivity, nodeConnectivity }: Flow): readonly string[] {
  const links = linkConnectivity.cut.map(({ id }) => id);
  const { nodes, links: direct } = nodeConnectivity;
  const limits = [...nodes, ...direct].map(({ id }) => id);
  return [
    `${counted(linkConnectivity.paths, 'path')} without a common link${limitText(links)}`,
    `${counted(nodeConnectivity.paths, 'path')} without a common node${limitText(limits)}`,
  ];
}

const limitText = (ids: readonly string[]): string =>
  ids.length === 0 ? '' : `: one each by ${ids.join(', ')}`;

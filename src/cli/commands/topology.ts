import { type Command, Option } from 'commander';
import type {
  AsOf,
  Link,
  Maintenance,
  Node,
  Topology,
  TopologyFormat,
  TopologySource,
} from '../../graphql/generated/types.js';
import { bandwidthText, counted, delayText, numberText, shareText, UNKNOWN } from '../print/quantities.js';
import { table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

const QUERY = `query Topology($asOf: AsOf) {
  topology(asOf: $asOf) {
    position time
    nodes { id name routerId prefixSid latitude longitude links { id } }
    links {
      id source { id } target { id } sourceAddress targetAddress operational outOfUse { id name end }
      capacity reservable reserved utilization igpMetric teMetric delay adminGroups srlgNumbers adjacencySid
    }
  }
}`;

type ShownNode = Pick<Node, 'id' | 'name' | 'routerId' | 'prefixSid'> & { readonly links: readonly object[] };
type ShownLink = Pick<
  Link,
  | 'id'
  | 'operational'
  | 'capacity'
  | 'reserved'
  | 'utilization'
  | 'igpMetric'
  | 'teMetric'
  | 'delay'
  | 'adminGroups'
> & {
  readonly source: Pick<Node, 'id'>;
  readonly target: Pick<Node, 'id'>;
  readonly outOfUse?: readonly Pick<Maintenance, 'id' | 'name' | 'end'>[];
};

interface Data {
  readonly topology: Pick<Topology, 'position' | 'time'> & {
    readonly nodes: readonly ShownNode[];
    readonly links: readonly ShownLink[];
  };
}

const SOURCES_QUERY = `query Sources($asOf: AsOf) {
  topology(asOf: $asOf) {
    sources { name kind fresh nodeCount linkCount feed { address asNumber routerId connected synchronized since } }
  }
}`;

type ShownSource = Pick<TopologySource, 'name' | 'kind' | 'fresh' | 'nodeCount' | 'linkCount' | 'feed'>;

interface SourcesData {
  readonly topology: { readonly sources: readonly ShownSource[] };
}

const DOCUMENT_QUERY = `query Document($asOf: AsOf, $format: TopologyFormat!, $name: String!) {
  topology(asOf: $asOf) { document(format: $format, name: $name) position time }
}`;

interface DocumentData {
  readonly topology: Pick<Topology, 'document' | 'position' | 'time'>;
}

/** The formats that a PCE writes. */
const FORMATS: readonly TopologyFormat[] = ['CAIRN', 'RFC8345'];

interface TopologyOptions {
  readonly nodes?: true;
  readonly sources?: true;
  readonly format?: TopologyFormat;
  readonly name: string;
  readonly asOf?: AsOf;
}

export function addTopologyCommand(program: Command, terminal: Terminal): void {
  program
    .command('topology')
    .description('the directed links with the bandwidth taken and left on each')
    .option('--nodes', 'the nodes instead (JSON has both)')
    .option('--sources', 'who tells of the network instead: documents and BGP-LS peers')
    .addOption(new Option('--format <format>', 'as a document that can be imported').choices(FORMATS))
    .option('--name <name>', 'what the document calls its network', 'cairn')
    .addOption(asOfOption())
    .action((options: TopologyOptions, command: Command) =>
      withSession(command, terminal, (session) => {
        if (options.format !== undefined) return showDocument(session, options.format, options);
        return options.sources === true ? showSources(session, options) : showTopology(session, options);
      }),
    );
}

async function showTopology(session: Session, { nodes, asOf }: TopologyOptions): Promise<void> {
  present(session, await session.client.ask<Data>(QUERY, { asOf }), ({ topology }) => [
    ...(nodes === true ? nodeTable(topology.nodes) : linkTable(topology.links)),
    '',
    summary(topology),
  ]);
}

async function showDocument(
  session: Session,
  format: TopologyFormat,
  { asOf, name }: TopologyOptions,
): Promise<void> {
  const data = await session.client.ask<DocumentData>(DOCUMENT_QUERY, { asOf, format, name });
  present(session, data, ({ topology }) => topology.document.trimEnd().split('\n'));
}

async function showSources(session: Session, { asOf }: TopologyOptions): Promise<void> {
  present(session, await session.client.ask<SourcesData>(SOURCES_QUERY, { asOf }), ({ topology }) =>
    table<ShownSource>(
      [
        { title: 'SOURCE', cell: ({ name }) => name },
        { title: 'STATE', cell: stateOf },
        { title: 'SINCE', cell: ({ feed }) => feed?.since ?? UNKNOWN },
        { title: 'AS', cell: ({ feed }) => numberText(feed?.asNumber), right: true },
        { title: 'NODES', cell: ({ nodeCount }) => `${nodeCount}`, right: true },
        { title: 'LINKS', cell: ({ linkCount }) => `${linkCount}`, right: true },
      ],
      topology.sources,
    ),
  );
}

function stateOf({ kind, fresh, feed }: ShownSource): string {
  if (kind === 'DOCUMENT') return 'document';
  if (kind === 'TELEMETRY') return fresh ? 'measuring' : 'SILENT';
  if (fresh) return 'synchronised';
  return feed?.connected === true ? 'loading' : 'LOST';
}

function summary({ nodes, links, position, time }: Data['topology']): string {
  const down = links.filter(({ operational }) => !operational).length;
  const counts = `${counted(nodes.length, 'node')}, ${counted(links.length, 'directed link')}, ${down} down`;
  return `${counts}; position ${position}, ${time}`;
}

const linkTable = (links: readonly ShownLink[]): readonly string[] =>
  table<ShownLink>(
    [
      { title: 'LINK', cell: ({ id }) => id },
      { title: 'FROM', cell: ({ source }) => source.id },
      { title: 'TO', cell: ({ target }) => target.id },
      { title: 'STATE', cell: linkState },
      { title: 'CAPACITY', cell: ({ capacity }) => bandwidthText(capacity), right: true },
      { title: 'RESERVED', cell: ({ reserved }) => bandwidthText(reserved), right: true },
      { title: 'USED', cell: ({ utilization }) => shareText(utilization), right: true },
      { title: 'IGP', cell: ({ igpMetric }) => numberText(igpMetric), right: true },
      { title: 'TE', cell: ({ teMetric }) => numberText(teMetric), right: true },
      { title: 'DELAY', cell: ({ delay }) => delayText(delay), right: true },
      { title: 'GROUPS', cell: ({ adminGroups }) => adminGroups.join(',') || UNKNOWN },
    ],
    links,
  );

/** Under maintenance it is up, and no new path goes over it. */
function linkState({ operational, outOfUse = [] }: ShownLink): string {
  const state = operational ? 'up' : 'DOWN';
  const windows = outOfUse.map(({ name, end }) => `${name} to ${end}`);
  return windows.length === 0 ? state : `${state}, out of use: ${windows.join(', ')}`;
}

const nodeTable = (nodes: readonly ShownNode[]): readonly string[] =>
  table<ShownNode>(
    [
      { title: 'NODE', cell: ({ id }) => id },
      { title: 'NAME', cell: ({ name }) => name },
      { title: 'ROUTER ID', cell: ({ routerId }) => routerId ?? UNKNOWN },
      { title: 'PREFIX SID', cell: ({ prefixSid }) => numberText(prefixSid), right: true },
      { title: 'LINKS', cell: ({ links }) => `${links.length}`, right: true },
    ],
    nodes,
  );

import type { LinkSample } from '../../app/link-measurements.js';
import { keepingOut } from '../../app/maintenance/resources.js';
import { writeTopologyDocument } from '../../app/topology-documents/write-document.js';
import { LinkId } from '../../domain/values/identifiers.js';
import type { TopologyNode } from '../../domain/values/topology.js';
import type { Origins } from '../../projections/ted/precedence.js';
import { rejectionError } from '../errors.js';
import type { LinkSampleInput, MutationResolvers, Resolvers } from '../generated/types.js';
import { inScope } from '../moments.js';
import type { LinkParent, NodeParent, Scope } from '../parents.js';
import { priorityOf } from '../path-request.js';
import { instantText, positionText } from '../scalars.js';
import { asInt, isInt } from './numbers.js';

const nodeParent = (scope: Scope, node: TopologyNode | undefined): NodeParent | null =>
  node === undefined ? null : { scope, node };

/** An end of a link; a source may tell of a link before it tells of its nodes. */
const endParent = ({ scope }: LinkParent, id: TopologyNode['id']): NodeParent => ({
  scope,
  node: scope.view.state.ted.node(id) ?? { id, name: id },
});

const dampingOf = ({ scope, link }: LinkParent) =>
  scope.view.state.linkDamping.of(scope.view.state.ted.linkSources(link.id), scope.view.state.time);

const originsOf = (origins: Origins | undefined): { attribute: string; source: string }[] =>
  Object.entries(origins ?? {})
    .map(([attribute, source]) => ({ attribute, source }))
    .sort((a, b) => (a.attribute < b.attribute ? -1 : 1));

const importTopology: Required<MutationResolvers>['importTopology'] = async (_root, { input }, { pce }) => {
  const { document, format, replace, name } = input;
  const report = await pce.importTopology(document, format, replace ?? false, name ?? undefined);
  if (!report.ok) throw rejectionError(report.error);
  return report.value;
};

const measureLinks: Required<MutationResolvers>['measureLinks'] = async (_root, { input }, { pce }) => {
  const report = await pce.linksMeasured(input.collector, input.samples.map(sampleOf));
  if (!report.ok) throw rejectionError(report.error);
  return report.value;
};

function sampleOf({ link, ...given }: LinkSampleInput): LinkSample {
  const values = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  return { link, ...Object.fromEntries(values) };
}

const SOURCE_KINDS = { document: 'DOCUMENT', 'bgp-ls': 'BGP_LS', telemetry: 'TELEMETRY' } as const;

export const topologyResolvers: Resolvers = {
  Query: {
    topology: (_root, { asOf }, context) => inScope(context, asOf, (scope) => ({ scope })),
  },
  Mutation: { importTopology, measureLinks },
  Topology: {
    nodes: ({ scope }) => scope.view.state.ted.nodes().map((node) => ({ scope, node })),
    links: ({ scope }) => scope.view.state.ted.links().map((link) => ({ scope, link })),
    node: ({ scope }, { reference }) => nodeParent(scope, scope.view.computer.findNode(reference)),
    link: ({ scope }, { id }) => {
      const link = scope.view.state.ted.link(LinkId(id));
      return link === undefined ? null : { scope, link };
    },
    sources: ({ scope }) => scope.view.state.ted.sources(),
    document: ({ scope }, { format, name }) => {
      const { ted } = scope.view.state;
      const written = writeTopologyDocument(format, { name, nodes: ted.nodes(), links: ted.links() });
      if (!written.ok) throw rejectionError(written.error);
      return written.value;
    },
    position: ({ scope }) => positionText(scope.view.state.position),
    time: ({ scope }) => instantText(scope.view.state.time),
  },
  Node: {
    id: ({ node }) => node.id,
    name: ({ node }) => node.name,
    routerId: ({ node }) => node.routerId,
    latitude: ({ node }) => node.latitude,
    longitude: ({ node }) => node.longitude,
    ipv6RouterId: ({ node }) => node.ipv6RouterId,
    asNumber: ({ node }) => node.asNumber,
    igpAreas: ({ node }) => node.igpAreas ?? [],
    overloaded: ({ node }) => node.overloaded === true,
    prefixSid: ({ node }) => node.prefixSid,
    labelBlocks: ({ node }) => node.labelBlocks ?? [],
    maximumSidDepth: ({ node }) => node.maximumSidDepth,
    algorithms: ({ node }) => node.algorithms ?? [],
    flexAlgorithms: ({ node }) => node.flexAlgorithms ?? [],
    prefixes: ({ node }) => node.prefixes ?? [],
    srv6Locators: ({ node }) => node.srv6Locators ?? [],
    srv6Sids: ({ node }) => node.srv6Sids ?? [],
    management: ({ node }) => node.management,
    links: ({ scope, node }) => scope.linksFrom(node.id).map((link) => ({ scope, link })),
    origins: ({ scope, node }) => originsOf(scope.view.state.ted.nodeSources(node.id)?.origins),
  },
  Link: {
    id: ({ link }) => link.id,
    source: (parent) => endParent(parent, parent.link.source),
    target: (parent) => endParent(parent, parent.link.target),
    sourceAddress: ({ link }) => link.sourceAddress,
    targetAddress: ({ link }) => link.targetAddress,
    sourceInterface: ({ link }) => link.sourceInterface,
    targetInterface: ({ link }) => link.targetInterface,
    name: ({ link }) => link.name,
    igpMetric: ({ link }) => asInt(link.igpMetric),
    teMetric: ({ link }) => asInt(link.teMetric),
    delay: ({ link }) => link.delay,
    minDelay: ({ link }) => link.minDelay,
    maxDelay: ({ link }) => link.maxDelay,
    delayVariation: ({ link }) => link.delayVariation,
    loss: ({ link }) => link.loss,
    unreserved: ({ link }) => link.unreserved ?? [],
    residualBandwidth: ({ link }) => link.residualBandwidth,
    availableBandwidth: ({ link }) => link.availableBandwidth,
    utilizedBandwidth: ({ link }) => link.utilizedBandwidth,
    capacity: ({ link }) => link.capacity,
    reservable: ({ link }) => link.reservable,
    reserved: ({ scope, link }) => scope.view.computer.reserved(link.id),
    available: ({ scope, link }, { priority }) =>
      scope.view.computer.available(link.id, priorityOf(priority ?? 7, 'priority')),
    utilization: ({ scope, link }) =>
      link.capacity > 0 ? scope.view.computer.reserved(link.id) / link.capacity : null,
    measuredUtilization: ({ link: { utilizedBandwidth, capacity } }) =>
      utilizedBandwidth !== undefined && capacity > 0 ? utilizedBandwidth / capacity : null,
    measuredAt: ({ scope, link }) => {
      const instant = scope.view.state.ted.linkSources(link.id)?.measuredAt;
      return instant === undefined ? null : instantText(instant);
    },
    adminGroups: ({ link }) => link.adminGroups,
    srlgs: ({ link }) => link.srlgs.filter(isInt),
    srlgNumbers: ({ link }) => link.srlgs,
    adjacencySid: ({ link }) => link.adjacencySid,
    srv6Sids: ({ link }) => link.srv6Sids ?? [],
    operational: ({ link }) => link.operational,
    flaps: (parent) => dampingOf(parent).flaps,
    dampedUntil: (parent) => {
      const { dampedUntil } = dampingOf(parent);
      return dampedUntil === undefined ? null : instantText(dampedUntil);
    },
    outOfUse: ({ scope, link }) =>
      keepingOut(scope.view.state.maintenances, link).map((entry) => ({ scope, entry })),
    origins: ({ scope, link }) => originsOf(scope.view.state.ted.linkSources(link.id)?.origins),
  },
  TopologySource: {
    kind: ({ kind }) => SOURCE_KINDS[kind],
    fresh: ({ isFresh }) => isFresh,
    feed: ({ feed }) => feed,
    nodeCount: ({ nodes }) => nodes.size,
    linkCount: ({ links, measured }) => links.size + measured.size,
  },
  TopologyFeed: {
    address: ({ peer }) => peer.address,
    asNumber: ({ peer }) => peer.asNumber,
    routerId: ({ peer }) => peer.routerId,
    since: ({ since }) => instantText(since),
  },
  NodePrefix: {
    algorithm: ({ algorithm }) => algorithm ?? 0,
  },
  Srv6Locator: {
    algorithm: ({ algorithm }) => algorithm ?? 0,
  },
  Srv6Sid: {
    algorithm: ({ algorithm }) => algorithm ?? 0,
  },
};

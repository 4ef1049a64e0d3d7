import type { NodeId } from '../../../domain/values/identifiers.js';
import type {
  FlexAlgorithmDefinition,
  NodePrefix,
  Srv6Locator,
  TopologyNode,
} from '../../../domain/values/topology.js';
import { MSD_BASE_MPLS, NODE_FLAG, PROTOCOL } from '../codec/code-points.js';
import type { NodeNlri, PrefixNlri, Srv6SidNlri } from '../codec/nlri/nlri.js';
import type { FlexAlgorithmDefinitionTlv } from '../codec/tlvs/containers.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { allTlvs, findTlv } from '../codec/tlvs/tlv-codec.js';
import { groupNumbers } from './admin-groups.js';
import { type Given, knownFields } from './known-fields.js';
import { labelBlocks, type NodeLabels } from './labels.js';
import { isDefaultTopology, isOspf } from './node-identity.js';
import { type TranslatedPrefix, translatePrefix } from './prefix.js';
import { locators, nodeSid, sorted } from './srv6.js';

export interface NodeSource {
  readonly nlri: NodeNlri;
  readonly tlvs: readonly Tlv[];
}

export interface PrefixSource {
  readonly nlri: PrefixNlri;
  readonly tlvs: readonly Tlv[];
}

export interface SidSource {
  readonly nlri: Srv6SidNlri;
  readonly tlvs: readonly Tlv[];
}

/** A node of which these NLRIs tell, the most trusted first. Each field is the first one's that has it. */
export function translateNode(
  id: NodeId,
  routerId: string,
  told: readonly NodeSource[],
  prefixes: readonly PrefixSource[],
  sids: readonly SidSource[],
): TopologyNode {
  const addresses = routerAddresses(routerId, told);
  const { global } = nodeLabels(told);
  const inDefault = prefixes.filter(({ nlri }) => isDefaultTopology(nlri));
  const elsewhere = prefixes.filter(({ nlri }) => !isDefaultTopology(nlri));
  const translated = [...inDefault, ...elsewhere].flatMap(({ nlri, tlvs }) =>
    translatePrefix(nlri, tlvs, global),
  );
  const fields: Given<Omit<TopologyNode, 'latitude' | 'longitude' | 'management'>> = {
    id,
    name: firstOf(told, ({ tlvs }) => findTlv(tlvs, 'NodeName')?.name.text) ?? id,
    ...addresses,
    asNumber: firstOf(told, ({ nlri }) => findTlv(nlri.local, 'AutonomousSystem')?.value),
    igpAreas: areas(told),
    // Overloaded in one level or area is enough: nobody knows which of them a path would use.
    overloaded: told.some(isOverloaded) ? true : undefined,
    prefixSid: nodeSegment(translated, addresses),
    labelBlocks: global,
    maximumSidDepth: firstOf(told, ({ tlvs }) => maximumSidDepth(tlvs)),
    algorithms: firstOf(told, ({ tlvs }) => algorithms(tlvs)),
    flexAlgorithms: firstOf(told, ({ tlvs }) => flexAlgorithms(tlvs)),
    prefixes: distinctPrefixes(translated),
    srv6Locators: distinctLocators(inDefault.flatMap(({ nlri, tlvs }) => locators(nlri, tlvs))),
    srv6Sids: sorted(sids.flatMap(({ nlri, tlvs }) => nodeSid(nlri, tlvs) ?? [])),
  };
  return knownFields<TopologyNode>(fields);
}

/** SRGB and SRLB of a node. */
export const nodeLabels = (told: readonly NodeSource[]): NodeLabels => ({
  global: firstOf(told, ({ tlvs }) => labelBlocks(findTlv(tlvs, 'SrCapabilities'))),
  local: firstOf(told, ({ tlvs }) => labelBlocks(findTlv(tlvs, 'SrLocalBlock'))),
});

function firstOf<Source, Value>(
  sources: readonly Source[],
  read: (source: Source) => Value | undefined,
): Value | undefined {
  for (const source of sources) {
    const value = read(source);
    if (value !== undefined) return value;
  }
  return undefined;
}

type RouterAddresses = Given<Pick<TopologyNode, 'routerId' | 'ipv6RouterId'>>;

/** OSPF routers that do not tell a TE router id are found by their OSPF router id, which mostly is an address. */
function routerAddresses(routerId: string, told: readonly NodeSource[]): RouterAddresses {
  const ipv4 = firstOf(told, ({ tlvs }) => findTlv(tlvs, 'LocalIpv4RouterId')?.address);
  const ipv6 = firstOf(told, ({ tlvs }) => findTlv(tlvs, 'LocalIpv6RouterId')?.address);
  const isOspfV2 = told.some(({ nlri }) => nlri.protocol === PROTOCOL.OSPF_V2);
  const main = ipv4 ?? (isOspfV2 ? routerId : ipv6);
  if (main === undefined)
    return {
      routerId: told.some(({ nlri }) => isOspf(nlri.protocol)) ? routerId : undefined,
      ipv6RouterId: undefined,
    };
  return { routerId: main, ipv6RouterId: main === ipv6 ? undefined : ipv6 };
}

const PROTOCOL_NAME: ReadonlyMap<number, string> = new Map([
  [PROTOCOL.ISIS_L1, 'isis-l1'],
  [PROTOCOL.ISIS_L2, 'isis-l2'],
  [PROTOCOL.OSPF_V2, 'ospfv2'],
  [PROTOCOL.OSPF_V3, 'ospfv3'],
]);

/** Such as `isis-l2 49.0001`; the protocol alone when no area is told. */
function areas(told: readonly NodeSource[]): readonly string[] | undefined {
  const texts = told.flatMap(({ nlri, tlvs }) => {
    const protocol = PROTOCOL_NAME.get(nlri.protocol);
    if (protocol === undefined) return [];
    const ospfArea = findTlv(nlri.local, 'OspfAreaId')?.address;
    const places = isOspf(nlri.protocol)
      ? ospfArea === undefined
        ? []
        : [ospfArea]
      : allTlvs(tlvs, 'IsisArea').map(({ octets }) => isisAreaText(octets));
    return places.length === 0 ? [protocol] : places.map((place) => `${protocol} ${place}`);
  });
  return texts.length === 0 ? undefined : [...new Set(texts)].sort();
}

/** `49.0001`: one octet, then groups of two, as operators write them. */
function isisAreaText(octets: Uint8Array): string {
  const text = Buffer.from(octets).toString('hex');
  const groups = text.slice(2).match(/.{1,4}/g) ?? [];
  return [text.slice(0, 2), ...groups].join('.');
}

const isOverloaded = ({ tlvs }: NodeSource): boolean =>
  ((findTlv(tlvs, 'NodeFlags')?.value ?? 0) & NODE_FLAG.OVERLOAD) !== 0;

const maximumSidDepth = (tlvs: readonly Tlv[]): number | undefined =>
  findTlv(tlvs, 'NodeMsd')?.depths.find(({ msdType }) => msdType === MSD_BASE_MPLS)?.value;

function algorithms(tlvs: readonly Tlv[]): readonly number[] | undefined {
  const values = findTlv(tlvs, 'SrAlgorithms')?.values;
  return values === undefined ? undefined : [...new Set(values)].sort((a, b) => a - b);
}

const LOWEST_FLEXIBLE = 128;

function flexAlgorithms(tlvs: readonly Tlv[]): readonly FlexAlgorithmDefinition[] | undefined {
  const definitions = allTlvs(tlvs, 'FlexAlgorithmDefinition').filter(
    (tlv) => tlv.algorithm >= LOWEST_FLEXIBLE,
  );
  if (definitions.length === 0) return undefined;
  return definitions.map(flexAlgorithm).sort((a, b) => a.algorithm - b.algorithm);
}

function flexAlgorithm(tlv: FlexAlgorithmDefinitionTlv): FlexAlgorithmDefinition {
  const { algorithm, metricType, calculationType, priority, subTlvs } = tlv;
  const groups = (kind: 'FlexExcludeAny' | 'FlexIncludeAny' | 'FlexIncludeAll'): readonly number[] =>
    groupNumbers(findTlv(subTlvs, kind)?.values ?? []);
  const unsupported = subTlvs.some(({ kind }) => kind === 'FlexUnsupported' || kind === 'Unknown');
  return {
    algorithm,
    metricType,
    calculationType,
    priority,
    excludeAny: groups('FlexExcludeAny'),
    includeAny: groups('FlexIncludeAny'),
    includeAll: groups('FlexIncludeAll'),
    excludeSrlgs: findTlv(subTlvs, 'FlexExcludeSrlg')?.values ?? [],
    ...(unsupported ? { unsupported } : {}),
  };
}

/** The lowest label of a node segment of algorithm 0 for the router id: IPv4's, else IPv6's. */
function nodeSegment(
  translated: readonly TranslatedPrefix[],
  { routerId, ipv6RouterId }: RouterAddresses,
): number | undefined {
  const labelsFor = (address: string | undefined): readonly number[] => {
    const wanted = address === undefined ? undefined : `${address}/${address.includes(':') ? 128 : 32}`;
    return translated.flatMap(({ prefix, isNodeSegment }) =>
      isNodeSegment && prefix.prefix === wanted && prefix.algorithm === undefined && prefix.sid !== undefined
        ? [prefix.sid]
        : [],
    );
  };
  const found = [labelsFor(routerId), labelsFor(ipv6RouterId)].find((labels) => labels.length > 0);
  return found === undefined ? undefined : Math.min(...found);
}

/** By prefix, then algorithm; of several for one, the first: the most trusted. */
function distinctPrefixes(translated: readonly TranslatedPrefix[]): readonly NodePrefix[] | undefined {
  if (translated.length === 0) return undefined;
  const byKey = new Map<string, NodePrefix>();
  for (const { prefix } of translated) {
    const key = `${prefix.prefix} ${prefix.algorithm ?? 0}`;
    if (!byKey.has(key)) byKey.set(key, prefix);
  }
  return [...byKey.values()].sort(
    (a, b) =>
      (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0) || (a.algorithm ?? 0) - (b.algorithm ?? 0),
  );
}

/** By prefix; of several for one, the first: the most trusted. */
function distinctLocators(told: readonly Srv6Locator[]): readonly Srv6Locator[] | undefined {
  if (told.length === 0) return undefined;
  const byPrefix = new Map(told.map((one) => [one.prefix, one] as const).reverse());
  return [...byPrefix.values()].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

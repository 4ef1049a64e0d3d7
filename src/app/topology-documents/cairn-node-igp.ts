import type {
  FlexAlgorithmDefinition,
  LabelBlock,
  NodePrefix,
  TopologyNode,
} from '../../domain/values/topology.js';
import { readPrefixText } from './cairn-prefix.js';
import { readSrv6Locators, readSrv6Sids } from './cairn-srv6.js';
import { definedFields, type Mapping } from './mapping.js';
import { ADMIN_GROUP, LABEL, NUMBER_32_BITS, type NumberRange, ONE_BYTE } from './number-range.js';

/** What a link-state feed says of a node besides the basics; a document may say it too. */
export const IGP_NODE_KEYS = [
  'ipv6RouterId',
  'asNumber',
  'igpAreas',
  'overloaded',
  'labelBlocks',
  'maximumSidDepth',
  'algorithms',
  'flexAlgorithms',
  'prefixes',
  'srv6Locators',
  'srv6Sids',
] as const;

const LABEL_BLOCK_KEYS = ['base', 'size'] as const;
const PREFIX_KEYS = ['prefix', 'metric', 'sid', 'algorithm'] as const;
const FLEX_ALGORITHM_KEYS = [
  'algorithm',
  'metricType',
  'calculationType',
  'priority',
  'excludeAny',
  'includeAny',
  'includeAll',
  'excludeSrlgs',
] as const;

const BLOCK_SIZE: NumberRange = { minimum: 1, maximum: LABEL.maximum };
/** RFC 9350 4: 128 to 255. */
const FLEXIBLE: NumberRange = { minimum: 128, maximum: 255, meaning: 'a flexible algorithm' };

export function readIgpAttributes(mapping: Mapping): Pick<TopologyNode, (typeof IGP_NODE_KEYS)[number]> {
  return definedFields({
    ipv6RouterId: mapping.address('ipv6RouterId'),
    asNumber: mapping.whole('asNumber', NUMBER_32_BITS),
    igpAreas: mapping.texts('igpAreas'),
    overloaded: mapping.flag('overloaded'),
    labelBlocks: mapping.mappings('labelBlocks', LABEL_BLOCK_KEYS, readLabelBlock),
    maximumSidDepth: mapping.whole('maximumSidDepth', ONE_BYTE),
    algorithms: mapping.optionalWholes('algorithms', ONE_BYTE),
    flexAlgorithms: mapping.mappings('flexAlgorithms', FLEX_ALGORITHM_KEYS, readFlexAlgorithm),
    prefixes: mapping.mappings('prefixes', PREFIX_KEYS, readPrefix),
    srv6Locators: readSrv6Locators(mapping),
    srv6Sids: readSrv6Sids(mapping),
  });
}

function readLabelBlock(mapping: Mapping): LabelBlock | undefined {
  const base = mapping.requiredWhole('base', LABEL);
  const size = mapping.requiredWhole('size', BLOCK_SIZE);
  return base === undefined || size === undefined ? undefined : { base, size };
}

function readFlexAlgorithm(mapping: Mapping): FlexAlgorithmDefinition | undefined {
  const algorithm = mapping.requiredWhole('algorithm', FLEXIBLE);
  const definition = {
    metricType: mapping.whole('metricType', ONE_BYTE) ?? 0,
    calculationType: mapping.whole('calculationType', ONE_BYTE) ?? 0,
    priority: mapping.whole('priority', ONE_BYTE) ?? 128,
    excludeAny: mapping.wholes('excludeAny', ADMIN_GROUP),
    includeAny: mapping.wholes('includeAny', ADMIN_GROUP),
    includeAll: mapping.wholes('includeAll', ADMIN_GROUP),
    excludeSrlgs: mapping.wholes('excludeSrlgs', NUMBER_32_BITS),
  };
  return algorithm === undefined ? undefined : { algorithm, ...definition };
}

function readPrefix(mapping: Mapping): NodePrefix | undefined {
  const prefix = readPrefixText(mapping);
  const attributes = definedFields({
    metric: mapping.whole('metric', NUMBER_32_BITS),
    sid: mapping.whole('sid', LABEL),
    algorithm: mapping.whole('algorithm', ONE_BYTE),
  });
  return prefix === undefined ? undefined : { prefix, ...attributes };
}

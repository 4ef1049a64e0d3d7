import { parseAddress } from '../../domain/values/address.js';
import type {
  FlexAlgorithmDefinition,
  LabelBlock,
  NodePrefix,
  TopologyNode,
} from '../../domain/values/topology.js';
import { showValue } from '../documents/document-path.js';
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
  const written = mapping.requiredText('prefix');
  const prefix = written === undefined ? undefined : canonicalPrefix(written);
  if (written !== undefined && prefix === undefined) {
    mapping.refuse(
      'prefix',
      `${showValue(written)} is not a prefix`,
      'an address and its length, such as 10.0.0.1/32',
    );
  }
  const attributes = definedFields({
    metric: mapping.whole('metric', NUMBER_32_BITS),
    sid: mapping.whole('sid', LABEL),
    algorithm: mapping.whole('algorithm', ONE_BYTE),
  });
  return prefix === undefined ? undefined : { prefix, ...attributes };
}

function canonicalPrefix(text: string): string | undefined {
  const [, address = '', length = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const parsed = parseAddress(address);
  if (!parsed.ok || Number(length) > (address.includes(':') ? 128 : 32)) return undefined;
  return `${parsed.value}/${Number(length)}`;
}

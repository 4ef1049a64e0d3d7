import { isIpv6 } from '../../domain/values/address.js';
import type { Srv6Locator, Srv6Sid, Srv6SidStructure } from '../../domain/values/topology.js';
import { readPrefixText } from './cairn-prefix.js';
import { definedFields, type Mapping } from './mapping.js';
import { NUMBER_32_BITS, type NumberRange, ONE_BYTE } from './number-range.js';

const SID_KEYS = ['sid', 'behavior', 'algorithm', 'structure'] as const;
const LOCATOR_KEYS = ['prefix', 'metric', 'algorithm'] as const;
const STRUCTURE_KEYS = ['block', 'node', 'function', 'argument'] as const;

/** RFC 8986 10.2: a number of 16 bits, 0 reserved. */
const BEHAVIOR: NumberRange = { minimum: 1, maximum: 0xffff };
const BITS: NumberRange = { minimum: 0, maximum: 128 };

export const readSrv6Sids = (mapping: Mapping): readonly Srv6Sid[] | undefined =>
  mapping.mappings('srv6Sids', SID_KEYS, readSid);

export const readSrv6Locators = (mapping: Mapping): readonly Srv6Locator[] | undefined =>
  mapping.mappings('srv6Locators', LOCATOR_KEYS, readLocator);

function readSid(mapping: Mapping): Srv6Sid | undefined {
  const sid = mapping.requiredAddress('sid');
  const behavior = mapping.requiredWhole('behavior', BEHAVIOR);
  if (sid !== undefined && !isIpv6(sid)) mapping.refuse('sid', 'an SRv6 SID is an IPv6 address');
  const structure = mapping.mapping('structure', STRUCTURE_KEYS);
  const further = definedFields({
    algorithm: mapping.whole('algorithm', ONE_BYTE),
    structure: structure === undefined ? undefined : readStructure(structure),
  });
  return sid === undefined || behavior === undefined ? undefined : { sid, behavior, ...further };
}

function readStructure(mapping: Mapping): Srv6SidStructure {
  const bits = (key: (typeof STRUCTURE_KEYS)[number]): number => mapping.whole(key, BITS) ?? 0;
  return { block: bits('block'), node: bits('node'), function: bits('function'), argument: bits('argument') };
}

function readLocator(mapping: Mapping): Srv6Locator | undefined {
  const prefix = readPrefixText(mapping);
  const further = definedFields({
    metric: mapping.whole('metric', NUMBER_32_BITS),
    algorithm: mapping.whole('algorithm', ONE_BYTE),
  });
  return prefix === undefined ? undefined : { prefix, ...further };
}

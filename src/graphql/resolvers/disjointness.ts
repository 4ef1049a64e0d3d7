import type { WantedDisjointness } from '../../app/wanted-disjointness.js';
import { parseAddress } from '../../domain/values/address.js';
import type { AssociationKey } from '../../domain/values/association.js';
import type { DisjointnessLevel } from '../../domain/values/disjointness.js';
import type { LspId } from '../../domain/values/identifiers.js';
import { inputError } from '../errors.js';
import type {
  AssociationGroupInput,
  DisjointInput,
  DisjointnessLevel as GraphqlLevel,
} from '../generated/types.js';

export const GRAPHQL_LEVELS: Readonly<Record<DisjointnessLevel, GraphqlLevel>> = {
  link: 'LINK',
  node: 'NODE',
  srlg: 'SRLG',
  'srlg-node': 'SRLG_NODE',
};

export const LEVELS: Readonly<Record<GraphqlLevel, DisjointnessLevel>> = {
  LINK: 'link',
  NODE: 'node',
  SRLG: 'srlg',
  SRLG_NODE: 'srlg-node',
};

/** @throws GraphQLError naming the field that can't be meant */
export function wantedDisjointnessOf(input: DisjointInput, argument: string): WantedDisjointness {
  const { level, strict, shortestFirst, objective, from, group } = input;
  if (objective && !objective.startsWith('SHARED_'))
    throw inputError(`${argument}.objective`, `${objective} is none of disjointness`);
  if ((from ?? []).length === 0 && !group)
    throw inputError(argument, 'must name LSPs to keep away from, or a group to join');
  const key = group ? groupOf(group, `${argument}.group`) : undefined;
  if (key !== undefined && key.type !== DISJOINT)
    throw inputError(`${argument}.group.type`, `must be ${DISJOINT}, not ${key.type}`);
  return {
    constraint: { level: LEVELS[level], strict: strict ?? true },
    shortestFirst: shortestFirst ?? false,
    ...(objective ? { objective } : {}),
    from: (from ?? []) as readonly LspId[],
    ...(key === undefined ? {} : { group: key }),
  };
}

/** RFC 8800 5.1. */
const DISJOINT = 2;

/** @throws GraphQLError naming the field that can't be meant */
export function groupOf(input: AssociationGroupInput, argument: string): AssociationKey {
  const { id, source, type, globalSource, extendedId } = input;
  if (id < 1 || id > 0xffff) throw inputError(`${argument}.id`, `must be 1 to 65535, not ${id}`);
  if (!parseAddress(source).ok) throw inputError(`${argument}.source`, `${source} is no address`);
  const global = globalSource ?? undefined;
  const isNumber = global === undefined || (Number.isInteger(global) && global >= 0 && global <= 0xffff_ffff);
  if (!isNumber) throw inputError(`${argument}.globalSource`, 'must be 0 to 4294967295');
  const extended = extendedId ?? undefined;
  if (extended !== undefined && !EXTENDED_ID.test(extended))
    throw inputError(`${argument}.extendedId`, 'must be hexadecimal, 4 to 64 bytes in steps of 4');
  return {
    type: type ?? DISJOINT,
    id,
    source,
    ...(global === undefined ? {} : { globalSource: global }),
    ...(extended === undefined ? {} : { extendedId: extended.toLowerCase() }),
  };
}

const EXTENDED_ID = /^([0-9a-f]{8}){1,16}$/iu;

import type {
  Association,
  AssociationKey,
  DisjointAssociation,
  ProtectionAssociation,
} from '../../../domain/values/association.js';
import {
  countsNodes,
  countsRiskGroups,
  type DisjointnessLevel,
} from '../../../domain/values/disjointness.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import { ASSOCIATION_TYPE } from '../codec/code-points.js';
import type { Association as AssociationObject } from '../codec/objects/association.js';
import type { DisjointnessFlags } from '../codec/tlvs/disjointness-flags.js';
import { findTlv, type Tlv } from '../codec/tlvs/tlv.js';
import { codeOfObjective, disjointnessObjectiveOf } from './request-set.js';

/** Why an association can't be joined; goes into a PCErr (RFC 8697 6.4, RFC 8800 5.2). */
export interface AssociationRefusal {
  readonly errorType: number;
  readonly errorValue: number;
  readonly detail: string;
}

/** An ASSOCIATION object in the core's terms. That the LSP leaves the group (R flag) only the object says. */
export function associationOf(object: AssociationObject): Result<Association, AssociationRefusal> {
  switch (object.associationType) {
    case ASSOCIATION_TYPE.DISJOINT:
      return disjointAssociationOf(object);
    case ASSOCIATION_TYPE.PATH_PROTECTION:
      return ok(protectionAssociationOf(object));
    default:
      return err({
        errorType: 26,
        errorValue: 1,
        detail: `association type ${object.associationType} is not supported`,
      });
  }
}

function disjointAssociationOf(object: AssociationObject): Result<DisjointAssociation, AssociationRefusal> {
  const configuration = findTlv(object.tlvs, 'DISJOINTNESS-CONFIGURATION');
  if (configuration === undefined) {
    return err({ errorType: 6, errorValue: 15, detail: 'DISJOINTNESS-CONFIGURATION TLV missing' });
  }
  // RFC 8800 5.3: of several codes only the first counts.
  const code = findTlv(object.tlvs, 'OF-List')?.codes[0];
  const objective = code === undefined ? undefined : disjointnessObjectiveOf(code);
  if (code !== undefined && objective === undefined)
    return err({
      errorType: 10,
      errorValue: 32,
      detail: `objective function ${code} is none of disjointness`,
    });
  const level = levelOf(configuration);
  return ok({
    kind: 'disjoint',
    group: keyOf(object),
    ...(level === undefined ? {} : { constraint: { level, strict: configuration.strict } }),
    ...(configuration.linkDiverse && level !== 'link' ? { saysLinks: true } : {}),
    shortestFirst: configuration.shortestPath,
    ...(objective === undefined ? {} : { objective }),
  });
}

function levelOf({
  linkDiverse,
  nodeDiverse,
  srlgDiverse,
}: DisjointnessFlags): DisjointnessLevel | undefined {
  if (srlgDiverse) return nodeDiverse ? 'srlg-node' : 'srlg';
  if (nodeDiverse) return 'node';
  return linkDiverse ? 'link' : undefined;
}

/** Without the TLV it is a working LSP (RFC 8745 3.2). */
function protectionAssociationOf(object: AssociationObject): ProtectionAssociation {
  const tlv = findTlv(object.tlvs, 'PATH-PROTECTION-ASSOCIATION');
  const protecting = tlv?.protecting ?? false;
  return {
    kind: 'protection',
    group: keyOf(object),
    role: protecting ? 'protection' : 'working',
    secondary: protecting && (tlv?.secondary ?? false),
    protectionType: tlv?.protectionType ?? 0,
  };
}

export function keyOf({ associationType, associationId, source, tlvs }: AssociationObject): AssociationKey {
  const global = findTlv(tlvs, 'GLOBAL-ASSOCIATION-SOURCE');
  const extended = findTlv(tlvs, 'EXTENDED-ASSOCIATION-ID');
  return {
    type: associationType,
    id: associationId,
    source,
    ...(global === undefined ? {} : { globalSource: global.source }),
    ...(extended === undefined ? {} : { extendedId: hexOf(extended.bytes) }),
  };
}

/**
 * The ASSOCIATION object of a group, in a message to a head-end (RFC 8697 6.1): with the configuration and, where a path
 * was computed, what it reaches (RFC 8800 5.2).
 */
export function associationObject(association: Association, remove = false): AssociationObject {
  const { type, id, source } = association.group;
  const about =
    association.kind === 'disjoint' ? disjointnessTlvs(association) : [protectionTlv(association)];
  return {
    kind: 'ASSOCIATION',
    remove,
    associationType: type,
    associationId: id,
    source,
    tlvs: [...keyTlvs(association.group), ...about],
  };
}

function keyTlvs({ globalSource, extendedId }: AssociationKey): readonly Tlv[] {
  return [
    ...(globalSource === undefined
      ? []
      : [{ kind: 'GLOBAL-ASSOCIATION-SOURCE', source: globalSource } as const]),
    ...(extendedId === undefined
      ? []
      : [
          {
            kind: 'EXTENDED-ASSOCIATION-ID',
            bytes: Uint8Array.from(Buffer.from(extendedId, 'hex')),
          } as const,
        ]),
  ];
}

function disjointnessTlvs(association: DisjointAssociation): readonly Tlv[] {
  const { constraint, shortestFirst: shortestPath, objective, reached } = association;
  const saysLinks = association.saysLinks === true || constraint?.level === 'link';
  const configuration = {
    kind: 'DISJOINTNESS-CONFIGURATION',
    ...flagsOf(constraint?.level, saysLinks),
    shortestPath,
    strict: constraint?.strict ?? false,
  } as const;
  const code = objective === undefined ? undefined : codeOfObjective(objective);
  const status = { kind: 'DISJOINTNESS-STATUS', shortestPath, strict: false } as const;
  return [
    configuration,
    ...(code === undefined ? [] : [{ kind: 'OF-List', codes: [code] } as const]),
    ...(reached === undefined
      ? []
      : [{ ...status, ...flagsOf(reached === 'none' ? undefined : reached, saysLinks) }]),
  ];
}

/** Whoever shares no node or risk group shares no link either; L is set where it was asked for. */
const flagsOf = (level: DisjointnessLevel | undefined, saysLinks: boolean) => ({
  linkDiverse: level !== undefined && saysLinks,
  nodeDiverse: level !== undefined && countsNodes(level),
  srlgDiverse: level !== undefined && countsRiskGroups(level),
});

const protectionTlv = ({ role, secondary, protectionType }: ProtectionAssociation): Tlv => ({
  kind: 'PATH-PROTECTION-ASSOCIATION',
  protectionType,
  secondary,
  protecting: role === 'protection',
});

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

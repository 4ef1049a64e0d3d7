import type {
  Association,
  AssociationKey,
  DisjointAssociation,
  ProtectionAssociation,
} from '../../../domain/values/association.js';
import type { DisjointnessLevel } from '../../../domain/values/disjointness.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import { ASSOCIATION_TYPE } from '../codec/code-points.js';
import type { Association as AssociationObject } from '../codec/objects/association.js';
import type { DisjointnessFlags } from '../codec/tlvs/disjointness-flags.js';
import { findTlv } from '../codec/tlvs/tlv.js';
import { disjointnessObjectiveOf } from './request-set.js';

/** Why an association can't be joined; goes into a PCErr (RFC 8697 6.4, RFC 8800 5.2). */
export interface AssociationRefusal {
  readonly errorType: number;
  readonly errorValue: number;
  readonly detail: string;
}

/** An ASSOCIATION object in the core's terms; undefined for a type that means nothing here, which is no fault. */
export function associationOf(
  object: AssociationObject,
): Result<Association | undefined, AssociationRefusal> {
  switch (object.associationType) {
    case ASSOCIATION_TYPE.DISJOINT:
      return disjointAssociationOf(object);
    case ASSOCIATION_TYPE.PATH_PROTECTION:
      return ok(protectionAssociationOf(object));
    default:
      return ok(undefined);
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
    leaves: object.remove,
    ...(level === undefined ? {} : { constraint: { level, strict: configuration.strict } }),
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
    leaves: object.remove,
    role: protecting ? 'protection' : 'working',
    secondary: protecting && (tlv?.secondary ?? false),
    protectionType: tlv?.protectionType ?? 0,
  };
}

function keyOf({ associationType, associationId, source, tlvs }: AssociationObject): AssociationKey {
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

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

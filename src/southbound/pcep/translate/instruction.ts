import type { DeletedLsp } from '../../../app/ports/pcc-gateway.js';
import { type Association, groupText } from '../../../domain/values/association.js';
import type { LspSchedule } from '../../../domain/values/lsp-schedule.js';
import { structurallyEqual } from '../../../domain/values/structural-equality.js';
import type { IntendedLsp } from '../../../events/catalogue/operation.js';
import type { PCInitiate } from '../codec/messages/pcinitiate.js';
import type { PCUpd } from '../codec/messages/pcupd.js';
import type { Ero } from '../codec/objects/ero.js';
import type { Lsp } from '../codec/objects/lsp.js';
import type { Srp } from '../codec/objects/srp.js';
import { NO_PATH_FLAG } from '../codec/tlvs/no-path-vector.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { associationObject } from './association.js';
import { bandwidthObject, lspaObject, metricObject } from './attributes.js';
import { autoBandwidthTlv } from './auto-bandwidth.js';
import { eroOfHops } from './route.js';
import { scheduleTlv } from './schedule.js';
import { pathSetupTypeTlvs } from './setup-type.js';

/** What the head-end makes of associations: nothing is said of types that are not in its ASSOC-Type-List (RFC 8697 4.1). */
export interface PeerAssociations {
  readonly types: readonly number[];
  /** The groups that it has said the LSP is in. */
  readonly known: readonly Association[];
}

const NO_ASSOCIATIONS: PeerAssociations = { types: [], known: [] };

/** PCUpd for one LSP: all parameters that are wanted, never a delta (RFC 8231 6.2). */
export function updateMessage(
  srpId: number,
  plspId: number,
  intended: IntendedLsp,
  peer: PeerAssociations = NO_ASSOCIATIONS,
): PCUpd {
  const update = {
    srp: srpObject(srpId, false, pathSetupTypeTlvs(intended.setupType)),
    lsp: lspObject({
      plspId,
      administrative: intended.administrative,
      create: false,
      tlvs: [...scheduleTlvs(intended.schedule), ...noPathTlvs(intended)],
    }),
    associations: changedAssociations(intended, peer),
    ero: eroObject(intended),
    ...attributesOf(intended),
  };
  return { kind: 'PCUpd', updates: [update] };
}

/** PCInitiate for a new LSP (RFC 8281 5.3): PLSP-ID 0, name and end points. */
export function initiateMessage(
  srpId: number,
  name: string,
  intended: IntendedLsp,
  peer: PeerAssociations = NO_ASSOCIATIONS,
): PCInitiate {
  const { source, destination, administrative, setupType, schedule } = intended;
  const tlvs: readonly Tlv[] = [{ kind: 'SYMBOLIC-PATH-NAME', text: name }, ...scheduleTlvs(schedule)];
  const request = {
    srp: srpObject(srpId, false, pathSetupTypeTlvs(setupType)),
    lsp: lspObject({ plspId: 0, administrative, create: true, tlvs }),
    endPoints: { kind: 'END-POINTS', source, destination } as const,
    ero: eroObject(intended),
    associations: allAssociations(intended, peer),
    ...attributesOf(intended),
  };
  return { kind: 'PCInitiate', requests: [request] };
}

/** PCInitiate with the R flag of the SRP (RFC 8281 5.4). */
export function deleteMessage(srpId: number, lsp: DeletedLsp): PCInitiate {
  const { plspId, name, setupType, schedule } = lsp;
  const tlvs: readonly Tlv[] = [{ kind: 'SYMBOLIC-PATH-NAME', text: name }, ...scheduleTlvs(schedule)];
  const request = {
    srp: srpObject(srpId, true, pathSetupTypeTlvs(setupType)),
    lsp: lspObject({ plspId, administrative: true, create: false, tlvs }),
    associations: [],
    metrics: [],
    others: [],
  };
  return { kind: 'PCInitiate', requests: [request] };
}

const srpObject = (srpId: number, remove: boolean, tlvs: readonly Tlv[]): Srp => ({
  kind: 'SRP',
  srpId,
  remove,
  tlvs,
});

/** D is always set: clearing it would give the delegation back (RFC 8231 5.7.1). */
const lspObject = (fields: Pick<Lsp, 'plspId' | 'administrative' | 'create' | 'tlvs'>): Lsp => ({
  kind: 'LSP',
  delegate: true,
  sync: false,
  remove: false,
  operational: 0,
  ...fields,
});

/** In every message about an LSP that has a schedule (RFC 8934 5.2). */
const scheduleTlvs = (schedule: LspSchedule | undefined): readonly Tlv[] =>
  schedule === undefined ? [] : [scheduleTlv(schedule)];

/** A PCInitiate names all groups (RFC 8697 6.3.1). */
const allAssociations = ({ associations = [] }: IntendedLsp, { types }: PeerAssociations) =>
  associations.filter(({ group }) => types.includes(group.type)).map((one) => associationObject(one));

/** A PCUpd names groups that are new or changed, those whose status it tells, and those that the LSP leaves. */
function changedAssociations(intended: IntendedLsp, peer: PeerAssociations) {
  const { associations = [], leaves = [] } = intended;
  const isKnown = (one: Association): boolean => peer.known.some((known) => structurallyEqual(known, one));
  const changed = associations.filter((one) => !isKnown(one));
  const left = new Set(leaves.map(groupText));
  return [
    ...allAssociations({ ...intended, associations: changed }, peer),
    ...peer.known
      .filter(({ group }) => left.has(groupText(group)))
      .map((one) => associationObject(one, true)),
  ];
}

/** An LSP that can't be disjoint any more is taken down by an empty ERO, which says why (RFC 8800 5.6). */
const noPathTlvs = ({ path, administrative }: IntendedLsp): readonly Tlv[] =>
  path.route.length === 0 && administrative
    ? [{ kind: 'NO-PATH-VECTOR', flags: NO_PATH_FLAG['disjoint path not found'] }]
    : [];

const eroObject = ({ path }: IntendedLsp): Ero => ({ kind: 'ERO', subobjects: eroOfHops(path.route) });

function attributesOf(intended: IntendedLsp) {
  const { setupPriority, holdingPriority, affinities, bandwidth, bounds, autoBandwidth } = intended;
  const lspa = lspaObject(setupPriority, holdingPriority, affinities);
  return {
    lspa: autoBandwidth === undefined ? lspa : { ...lspa, tlvs: [autoBandwidthTlv(autoBandwidth)] },
    bandwidth: bandwidthObject(bandwidth),
    metrics: (bounds ?? []).map(({ metric, max }) => metricObject(metric, max, { bound: true })),
    others: [],
  };
}

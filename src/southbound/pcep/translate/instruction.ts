import type { DeletedLsp } from '../../../app/ports/pcc-gateway.js';
import type { LspSchedule } from '../../../domain/values/lsp-schedule.js';
import type { IntendedLsp } from '../../../events/catalogue/operation.js';
import type { PCInitiate } from '../codec/messages/pcinitiate.js';
import type { PCUpd } from '../codec/messages/pcupd.js';
import type { Ero } from '../codec/objects/ero.js';
import type { Lsp } from '../codec/objects/lsp.js';
import type { Srp } from '../codec/objects/srp.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { bandwidthObject, lspaObject, metricObject } from './attributes.js';
import { autoBandwidthTlv } from './auto-bandwidth.js';
import { eroOfHops } from './route.js';
import { scheduleTlv } from './schedule.js';
import { pathSetupTypeTlvs } from './setup-type.js';

/** PCUpd for one LSP: all parameters that are wanted, never a delta (RFC 8231 6.2). */
export function updateMessage(srpId: number, plspId: number, intended: IntendedLsp): PCUpd {
  const update = {
    srp: srpObject(srpId, false, pathSetupTypeTlvs(intended.setupType)),
    lsp: lspObject({
      plspId,
      administrative: intended.administrative,
      create: false,
      tlvs: scheduleTlvs(intended.schedule),
    }),
    associations: [],
    ero: eroObject(intended),
    ...attributesOf(intended),
  };
  return { kind: 'PCUpd', updates: [update] };
}

/** PCInitiate for a new LSP (RFC 8281 5.3): PLSP-ID 0, name and end points. */
export function initiateMessage(srpId: number, name: string, intended: IntendedLsp): PCInitiate {
  const { source, destination, administrative, setupType, schedule } = intended;
  const tlvs: readonly Tlv[] = [{ kind: 'SYMBOLIC-PATH-NAME', text: name }, ...scheduleTlvs(schedule)];
  const request = {
    srp: srpObject(srpId, false, pathSetupTypeTlvs(setupType)),
    lsp: lspObject({ plspId: 0, administrative, create: true, tlvs }),
    endPoints: { kind: 'END-POINTS', source, destination } as const,
    ero: eroObject(intended),
    associations: [],
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

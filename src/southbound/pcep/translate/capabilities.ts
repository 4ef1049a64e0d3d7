import type { SetupType } from '../../../domain/values/lsp.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import type { Srv6Capability } from '../../../domain/values/sid-depth.js';
import type { PccCapabilities } from '../../../events/catalogue/session.js';
import { ASSOCIATION_TYPE, OBJECTIVE_FUNCTION, SRV6_MSD_TYPE } from '../codec/code-points.js';
import type { OpenObject } from '../codec/objects/open.js';
import type { PathSetupTypeCapabilityTlv } from '../codec/tlvs/path-setup-type-capability.js';
import type { SrPceCapabilityTlv } from '../codec/tlvs/sr-pce-capability.js';
import type { Srv6PceCapabilityTlv } from '../codec/tlvs/srv6-pce-capability.js';
import type { StatefulPceCapabilityTlv } from '../codec/tlvs/stateful-pce-capability.js';
import { findTlv } from '../codec/tlvs/tlv.js';
import { SETUP_TYPE_CODES, setupTypeOf } from './setup-type.js';

export interface CapabilityRefusal {
  readonly errorType: number;
  readonly errorValue: number;
  readonly detail: string;
}

/** What a PCC's Open offers and this PCE can use, or why the session must not come up. */
export function capabilitiesOf(open: OpenObject): Result<PccCapabilities, CapabilityRefusal> {
  const stateful = findTlv(open.tlvs, 'STATEFUL-PCE-CAPABILITY');
  const setup = setupTypesOf(open);
  if (!setup.ok) return setup;
  const { setupTypes, sr, srv6 } = setup.value;
  const maximumSidDepth = sr === undefined || sr.unlimitedMsd ? undefined : sr.msd;
  return ok({
    stateful: stateful !== undefined,
    update: stateful?.lspUpdate ?? false,
    initiation: stateful?.lspInstantiation ?? false,
    setupTypes,
    ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }),
    ...(srv6 === undefined ? {} : { srv6: srv6CapabilityOf(srv6) }),
    ...associationTypesOf(open),
    ...schedulingOf(stateful),
    ...(findTlv(open.tlvs, 'AUTO-BANDWIDTH-CAPABILITY') === undefined ? {} : { autoBandwidth: true }),
  });
}

const associationTypesOf = (open: OpenObject): Pick<PccCapabilities, 'associationTypes'> => {
  const list = findTlv(open.tlvs, 'ASSOC-Type-List');
  return list === undefined ? {} : { associationTypes: list.types };
};

/** Without B the PD flag says nothing (RFC 8934 5.1). Our Open has both. */
function schedulingOf(stateful: StatefulPceCapabilityTlv | undefined): Pick<PccCapabilities, 'scheduling'> {
  if (stateful?.lspScheduling !== true) return {};
  return { scheduling: stateful.periodicScheduling ? 'periodic' : 'scheduled' };
}

interface Setup {
  readonly setupTypes: readonly SetupType[];
  readonly sr?: SrPceCapabilityTlv;
  readonly srv6?: Srv6PceCapabilityTlv;
}

function setupTypesOf(open: OpenObject): Result<Setup, CapabilityRefusal> {
  const capability = findTlv(open.tlvs, 'PATH-SETUP-TYPE-CAPABILITY');
  const topLevel = findTlv(open.tlvs, 'SR-PCE-CAPABILITY');
  if (capability === undefined) {
    // RFC 8664 appendix A: the early form says "segment routing as well".
    if (topLevel !== undefined) return checkDepth({ setupTypes: ['RSVP_TE', 'SR_MPLS'], sr: topLevel });
    return ok({ setupTypes: ['RSVP_TE'] });
  }
  const codes = capability.pathSetupTypes;
  const setupTypes = codes.flatMap((code) => supported(code));
  if (setupTypes.length === 0) {
    const detail = `none of the peer's path setup types ${codes.join(', ')} is supported`;
    return err({ errorType: 21, errorValue: 2, detail });
  }
  const srv6 = srv6Of(capability, setupTypes);
  if (!srv6.ok) return srv6;
  const setup = { setupTypes, ...srv6.value };
  if (!setupTypes.includes('SR_MPLS')) return ok(setup);
  const sub = capability.subTlvs.find((tlv) => tlv.kind === 'SR-PCE-CAPABILITY') ?? topLevel;
  if (sub === undefined) {
    const detail = 'path setup type 1 without an SR-PCE-CAPABILITY sub-TLV (RFC 8664 4.1.2)';
    return err({ errorType: 10, errorValue: 12, detail });
  }
  return checkDepth({ ...setup, sr: sub });
}

function checkDepth(setup: Setup): Result<Setup, CapabilityRefusal> {
  if (setup.sr !== undefined && !setup.sr.unlimitedMsd && setup.sr.msd === 0) {
    return err({
      errorType: 10,
      errorValue: 21,
      detail: 'maximum SID depth 0 without the X flag (RFC 8664 4.1.2)',
    });
  }
  return ok(setup);
}

const SRV6_MSD_TYPES: ReadonlySet<number> = new Set(Object.values(SRV6_MSD_TYPE));

/** The first sub-TLV counts; without setup type 3 in the list it says nothing (RFC 9603 5.1). */
function srv6Of(
  { subTlvs }: PathSetupTypeCapabilityTlv,
  setupTypes: readonly SetupType[],
): Result<Pick<Setup, 'srv6'>, CapabilityRefusal> {
  if (!setupTypes.includes('SRV6')) return ok({});
  const srv6 = subTlvs.find((tlv) => tlv.kind === 'SRv6-PCE-CAPABILITY');
  if (srv6 === undefined) {
    const detail = 'path setup type 3 without an SRv6-PCE-CAPABILITY sub-TLV (RFC 9603 5.1)';
    return err({ errorType: 10, errorValue: 34, detail });
  }
  const foreign = srv6.msds.find(({ type }) => !SRV6_MSD_TYPES.has(type));
  if (foreign === undefined) return ok({ srv6 });
  const detail = `MSD type ${foreign.type} in SRv6-PCE-CAPABILITY is none of SRv6 (RFC 9603 5.1)`;
  return err({ errorType: 1, errorValue: 1, detail });
}

function srv6CapabilityOf({ resolvesNai, msds }: Srv6PceCapabilityTlv): Srv6Capability {
  const depth = (wanted: number): number | undefined => msds.find(({ type }) => type === wanted)?.value;
  const segmentsLeft = depth(SRV6_MSD_TYPE.SEGMENTS_LEFT);
  const endPop = depth(SRV6_MSD_TYPE.END_POP);
  const encapsulation = depth(SRV6_MSD_TYPE.H_ENCAPS);
  const endDecapsulation = depth(SRV6_MSD_TYPE.END_D);
  return {
    resolvesNai,
    ...(segmentsLeft === undefined ? {} : { segmentsLeft }),
    ...(endPop === undefined ? {} : { endPop }),
    ...(encapsulation === undefined ? {} : { encapsulation }),
    ...(endDecapsulation === undefined ? {} : { endDecapsulation }),
  };
}

/** Setup types that this PCE computes and signals. */
function supported(code: number): readonly SetupType[] {
  const setupType = setupTypeOf(code);
  return setupType === undefined ? [] : [setupType];
}

/** What is obeyed if it must be (OF object with P set): the others are refused (RFC 5541 2.1). */
const OBJECTIVE_FUNCTIONS: readonly number[] = [
  OBJECTIVE_FUNCTION.MCP,
  OBJECTIVE_FUNCTION.MLP,
  OBJECTIVE_FUNCTION.MBP,
  OBJECTIVE_FUNCTION.MBC,
  OBJECTIVE_FUNCTION.MLL,
  OBJECTIVE_FUNCTION.MCC,
  OBJECTIVE_FUNCTION.MSL,
  OBJECTIVE_FUNCTION.MSS,
  OBJECTIVE_FUNCTION.MSN,
];

export interface LocalOpen {
  readonly keepalive: number;
  readonly deadTimer: number;
  readonly sid: number;
  readonly speakerEntityId?: string;
}

/** Our Open (RFC 5440 7.3): active stateful, PCE-initiated and scheduled LSPs, RSVP-TE, SR-MPLS and SRv6, objective functions, auto-bandwidth, associations. A PCE pushes nothing: MSD 0, and no MSD of SRv6 (RFC 9603 5.1). */
export function localOpen({ keepalive, deadTimer, sid, speakerEntityId }: LocalOpen): OpenObject {
  return {
    kind: 'OPEN',
    version: 1,
    keepalive,
    deadTimer,
    sid,
    tlvs: [
      {
        kind: 'STATEFUL-PCE-CAPABILITY',
        lspUpdate: true,
        includeDbVersion: false,
        lspInstantiation: true,
        triggeredResync: false,
        deltaLspSync: false,
        triggeredInitialSync: false,
        lspScheduling: true,
        periodicScheduling: true,
      },
      {
        kind: 'PATH-SETUP-TYPE-CAPABILITY',
        pathSetupTypes: Object.values(SETUP_TYPE_CODES),
        subTlvs: [
          { kind: 'SR-PCE-CAPABILITY', resolvesNai: false, unlimitedMsd: true, msd: 0 },
          { kind: 'SRv6-PCE-CAPABILITY', resolvesNai: false, msds: [] },
        ],
      },
      { kind: 'OF-List', codes: OBJECTIVE_FUNCTIONS },
      { kind: 'AUTO-BANDWIDTH-CAPABILITY', flags: 0 },
      { kind: 'ASSOC-Type-List', types: Object.values(ASSOCIATION_TYPE) },
      ...(speakerEntityId === undefined
        ? []
        : [{ kind: 'SPEAKER-ENTITY-ID', text: speakerEntityId } as const]),
    ],
  };
}

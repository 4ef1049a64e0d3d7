import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import { ASSOCIATION_TYPE, PATH_SETUP_TYPE, SRV6_MSD_TYPE } from '../../southbound/pcep/codec/code-points.js';
import type { OpenObject } from '../../southbound/pcep/codec/objects/open.js';
import type { Srv6PceCapabilityTlv } from '../../southbound/pcep/codec/tlvs/srv6-pce-capability.js';

export interface OpenFields {
  /** Seconds. */
  readonly keepalive: number;
  readonly deadTimer: number;
  readonly sid: number;
  /** 0: any number of labels. */
  readonly maximumSidDepth: number;
  /** SRv6 SIDs that it can put on a packet; 0: any number; absent: no SRv6. */
  readonly maximumSrv6Sids?: number | undefined;
  readonly speakerEntityId?: string | undefined;
  readonly scheduling: SchedulingSupport;
  /** Has the bandwidth of LSPs adjusted (RFC 8733 5.1). */
  readonly autoBandwidth?: boolean;
}

/** The Open of a head-end (RFC 5440 7.3): active stateful, takes PCE-initiated LSPs, RSVP-TE, SR-MPLS and, if told to, SRv6. */
export const openObject = ({
  keepalive,
  deadTimer,
  sid,
  maximumSidDepth,
  maximumSrv6Sids,
  speakerEntityId,
  scheduling,
  autoBandwidth = false,
}: OpenFields): OpenObject => ({
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
      lspScheduling: scheduling !== 'none',
      periodicScheduling: scheduling === 'periodic',
    },
    {
      kind: 'PATH-SETUP-TYPE-CAPABILITY',
      pathSetupTypes: [
        PATH_SETUP_TYPE.RSVP_TE,
        PATH_SETUP_TYPE.SR_MPLS,
        ...(maximumSrv6Sids === undefined ? [] : [PATH_SETUP_TYPE.SRV6]),
      ],
      subTlvs: [
        {
          kind: 'SR-PCE-CAPABILITY',
          resolvesNai: false,
          unlimitedMsd: maximumSidDepth === 0,
          msd: maximumSidDepth,
        },
        ...(maximumSrv6Sids === undefined ? [] : [srv6Capability(maximumSrv6Sids)]),
      ],
    },
    ...(autoBandwidth ? [{ kind: 'AUTO-BANDWIDTH-CAPABILITY', flags: 0 } as const] : []),
    { kind: 'ASSOC-Type-List', types: Object.values(ASSOCIATION_TYPE) },
    ...(speakerEntityId === undefined ? [] : [{ kind: 'SPEAKER-ENTITY-ID', text: speakerEntityId } as const]),
  ],
});

/** Without an MSD there is no limit (RFC 9603 4.1.1). */
const srv6Capability = (maximumSrv6Sids: number): Srv6PceCapabilityTlv => ({
  kind: 'SRv6-PCE-CAPABILITY',
  resolvesNai: false,
  msds: maximumSrv6Sids === 0 ? [] : [{ type: SRV6_MSD_TYPE.H_ENCAPS, value: maximumSrv6Sids }],
});

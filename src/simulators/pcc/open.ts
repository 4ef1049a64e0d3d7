import type { SchedulingSupport } from '../../domain/values/lsp-schedule.js';
import { ASSOCIATION_TYPE, PATH_SETUP_TYPE } from '../../southbound/pcep/codec/code-points.js';
import type { OpenObject } from '../../southbound/pcep/codec/objects/open.js';

export interface OpenFields {
  /** Seconds. */
  readonly keepalive: number;
  readonly deadTimer: number;
  readonly sid: number;
  /** 0: any number of labels. */
  readonly maximumSidDepth: number;
  readonly speakerEntityId?: string | undefined;
  readonly scheduling: SchedulingSupport;
  /** Has the bandwidth of LSPs adjusted (RFC 8733 5.1). */
  readonly autoBandwidth?: boolean;
}

/** The Open of a head-end (RFC 5440 7.3): active stateful, takes PCE-initiated LSPs, RSVP-TE and SR-MPLS. */
export const openObject = ({
  keepalive,
  deadTimer,
  sid,
  maximumSidDepth,
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
      pathSetupTypes: [PATH_SETUP_TYPE.RSVP_TE, PATH_SETUP_TYPE.SR_MPLS],
      subTlvs: [
        {
          kind: 'SR-PCE-CAPABILITY',
          resolvesNai: false,
          unlimitedMsd: maximumSidDepth === 0,
          msd: maximumSidDepth,
        },
      ],
    },
    ...(autoBandwidth ? [{ kind: 'AUTO-BANDWIDTH-CAPABILITY', flags: 0 } as const] : []),
    { kind: 'ASSOC-Type-List', types: Object.values(ASSOCIATION_TYPE) },
    ...(speakerEntityId === undefined ? [] : [{ kind: 'SPEAKER-ENTITY-ID', text: speakerEntityId } as const]),
  ],
});

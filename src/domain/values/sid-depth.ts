import type { SetupType } from './lsp.js';

/** What a head-end said of SRv6 (RFC 9603 4.1.1). Depths are SIDs, of the MSD types of RFC 9352 4; absent: not told. */
export interface Srv6Capability {
  /** N: it finds the SID of a node or adjacency that is only named. */
  readonly resolvesNai: boolean;
  /** Largest Segments Left of a packet that it can take (type 41). */
  readonly segmentsLeft?: number;
  /** Most SIDs of a header that it can pop, PSP or USP (type 42). */
  readonly endPop?: number;
  /** Most SIDs of a header that it can put on (H.Encaps, type 44). */
  readonly encapsulation?: number;
  /** Most SIDs of a header that it can take off with the packet's outer header (End.D, type 45). */
  readonly endDecapsulation?: number;
}

/** How many segments a head-end can impose. */
export interface SidDepthLimits {
  /** Deepest label stack the PCC can push; absent: not limited or not SR. */
  readonly maximumSidDepth?: number;
  /** Absent: no SRv6. */
  readonly srv6?: Srv6Capability;
}

/**
 * Most segments of a list that the head-end can be given; undefined: as many as it takes. One SRv6 SID needs no routing
 * header, so that 0 means one (RFC 9352 4.3). Its other SRv6 depths are about packets that it receives, not about those it
 * sends.
 */
export function sidDepthFor(setupType: SetupType, limits: SidDepthLimits): number | undefined {
  if (setupType !== 'SRV6') return limits.maximumSidDepth;
  const depth = limits.srv6?.encapsulation;
  return depth === undefined ? undefined : Math.max(1, depth);
}

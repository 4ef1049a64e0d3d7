import type { PathComputer } from '../../domain/computation/computer.js';
import type { TopologyLink } from '../../domain/values/topology.js';

/**
 * Bit/s in use on a link, as measured, beyond what LSPs have reserved of it. The measured traffic contains that of the
 * LSPs, so that only the rest counts beside their reservations. 0 where nothing is measured.
 */
export function trafficBeyondReserved(
  computer: PathComputer,
  { id, utilizedBandwidth = 0 }: TopologyLink,
): number {
  return utilizedBandwidth === 0 ? 0 : Math.max(0, utilizedBandwidth - computer.reserved(id));
}

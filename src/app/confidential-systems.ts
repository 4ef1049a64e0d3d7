import type { PccId } from '../domain/values/identifiers.js';
import type { Withheld } from '../domain/values/withheld.js';
import type { NetworkView } from './network-view.js';

/** An autonomous system whose inside only PCCs of its own are told (RFC 4655 6.10). */
export interface ConfidentialSystem {
  readonly asNumber: number;
  /** Canonical addresses of PCCs that count as its own although the topology does not say so. */
  readonly insiders: readonly string[];
}

/**
 * What is withheld from a PCC: the confidential systems that it is not in, by the node that has the address of its session, not by
 * what it asks for. Undefined: nothing.
 */
export function withheldFrom(
  systems: readonly ConfidentialSystem[],
  view: NetworkView,
  pcc: PccId,
  looseHops: boolean,
): Withheld | undefined {
  if (systems.length === 0) return undefined;
  const address = view.state.sessions.get(pcc)?.address;
  const own = address === undefined ? undefined : view.computer.findNode(address)?.asNumber;
  const foreign = systems.filter(
    ({ asNumber, insiders }) => asNumber !== own && (address === undefined || !insiders.includes(address)),
  );
  return foreign.length === 0 ? undefined : { systems: foreign.map(({ asNumber }) => asNumber), looseHops };
}

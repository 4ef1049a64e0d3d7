// Whoever asks for several paths in one PCReq: a management station that is a PCC (RFC 4655 5.5).
import { PcepClient } from '../../support/pcep-client.js';
import { synchronizedPcreq } from '../../support/pcep-messages.js';
import {
  GBIT,
  NOWHERE,
  pathOf,
  routerIdOf,
  type ScenarioNetwork,
  type WantedLsp,
} from './scenario-network.js';

/** Paths that Cairn answers when it is asked for all at once (SVEC, RFC 5440 7.13). */
export async function askedTogether(
  network: ScenarioNetwork,
  lsps: readonly WantedLsp[],
): Promise<readonly string[]> {
  const station = await PcepClient.synchronized(network.cairn.port, [], { speaker: 'station' });
  try {
    const requests = lsps.map(({ ends, bandwidth, priority = 7 }, index) => ({
      requestId: index + 1,
      source: routerIdOf(ends[0]!),
      destination: routerIdOf(ends[1]!),
      bandwidth: bandwidth * GBIT,
      priority,
    }));
    station.send(
      synchronizedPcreq(
        requests,
        requests.map(({ requestId }) => requestId),
      ),
    );
    const { replies } = await station.next('PCRep');
    return lsps.map(({ ends }, index) => {
      const reply = replies.find(({ rp }) => rp.requestId === index + 1);
      const addresses = (reply?.paths[0]?.ero.subobjects ?? []).flatMap((hop) =>
        hop.kind === 'IPv4' ? [hop.address] : [],
      );
      return addresses.length === 0 ? NOWHERE : pathOf(ends[0]!, addresses);
    });
  } finally {
    station.destroy();
  }
}

// Cairn's speaker in the process of the test, GoBGP beside it, what is between them, and a small topology in GoBGP's words.
import { SourceName } from '../../src/domain/values/identifiers.js';
import { BgpRelay, type RelayedMessage } from '../support/bgp-relay.js';
import { GobgpSpeaker } from '../support/gobgp.js';
import { type GobgpLink, nodeRoute } from '../support/gobgp-routes.js';
import { BgpLsStation, isEndOfRib, type StationOptions } from './bgp-ls-station.js';

export const GOBGP = '127.0.7.1';
export const CAIRN = '127.0.7.2';
const BETWEEN = '127.0.7.3';
export const GOBGP_AS = 65_001;
export const CAIRN_AS = 65_002;
export const SOURCE = SourceName(`bgp-ls:${GOBGP}`);
/** GoBGP's; Cairn offers more. */
export const HOLD_TIME = 3;
const UPDATE = 2;
const NOTIFICATION = 3;

export const [A, B, C] = ['0000.0000.000a', '0000.0000.000b', '0000.0000.000c'] as const;
export const asNumber = GOBGP_AS;

export const NODES = [
  nodeRoute({ asNumber, systemId: A, name: 'alpha', area: '490001', algorithms: [0, 1, 128] }),
  nodeRoute({ asNumber, systemId: B, name: 'beta', area: '490002' }),
  nodeRoute({ asNumber, systemId: C }),
];

export const NUMBERED: GobgpLink = {
  asNumber,
  from: A,
  to: B,
  addresses: ['10.0.0.1', '10.0.0.2'],
  maxBandwidth: 1_250_000_000,
  teMetric: 33,
  igpMetric: 7,
  delay: 1_500,
  minMaxDelay: [1_400, 1_600],
  delayVariation: 50,
};
export const BACK: GobgpLink = {
  asNumber,
  from: B,
  to: A,
  addresses: ['10.0.0.2', '10.0.0.1'],
  igpMetric: 16_777_215,
};
export const UNNUMBERED: GobgpLink = {
  asNumber,
  from: B,
  to: C,
  interfaces: [17, 4_294_967_295],
  teMetric: 4_294_967_295,
};

export const NUMBERED_ID = `${A}-${B}@10.0.0.1`;
export const BACK_ID = `${B}-${A}@10.0.0.2`;
export const UNNUMBERED_ID = `${B}-${C}@#17`;

export const numberedLink = {
  id: NUMBERED_ID,
  source: A,
  target: B,
  sourceAddress: '10.0.0.1',
  targetAddress: '10.0.0.2',
  capacity: 10_000_000_000,
  teMetric: 33,
  igpMetric: 7,
  delay: 1_500,
  minDelay: 1_400,
  maxDelay: 1_600,
  delayVariation: 50,
  operational: true,
};
/** Cairn, GoBGP that dials it, and what is between them. */
export class GobgpLab {
  readonly station: BgpLsStation;
  readonly relay: BgpRelay;
  readonly gobgp: GobgpSpeaker;
  /** What is passed on instead of GoBGP's UPDATEs. */
  alter: (update: Uint8Array) => Uint8Array = (update) => update;

  private constructor(station: BgpLsStation, relay: BgpRelay, gobgp: GobgpSpeaker) {
    this.station = station;
    this.relay = relay;
    this.gobgp = gobgp;
  }

  static async start(options: Partial<StationOptions> = {}, cairnAs = CAIRN_AS): Promise<GobgpLab> {
    const peers = [{ address: GOBGP, asNumber: GOBGP_AS, passive: true }];
    const station = await BgpLsStation.start({ host: CAIRN, localAs: CAIRN_AS, peers, ...options });
    let lab: GobgpLab | undefined;
    const alter = ({ from, bytes }: RelayedMessage): Uint8Array =>
      from === 'caller' && bytes[18] === UPDATE ? (lab?.alter(bytes) ?? bytes) : bytes;
    const to = { host: CAIRN, port: station.port, localAddress: GOBGP };
    const relay = await BgpRelay.start({ host: BETWEEN, port: 0 }, { to, alter });
    const neighbor = { address: BETWEEN, port: relay.port, asNumber: cairnAs, holdTime: HOLD_TIME };
    const gobgp = await GobgpSpeaker.start({
      asNumber: GOBGP_AS,
      routerId: '10.255.0.1',
      address: GOBGP,
      neighbor,
    });
    lab = new GobgpLab(station, relay, gobgp);
    return lab;
  }

  /** UPDATEs of GoBGP so far, End-of-RIB included. */
  get updates(): number {
    return this.#updates.length;
  }

  get endsOfRib(): number {
    return this.#updates.filter(isEndOfRib).length;
  }

  get #updates(): readonly Uint8Array[] {
    return this.relay.said('caller').filter((bytes) => bytes[18] === UPDATE);
  }

  /** Code and subcode of each. */
  get notificationsToGobgp(): readonly (readonly number[])[] {
    const notifications = this.relay.said('called').filter((bytes) => bytes[18] === NOTIFICATION);
    return notifications.map((bytes) => [...bytes.subarray(19, 21)]);
  }

  async remove(): Promise<void> {
    await this.gobgp.remove();
    await this.relay.close();
    await this.station.close();
  }
}

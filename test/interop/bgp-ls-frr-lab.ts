// Cairn's speaker in the process of the test, FRRouting's in namespaces, and the way between them.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { SourceName } from '../../src/domain/values/identifiers.js';
import type { TopologyNode } from '../../src/domain/values/topology.js';
import type { BgpPeerPolicy } from '../../src/southbound/bgp-ls/session/bgp-policy.js';
import { BgpRelay, type Speaker } from '../support/bgp-relay.js';
import { pause } from '../support/cairn-process.js';
import { FrrBgpLsNetwork } from '../support/frr-bgpls.js';
import {
  COLLECTOR_ADDRESS,
  EXPORTER_ADDRESS,
  EXPORTER_AS,
  type FrrLinkEnd,
  type Igp,
  LINK_ENDS,
  ROUTERS,
} from '../support/frr-bgpls-network.js';
import { RelayProcess } from '../support/relay-process.js';
import { BgpLsStation, isEndOfRib } from './bgp-ls-station.js';
import { announcedLinks, type PlainLink } from './frr-link-state.js';

/** Where FRR seems to be, for Cairn. */
export const FRR = '127.0.8.1';
const CAIRN = '127.0.8.2';
export const SOURCE = SourceName(`bgp-ls:${FRR}`);

const UPDATE = 2;
/** Of each router; OSPFv2 has none of IPv6. */
const PREFIXES: Readonly<Record<Igp, number>> = { isis: 6, ospf: 3 };

export class FrrLab {
  readonly network: FrrBgpLsNetwork;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cairn-frr-lab-'));
  readonly #closing: (() => unknown)[] = [];
  #said: () => readonly Uint8Array[] = () => [];

  readonly #prefixes: number;

  private constructor(network: FrrBgpLsNetwork, prefixes: number) {
    this.network = network;
    this.#prefixes = prefixes;
  }

  static async start(igp: Igp = 'isis'): Promise<FrrLab> {
    return new FrrLab(await FrrBgpLsNetwork.start(igp), PREFIXES[igp]);
  }

  /** A Cairn that waits for FRR to connect. */
  async dialled(asNumber = EXPORTER_AS): Promise<BgpLsStation> {
    const station = await this.#station([{ address: FRR, asNumber, passive: true }]);
    const file = path.join(this.#folder, 'in');
    const to = { host: CAIRN, port: station.port, localAddress: FRR };
    this.#carry(await BgpRelay.start({ path: file }, { to }), 'caller');
    await this.#join(`${COLLECTOR_ADDRESS}:179`, file);
    return station;
  }

  /** A Cairn that connects to FRR. */
  async dialling(): Promise<BgpLsStation> {
    const file = path.join(this.#folder, 'out');
    await this.#join(file, `${EXPORTER_ADDRESS}:179`);
    const relay = await BgpRelay.start({ host: FRR, port: 0 }, { to: { path: file } });
    this.#carry(relay, 'called');
    return this.#station([{ address: FRR, asNumber: EXPORTER_AS, port: relay.port }]);
  }

  /** Waits until FRR has all of its network to tell. */
  async converged(station: BgpLsStation): Promise<void> {
    await station.until(
      'all of the network',
      ({ nodes, links }) =>
        nodes.size === ROUTERS.length &&
        links.size === LINK_ENDS.length &&
        [...nodes.values()].every(
          ({ prefixes, prefixSid }) => prefixes?.length === this.#prefixes && prefixSid !== undefined,
        ),
      40,
    );
  }

  /** UPDATEs that say nothing but End-of-RIB. */
  get endsOfRib(): number {
    return this.#updates.filter(isEndOfRib).length;
  }

  /** Announcements and withdrawals so far. */
  get updates(): number {
    return this.#updates.length - this.endsOfRib;
  }

  /** Of ROUTE-REFRESH messages, by FRR. */
  get refreshSubtypes(): readonly (number | undefined)[] {
    return this.#said()
      .filter((bytes) => bytes[18] === 5)
      .map((bytes) => bytes[21]);
  }

  /** Ends the way between them, and what was on it. */
  async disconnect(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
    for (const file of readdirSync(this.#folder)) rmSync(path.join(this.#folder, file));
  }

  async remove(): Promise<void> {
    await this.disconnect();
    await this.network.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #updates(): readonly Uint8Array[] {
    return this.#said().filter((bytes) => bytes[18] === UPDATE);
  }

  async #station(peers: readonly BgpPeerPolicy[]): Promise<BgpLsStation> {
    const station = await BgpLsStation.start({ host: CAIRN, localAs: EXPORTER_AS, peers });
    this.#closing.push(() => station.close());
    return station;
  }

  #carry(relay: BgpRelay, frr: Speaker): void {
    this.#said = () => relay.said(frr);
    this.#closing.push(() => relay.close());
  }

  async #join(from: string, to: string): Promise<void> {
    const relay = await RelayProcess.start(this.network.collector, from, to);
    this.#closing.push(() => relay.end());
  }
}

export function linkFrom(router: string, neighbor: string): FrrLinkEnd {
  const found = LINK_ENDS.find((end) => end.router === router && end.neighbor === neighbor);
  if (found === undefined) throw new Error(`no link from ${router} to ${neighbor}`);
  return found;
}

/** What Cairn knows of links, by id: all but the loss. */
export function knownLinks({ observer }: BgpLsStation): ReadonlyMap<string, PlainLink> {
  const withoutLoss = [...observer.links].map(([id, link]) => {
    const { loss: _, ...rest } = link;
    return [id, rest] as const;
  });
  return new Map(withoutLoss);
}

/** Cairn and bgpd have the same links, in all that they say of them, or soon will: bgpd may know a moment earlier. */
export async function expectAsAnnounced(lab: FrrLab, station: BgpLsStation): Promise<void> {
  let announced = await announcedLinks(lab.network);
  for (let tries = 0; tries < 20 && !isDeepStrictEqual(knownLinks(station), announced); tries++) {
    await pause(250);
    announced = await announcedLinks(lab.network);
  }
  expect(knownLinks(station)).toEqual(announced);
}

/** What Cairn knows of nodes, by id. */
export const knownNodes = ({ observer }: BgpLsStation): readonly TopologyNode[] =>
  [...observer.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

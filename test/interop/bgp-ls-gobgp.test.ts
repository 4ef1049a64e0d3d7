// GoBGP, a real BGP-LS speaker, announces what it is given: Cairn's speaker knows the same, and goes on knowing it through
// withdrawals, changes, lost sessions and damaged messages.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SourceName } from '../../src/domain/values/identifiers.js';
import { BgpRelay, type RelayedMessage } from '../support/bgp-relay.js';
import { GobgpSpeaker } from '../support/gobgp.js';
import {
  type GobgpLink,
  ipv6PrefixRoute,
  linkRoute,
  nodeRoute,
  srv6SidRoute,
} from '../support/gobgp-routes.js';
import { describeWithPeers } from '../support/peers.js';
import { announces, overrunLinkState, overrunNlri, unknownOrigin } from './bgp-ls-damage.js';
import { BgpLsStation, type StationOptions } from './bgp-ls-station.js';

const GOBGP = '127.0.7.1';
const CAIRN = '127.0.7.2';
const BETWEEN = '127.0.7.3';
const GOBGP_AS = 65_001;
const CAIRN_AS = 65_002;
const SOURCE = SourceName(`bgp-ls:${GOBGP}`);
/** GoBGP's; Cairn offers more. */
const HOLD_TIME = 3;
const UPDATE = 2;
const NOTIFICATION = 3;

const [A, B, C] = ['0000.0000.000a', '0000.0000.000b', '0000.0000.000c'] as const;
const asNumber = GOBGP_AS;

const NODES = [
  nodeRoute({ asNumber, systemId: A, name: 'alpha', area: '490001', algorithms: [0, 1, 128] }),
  nodeRoute({ asNumber, systemId: B, name: 'beta', area: '490002' }),
  nodeRoute({ asNumber, systemId: C }),
];

const NUMBERED: GobgpLink = {
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
const BACK: GobgpLink = {
  asNumber,
  from: B,
  to: A,
  addresses: ['10.0.0.2', '10.0.0.1'],
  igpMetric: 16_777_215,
};
const UNNUMBERED: GobgpLink = {
  asNumber,
  from: B,
  to: C,
  interfaces: [17, 4_294_967_295],
  teMetric: 4_294_967_295,
};

const NUMBERED_ID = `${A}-${B}@10.0.0.1`;
const BACK_ID = `${B}-${A}@10.0.0.2`;
const UNNUMBERED_ID = `${B}-${C}@#17`;

const numberedLink = {
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
/** What is left of it when nothing of its attribute can be read. */
const bareLink = {
  id: NUMBERED_ID,
  source: A,
  target: B,
  sourceAddress: '10.0.0.1',
  targetAddress: '10.0.0.2',
  operational: true,
};

/** Cairn, GoBGP that dials it, and what is between them. */
class GobgpLab {
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

  /** UPDATEs of GoBGP so far. */
  get updates(): number {
    return this.relay.said('caller').filter((bytes) => bytes[18] === UPDATE).length;
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

describeWithPeers(['gobgp'], 'GoBGP dials Cairn and tells it a topology', () => {
  let lab: GobgpLab;

  beforeAll(async () => {
    lab = await GobgpLab.start({ quietTime: 2 });
    await lab.gobgp.announce(...NODES, ...[NUMBERED, BACK, UNNUMBERED].map(linkRoute));
    await lab.gobgp.announce(
      ipv6PrefixRoute(asNumber, A, '2001:db8::1/128'),
      srv6SidRoute(asNumber, A, '2001:db8:a:1::'),
    );
  }, 30_000);

  afterAll(() => lab?.remove(), 30_000);

  test('the session is as both sides offer it', async () => {
    await lab.station.until('the feed is complete', ({ calls }) => calls.includes('synchronized'));
    expect(lab.station.observer.feeds).toEqual([
      { source: SOURCE, address: GOBGP, asNumber: GOBGP_AS, routerId: '10.255.0.1', holdTime: HOLD_TIME },
    ]);
    expect(await lab.gobgp.sessionState()).toContain('established');
    expect(await lab.gobgp.routes()).toHaveLength(8);
  }, 30_000);

  test('nodes are what GoBGP was given', () => {
    expect([...lab.station.observer.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      {
        id: A,
        name: 'alpha',
        asNumber: GOBGP_AS,
        igpAreas: ['isis-l2 49.0001'],
        algorithms: [0, 1, 128],
        prefixes: [{ prefix: '2001:db8::1/128' }],
      },
      { id: B, name: 'beta', asNumber: GOBGP_AS, igpAreas: ['isis-l2 49.0002'] },
      { id: C, name: C, asNumber: GOBGP_AS, igpAreas: ['isis-l2'] },
    ]);
  });

  test('links are what GoBGP was given', () => {
    const { links } = lab.station.observer;
    expect([...links.keys()].sort()).toEqual([NUMBERED_ID, BACK_ID, UNNUMBERED_ID].sort());
    expect(links.get(NUMBERED_ID)).toEqual(numberedLink);
    expect(links.get(BACK_ID)).toEqual({
      id: BACK_ID,
      source: B,
      target: A,
      sourceAddress: '10.0.0.2',
      targetAddress: '10.0.0.1',
      igpMetric: 16_777_215,
      operational: true,
    });
    expect(links.get(UNNUMBERED_ID)).toEqual({
      id: UNNUMBERED_ID,
      source: B,
      target: C,
      sourceInterface: 17,
      targetInterface: 4_294_967_295,
      teMetric: 4_294_967_295,
      operational: true,
    });
    expect(lab.station.complaints).toEqual([]);
  });

  test('a changed attribute is told alone', async () => {
    await lab.gobgp.announce(linkRoute({ ...NUMBERED, delay: 9_000, minMaxDelay: [8_000, 10_000] }));
    await lab.station.until('the delay', ({ links }) => links.get(NUMBERED_ID)?.delay === 9_000);
    expect(lab.station.observer.changes.at(-1)).toEqual({
      nodes: [],
      links: [{ ...numberedLink, delay: 9_000, minDelay: 8_000, maxDelay: 10_000 }],
      withdrawnNodes: [],
      withdrawnLinks: [],
    });
  }, 30_000);

  test('an attribute that is left out is gone', async () => {
    const { teMetric: _, ...without } = NUMBERED;
    await lab.gobgp.announce(linkRoute(without));
    await lab.station.until('no TE metric', ({ links }) => links.get(NUMBERED_ID)?.teMetric === undefined);
    const { teMetric: __, ...expected } = numberedLink;
    expect(lab.station.observer.links.get(NUMBERED_ID)).toEqual(expected);
    await lab.gobgp.announce(linkRoute(NUMBERED));
    await lab.station.until('a TE metric', ({ links }) => links.get(NUMBERED_ID)?.teMetric === 33);
  }, 30_000);

  test('a withdrawn link is gone, one direction at a time', async () => {
    await lab.gobgp.withdraw(linkRoute(BACK));
    await lab.station.until('the link is gone', ({ links }) => !links.has(BACK_ID));
    expect(lab.station.observer.changes.at(-1)).toEqual({
      nodes: [],
      links: [],
      withdrawnNodes: [],
      withdrawnLinks: [BACK_ID],
    });
    expect(lab.station.observer.links.get(NUMBERED_ID)).toEqual(numberedLink);
    await lab.gobgp.announce(linkRoute(BACK));
    await lab.station.until('the link is back', ({ links }) => links.has(BACK_ID));
  }, 30_000);

  test('a withdrawn node is gone, one with a prefix too', async () => {
    await lab.gobgp.withdraw(...NODES.slice(0, 1));
    await lab.station.until('the node is gone', ({ nodes }) => !nodes.has(A));
    await lab.gobgp.announce(...NODES.slice(0, 1));
    await lab.station.until('the node is back', ({ nodes }) => nodes.has(A));
    expect(lab.station.observer.nodes.get(A)?.prefixes).toEqual([{ prefix: '2001:db8::1/128' }]);
  }, 30_000);

  test('asked for a refresh it says everything again, and nothing has changed', async () => {
    const { updates } = lab;
    const told = lab.station.observer.changes.length;
    expect(lab.station.server.refresh(SOURCE)).toBe(true);
    await lab.station.until('routes again', () => lab.updates > updates);
    // It comes after all that was asked for.
    await lab.gobgp.announce(linkRoute({ ...BACK, igpMetric: 99 }));
    await lab.station.until('the next change', ({ links }) => links.get(BACK_ID)?.igpMetric === 99);
    expect(lab.station.observer.changes).toHaveLength(told + 1);
    expect(lab.station.ends).toEqual([]);
  }, 30_000);

  test('silent, it is given up when the hold time is over', async () => {
    lab.gobgp.signal('SIGSTOP');
    await lab.station.until('the end', () => lab.station.ends.length === 1);
    expect(lab.station.ends).toEqual([expect.stringContaining('hold timer expired')]);
  }, 30_000);

  test('it comes back and says everything again', async () => {
    const told = lab.station.observer.changes.length;
    lab.gobgp.signal('SIGCONT');
    await lab.station.until('complete again', () => lab.station.count('synchronized') === 2, 30);
    const fresh = lab.station.observer.changes.slice(told);
    expect(fresh.flatMap(({ nodes }) => nodes.map(({ id }) => id)).sort()).toEqual([A, B, C]);
    expect(new Set(fresh.flatMap(({ links }) => links.map(({ id }) => id)))).toEqual(
      new Set([NUMBERED_ID, BACK_ID, UNNUMBERED_ID]),
    );
  }, 60_000);

  test('killed and started again it says what it knows then', async () => {
    await lab.gobgp.restart();
    await lab.gobgp.announce(...NODES.slice(0, 2), linkRoute(NUMBERED));
    const told = lab.station.observer.changes.length;
    await lab.station.until('complete again', () => lab.station.count('synchronized') === 3, 30);
    expect(lab.station.ends.at(-1)).toBe('closed: connection lost');
    const fresh = lab.station.observer.changes.slice(told);
    expect(fresh.flatMap(({ links }) => links)).toEqual([numberedLink]);
  }, 60_000);
});

describeWithPeers(['gobgp'], 'What GoBGP says is damaged on its way to Cairn', () => {
  let lab: GobgpLab;
  /** Only updates of this link are damaged. */
  const ofNumbered = (damage: (update: Uint8Array) => Uint8Array): GobgpLab['alter'] => {
    const octets = [10, 0, 0, 1, 1, 4, 0, 4, 10, 0, 0, 2];
    return (update) => (announces(update, octets) ? damage(update) : update);
  };
  const faults = (): readonly (string | undefined)[] =>
    lab.station.telemetry.counts
      .filter(({ name }) => name === 'bgp_update_faults')
      .map(({ labels }) => labels['treatment']);

  beforeAll(async () => {
    lab = await GobgpLab.start({ quietTime: 2 });
    await lab.gobgp.announce(...NODES, ...[NUMBERED, BACK, UNNUMBERED].map(linkRoute));
    await lab.station.until('the feed is complete', ({ calls }) => calls.includes('synchronized'));
  }, 30_000);

  afterAll(() => lab?.remove(), 30_000);

  test('a BGP-LS attribute that cannot be read is discarded; link and session stay', async () => {
    lab.alter = ofNumbered(overrunLinkState);
    await lab.gobgp.announce(linkRoute({ ...NUMBERED, igpMetric: 8 }));
    await lab.station.until('a bare link', ({ links }) => links.get(NUMBERED_ID)?.igpMetric === undefined);
    expect(lab.station.observer.links.get(NUMBERED_ID)).toEqual(bareLink);
    expect(lab.station.observer.links.size).toBe(3);
    expect(faults()).toEqual(['attribute-discard']);
    expect(lab.station.ends).toEqual([]);
  }, 30_000);

  test('the next good UPDATE heals it', async () => {
    lab.alter = (update) => update;
    await lab.gobgp.announce(linkRoute(NUMBERED));
    await lab.station.until('the link', ({ links }) => links.get(NUMBERED_ID)?.igpMetric === 7);
    expect(lab.station.observer.links.get(NUMBERED_ID)).toEqual(numberedLink);
  }, 30_000);

  test('a route with an unknown ORIGIN is treated as withdrawn; the session stays', async () => {
    lab.alter = ofNumbered(unknownOrigin);
    await lab.gobgp.announce(linkRoute({ ...NUMBERED, igpMetric: 9 }));
    await lab.station.until('the link is gone', ({ links }) => !links.has(NUMBERED_ID));
    expect(lab.station.observer.links.size).toBe(2);
    expect(faults()).toEqual(['attribute-discard', 'treat-as-withdraw']);
    expect(lab.station.ends).toEqual([]);
  }, 30_000);

  test('a refresh brings it back', async () => {
    lab.alter = (update) => update;
    expect(lab.station.server.refresh(SOURCE)).toBe(true);
    await lab.station.until('the link', ({ links }) => links.get(NUMBERED_ID)?.igpMetric === 9);
    expect(lab.station.observer.links.get(NUMBERED_ID)).toEqual({ ...numberedLink, igpMetric: 9 });
  }, 30_000);

  test('an NLRI that cannot be found in its UPDATE ends the session; it is set up again', async () => {
    lab.alter = ofNumbered(overrunNlri);
    await lab.gobgp.announce(linkRoute({ ...NUMBERED, igpMetric: 10 }));
    await lab.station.until('the end', () => lab.station.ends.length === 1);
    expect(lab.station.ends).toEqual([
      expect.stringContaining('NOTIFICATION 3/9 (optional attribute error) sent: MP_REACH_NLRI'),
    ]);
    lab.alter = (update) => update;
    await lab.station.until('complete again', () => lab.station.count('synchronized') >= 2, 40);
    expect(lab.station.observer.links.get(NUMBERED_ID)).toEqual({ ...numberedLink, igpMetric: 10 });
  }, 60_000);

  test('a connection that is cut is set up again', async () => {
    const complete = lab.station.count('synchronized');
    lab.relay.cut();
    await lab.station.until('complete again', () => lab.station.count('synchronized') > complete, 40);
    expect(lab.station.ends.at(-1)).toBe('closed: connection lost');
  }, 60_000);
});

describeWithPeers(['gobgp'], 'GoBGP and Cairn do not agree', () => {
  test('Cairn refuses an AS number that it does not expect', async () => {
    const peers = [{ address: GOBGP, asNumber: 65_009, passive: true }];
    const lab = await GobgpLab.start({ peers });
    try {
      await lab.station.until('a refusal', () => lab.station.complaints.length > 0);
      expect(lab.station.complaints[0]).toContain('AS number 65001, not 65009');
      expect(lab.station.observer.calls).toEqual([]);
      expect(lab.notificationsToGobgp[0]).toEqual([2, 2]);
    } finally {
      await lab.remove();
    }
  }, 30_000);

  test('GoBGP refuses an AS number that it does not expect, and Cairn says so', async () => {
    const lab = await GobgpLab.start({}, 65_008);
    try {
      await lab.station.until('a refusal', () => lab.station.complaints.length > 0);
      expect(lab.station.complaints[0]).toBe('the peer sent NOTIFICATION 2/2 (bad peer AS)');
      expect(lab.station.observer.calls).toEqual([]);
    } finally {
      await lab.remove();
    }
  }, 30_000);

  test('Cairn refuses an address that it does not know', async () => {
    const lab = await GobgpLab.start({ peers: [] });
    try {
      await lab.station.until('a refusal', () => lab.station.complaints.length > 0);
      expect(lab.station.complaints[0]).toBe('not a peer to be accepted');
    } finally {
      await lab.remove();
    }
  }, 30_000);
});

describeWithPeers(['gobgp'], 'Cairn dials GoBGP', () => {
  test('it learns the same as when it is dialled, and says goodbye when it stops', async () => {
    const neighbor = { address: CAIRN, port: 1, asNumber: CAIRN_AS, passive: true };
    const gobgp = await GobgpSpeaker.start({
      asNumber: GOBGP_AS,
      routerId: '10.255.0.1',
      address: GOBGP,
      neighbor,
    });
    const peer = { address: GOBGP, port: gobgp.port, asNumber: GOBGP_AS, localAddress: CAIRN };
    const station = await BgpLsStation.start({ host: CAIRN, localAs: CAIRN_AS, peers: [peer], quietTime: 2 });
    try {
      await gobgp.announce(...NODES, linkRoute(NUMBERED));
      await station.until('complete', ({ calls }) => calls.includes('synchronized'));
      expect(station.observer.links.get(NUMBERED_ID)).toEqual(numberedLink);
      await station.close();
      await station.until('GoBGP knows', () => gobgp.log.includes('the PCE is stopping'));
    } finally {
      await station.close();
      await gobgp.remove();
    }
  }, 30_000);
});

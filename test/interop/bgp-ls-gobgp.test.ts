// GoBGP, a real BGP-LS speaker, announces what it is given: Cairn's speaker knows the same, and goes on knowing it through
// withdrawals, changes and lost sessions.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../support/cairn-process.js';
import { GobgpSpeaker } from '../support/gobgp.js';
import { ipv6PrefixRoute, linkRoute, srv6SidRoute } from '../support/gobgp-routes.js';
import { describeWithPeers } from '../support/peers.js';
import {
  A,
  asNumber,
  B,
  BACK,
  BACK_ID,
  C,
  CAIRN,
  CAIRN_AS,
  GOBGP,
  GOBGP_AS,
  GobgpLab,
  HOLD_TIME,
  NODES,
  NUMBERED,
  NUMBERED_ID,
  numberedLink,
  SOURCE,
  UNNUMBERED,
  UNNUMBERED_ID,
} from './bgp-ls-gobgp-lab.js';
import { BgpLsStation } from './bgp-ls-station.js';

describeWithPeers(['gobgp'], 'GoBGP dials Cairn and tells it a topology', () => {
  let lab: GobgpLab;

  beforeAll(async () => {
    lab = await GobgpLab.start();
    await lab.gobgp.announce(...NODES, ...[NUMBERED, BACK, UNNUMBERED].map(linkRoute));
    await lab.gobgp.announce(
      ipv6PrefixRoute(asNumber, A, '2001:db8::1/128'),
      srv6SidRoute(asNumber, A, '2001:db8:a:1::'),
    );
  }, 30_000);

  afterAll(() => lab?.remove(), 30_000);

  test('the session is as both sides offer it, and the feed ends with End-of-RIB', async () => {
    await lab.station.until('the feed is complete', ({ calls }) => calls.includes('synchronized'));
    await lab.station.until(
      'all routes',
      ({ nodes, links }) => links.size === 3 && nodes.get(A)?.prefixes !== undefined,
    );
    expect(lab.endsOfRib).toBe(1);
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
    const told = lab.station.observer.changes.length;
    const fresh = () => lab.station.observer.changes.slice(told).flatMap(({ links }) => links);
    await lab.gobgp.restart();
    await lab.gobgp.announce(...NODES.slice(0, 2), linkRoute(NUMBERED));
    await lab.station.until('complete again', () => lab.station.count('synchronized') === 3, 30);
    expect(lab.station.ends.at(-1)).toBe('closed: connection lost');
    await lab.station.until('a link', () => fresh().length > 0);
    expect(fresh()).toEqual([numberedLink]);
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
      // It is still on its way when the refusal is logged.
      const sent = await eventually('the NOTIFICATION', async () => lab.notificationsToGobgp[0]);
      expect(sent).toEqual([2, 2]);
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
    const station = await BgpLsStation.start({ host: CAIRN, localAs: CAIRN_AS, peers: [peer] });
    try {
      await gobgp.announce(...NODES, linkRoute(NUMBERED));
      await station.until('complete', ({ calls }) => calls.includes('synchronized'));
      await station.until('the link', ({ links }) => links.has(NUMBERED_ID));
      expect(station.observer.links.get(NUMBERED_ID)).toEqual(numberedLink);
      await station.close();
      await station.until('GoBGP knows', () => gobgp.log.includes('the PCE is stopping'));
    } finally {
      await station.close();
      await gobgp.remove();
    }
  }, 30_000);
});

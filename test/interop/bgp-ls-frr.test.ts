// A network of real routers (FRRouting 10: IS-IS with traffic engineering and segment routing) tells Cairn's speaker of itself.
// What Cairn knows is held against the routers' configuration and against their own tables.
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInNamespaces } from '../support/frr.js';
import { EXPORTER_AS, LINK_ENDS, ROUTERS } from '../support/frr-bgpls-network.js';
import {
  expectAsAnnounced,
  FRR,
  FrrLab,
  knownLinks,
  knownNodes,
  linkFrom,
  SOURCE,
} from './bgp-ls-frr-lab.js';
import type { BgpLsStation } from './bgp-ls-station.js';
import { configuredLink, configuredLinks, configuredNodes, isisLinks, linkIdOf } from './frr-link-state.js';

const PEERS = ['frr-bgp-ls'] as const;
/** A step of loss on the wire, as a share (RFC 8570 4.4). */
const LOSS_STEP = 3e-8;

/** r3 and r4 are joined by this link, and by nothing else that is not 2 hops longer. */
const THERE = linkFrom('r3', 'r4');
const BACK = linkFrom('r4', 'r3');

describeInNamespaces(PEERS, 'FRRouting dials Cairn and tells it its network', () => {
  let lab: FrrLab;
  let station: BgpLsStation;

  beforeAll(async () => {
    lab = await FrrLab.start();
    station = await lab.dialled();
    await lab.converged(station);
  }, 60_000);

  afterAll(() => lab?.remove(), 30_000);

  test('the session is as both sides offer it, and the feed ends with End-of-RIB', async () => {
    await station.until('the feed is complete', ({ calls }) => calls.includes('synchronized'));
    expect(lab.endsOfRib).toBe(1);
    expect(station.observer.feeds).toEqual([
      { source: SOURCE, address: FRR, asNumber: EXPORTER_AS, routerId: '10.0.0.2', holdTime: 9 },
    ]);
    expect(station.complaints).toEqual([]);
  }, 30_000);

  test('nodes are as the routers are configured', () => {
    expect(knownNodes(station)).toEqual(configuredNodes());
  });

  test('links are as the routers are configured, each direction by itself, none twice for IPv6', () => {
    expect(knownLinks(station)).toEqual(configuredLinks());
    for (const end of LINK_ENDS) {
      const loss = station.observer.links.get(linkIdOf(end))?.loss ?? Number.NaN;
      expect(Math.abs(loss - end.parameters.loss / 100)).toBeLessThanOrEqual(LOSS_STEP);
    }
  });

  test('links are as in the tables of bgpd and of IS-IS', async () => {
    await expectAsAnnounced(lab, station);
    const known = [...station.observer.links.values()];
    const inIsis = await isisLinks(lab.network);
    expect(inIsis).toHaveLength(LINK_ENDS.length);
    for (const link of inIsis) expect(known).toContainEqual(expect.objectContaining(link));
  }, 30_000);

  test('a link that goes down is withdrawn in both directions, and nothing else', async () => {
    lab.network.linkDown(THERE);
    await station.until('both are gone', ({ links }) => links.size === LINK_ENDS.length - 2);
    expect(station.observer.links.has(linkIdOf(THERE))).toBe(false);
    expect(station.observer.links.has(linkIdOf(BACK))).toBe(false);
    expect(station.observer.nodes.size).toBe(ROUTERS.length);
    await expectAsAnnounced(lab, station);
  }, 60_000);

  test('it comes back as it was', async () => {
    lab.network.linkUp(THERE);
    await lab.converged(station);
    expect(knownLinks(station).get(linkIdOf(THERE))).toEqual(configuredLink(THERE));
    expect(knownLinks(station).get(linkIdOf(BACK))).toEqual(configuredLink(BACK));
    await expectAsAnnounced(lab, station);
  }, 60_000);

  test('changed TE attributes are told, of the direction that they are of', async () => {
    const changed = { teMetric: 7_777, maxReservable: 1_600_000_000, adminGroup: 0x50 };
    await lab.network.configure(
      THERE.router,
      `interface ${THERE.interface}`,
      'link-params',
      `metric ${changed.teMetric}`,
      `max-rsv-bw ${changed.maxReservable}`,
      `admin-grp 0x${changed.adminGroup.toString(16)}`,
    );
    const id = linkIdOf(THERE);
    const expected = configuredLink(THERE, 'isis', changed);
    await station.until('the new attributes', () => isDeepStrictEqual(knownLinks(station).get(id), expected));
    expect(knownLinks(station).get(linkIdOf(BACK))).toEqual(configuredLink(BACK));
    await expectAsAnnounced(lab, station);
  }, 60_000);

  test('a changed IGP metric is told of the link and of its subnet', async () => {
    await lab.network.configure(BACK.router, `interface ${BACK.interface}`, 'isis metric 4321');
    await station.until('the new metric', ({ links, nodes }) => {
      const link = links.get(linkIdOf(BACK));
      const prefixes = nodes.get('0000.0000.0004')?.prefixes;
      return link?.igpMetric === 4_321 && prefixes?.some(({ metric }) => metric === 4_321) === true;
    });
    expect(station.observer.nodes.get('0000.0000.0004')?.prefixes).toContainEqual({
      prefix: '10.1.3.0/24',
      metric: 4_321,
    });
    await expectAsAnnounced(lab, station);
  }, 60_000);

  test('asked for a refresh it says everything again between two marks, and nothing has changed', async () => {
    const { updates } = lab;
    const told = station.observer.changes.length;
    expect(station.server.refresh(SOURCE)).toBe(true);
    await station.until('the end of the refresh', () => lab.refreshSubtypes.length === 2);
    expect(lab.refreshSubtypes).toEqual([1, 2]);
    expect(lab.updates - updates).toBeGreaterThanOrEqual(ROUTERS.length + LINK_ENDS.length);
    expect(station.observer.changes).toHaveLength(told);
    await expectAsAnnounced(lab, station);
  }, 60_000);

  test('silent, it is given up when the hold time is over', async () => {
    lab.network.signalBgp('SIGSTOP');
    await station.until('the end', () => station.ends.length === 1);
    expect(station.ends).toEqual([expect.stringContaining('hold timer expired')]);
  }, 60_000);

  test('it comes back and says everything again', async () => {
    const told = station.observer.changes.length;
    lab.network.signalBgp('SIGCONT');
    await station.until('complete again', () => station.count('synchronized') === 2, 40);
    await expectToldAgain(told);
  }, 60_000);

  test('killed and started again it says everything again', async () => {
    const told = station.observer.changes.length;
    await lab.network.restartBgp();
    await station.until('complete again', () => station.count('synchronized') === 3, 40);
    expect(station.ends.at(-1)).toBe('closed: connection lost');
    await expectToldAgain(told);
  }, 60_000);

  test('reset by its operator it says so, and comes back', async () => {
    const told = station.observer.changes.length;
    await lab.network.vtysh('r2', 'clear bgp *');
    await station.until('complete again', () => station.count('synchronized') === 4, 40);
    expect(station.ends.at(-1)).toContain('the peer sent NOTIFICATION 6/4 (administrative reset)');
    await expectToldAgain(told);
  }, 60_000);

  test('a router that dies is lost to its neighbours; what they still announce of it stays', async () => {
    await lab.network.killRouter('r4');
    const [fromR1, fromR3] = [linkIdOf(linkFrom('r1', 'r4')), linkIdOf(THERE)];
    await station.until('the links to it are gone', ({ links }) => !links.has(fromR1) && !links.has(fromR3));
    await expectAsAnnounced(lab, station);
    // IS-IS keeps what a router has said of itself until it ages out, some 20 minutes later.
    expect(station.observer.nodes.has('0000.0000.0004')).toBe(true);
    expect(station.observer.links.has(linkIdOf(BACK))).toBe(true);
  }, 60_000);

  /** Everything was said since so many changes were told; what is known is what is announced. */
  async function expectToldAgain(since: number): Promise<void> {
    const again = (): number =>
      new Set(station.observer.changes.slice(since).flatMap(({ links }) => links.map(({ id }) => id))).size;
    await station.until('every link again', () => again() === LINK_ENDS.length);
    await expectAsAnnounced(lab, station);
  }
});

describeInNamespaces(PEERS, 'FRRouting and Cairn the other way round', () => {
  let lab: FrrLab;

  beforeAll(async () => {
    lab = await FrrLab.start();
  }, 60_000);

  afterAll(() => lab?.remove(), 30_000);

  test('Cairn refuses an AS number that it does not expect', async () => {
    const station = await lab.dialled(65_009);
    await station.until('a refusal', () => station.complaints.length > 0);
    expect(station.complaints[0]).toContain(`AS number ${EXPORTER_AS}, not 65009`);
    expect(station.observer.calls).toEqual([]);
    await lab.disconnect();
  }, 60_000);

  test('Cairn dials a router that waits, and learns the same', async () => {
    await lab.network.configure('r2', `router bgp ${EXPORTER_AS}`, 'neighbor 10.2.0.4 passive');
    const station = await lab.dialling();
    await lab.converged(station);
    await station.until('the feed is complete', ({ calls }) => calls.includes('synchronized'));
    expect(station.observer.feeds[0]).toMatchObject({ address: FRR, asNumber: EXPORTER_AS });
    await expectAsAnnounced(lab, station);
    expect(knownLinks(station)).toEqual(configuredLinks());
    await station.close();
    const neighbor = await lab.network.vtysh('r2', 'show bgp neighbors json');
    expect(neighbor).toContain('Administrative Shutdown');
  }, 60_000);
});

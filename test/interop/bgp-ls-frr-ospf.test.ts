// The same network of real routers (FRRouting 10) with OSPF instead of IS-IS: other router ids, areas and prefixes, the same links.
// Links that go down are no part of it: FRRouting 10.7.1 goes on announcing what its OSPF has forgotten.
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInNamespaces } from '../support/frr.js';
import { expectAsAnnounced, FrrLab, knownLinks, knownNodes, linkFrom } from './bgp-ls-frr-lab.js';
import type { BgpLsStation } from './bgp-ls-station.js';
import { configuredLink, configuredLinks, configuredNodes, linkIdOf } from './frr-link-state.js';

const THERE = linkFrom('r3', 'r4');
const BACK = linkFrom('r4', 'r3');

describeInNamespaces(['frr-bgp-ls'], 'FRRouting tells Cairn an OSPF network', () => {
  let lab: FrrLab;
  let station: BgpLsStation;

  beforeAll(async () => {
    lab = await FrrLab.start('ospf');
    station = await lab.dialled();
    await lab.converged(station);
  }, 90_000);

  afterAll(() => lab?.remove(), 30_000);

  test('nodes are as the routers are configured', () => {
    expect(knownNodes(station)).toEqual(configuredNodes('ospf'));
    expect(station.complaints).toEqual([]);
  });

  test('links are as the routers are configured, and as bgpd has them', async () => {
    expect(knownLinks(station)).toEqual(configuredLinks('ospf'));
    await expectAsAnnounced(lab, station);
  }, 30_000);

  test('a changed TE metric is told of its direction alone', async () => {
    await lab.network.configure(THERE.router, `interface ${THERE.interface}`, 'link-params', 'metric 7777');
    const id = linkIdOf(THERE, 'ospf');
    const expected = configuredLink(THERE, 'ospf', { teMetric: 7_777 });
    await station.until('the new metric', () => isDeepStrictEqual(knownLinks(station).get(id), expected));
    expect(knownLinks(station).get(linkIdOf(BACK, 'ospf'))).toEqual(configuredLink(BACK, 'ospf'));
  }, 60_000);
});

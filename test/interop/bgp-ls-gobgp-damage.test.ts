// GoBGP's messages are damaged on their way to Cairn: what RFC 7606 and RFC 9552 section 8.2.2 ask for is what happens.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { linkRoute } from '../support/gobgp-routes.js';
import { describeWithPeers } from '../support/peers.js';
import { announces, overrunLinkState, overrunNlri, unknownOrigin } from './bgp-ls-damage.js';
import {
  A,
  B,
  BACK,
  GobgpLab,
  NODES,
  NUMBERED,
  NUMBERED_ID,
  numberedLink,
  SOURCE,
  UNNUMBERED,
} from './bgp-ls-gobgp-lab.js';

/** What is left of it when nothing of its attribute can be read. */
const bareLink = {
  id: NUMBERED_ID,
  source: A,
  target: B,
  sourceAddress: '10.0.0.1',
  targetAddress: '10.0.0.2',
  operational: true,
};

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
    lab = await GobgpLab.start();
    await lab.gobgp.announce(...NODES, ...[NUMBERED, BACK, UNNUMBERED].map(linkRoute));
    await lab.station.until('all routes', ({ nodes, links }) => nodes.size === 3 && links.size === 3);
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

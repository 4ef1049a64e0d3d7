import { expect, test } from '@jest/globals';
import { startChurn } from '../../../../src/simulators/pcc/churn.js';
import { createFleet } from '../../../../src/simulators/pcc/fleet.js';
import { hasOwnAddresses, localAddressAt } from '../../../../src/simulators/pcc/loopback.js';
import { makeScenario } from '../../../../src/simulators/pcc/scenario/scenario.js';
import { NO_DELAYS, REALISTIC_DELAYS } from '../../../../src/simulators/pcc/signalling.js';
import { findTlv } from '../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { FakePce, type FakeSession, nameOf } from './fake-pce.js';
import { hops, initiate, rsvp, segmentRouted, segments, TAIL, update } from './instructions.js';
import { withPcc } from './running.js';
import { ringNetwork } from './sample-network.js';

const scenario = makeScenario(ringNetwork(20), { seed: 1, lsps: 200 });
const reconnect = { minimum: 2, maximum: 20 };

const speakerOf = ({ messages }: FakeSession): string | undefined =>
  messages[0]?.kind === 'Open' ? findTlv(messages[0].open.tlvs, 'SPEAKER-ENTITY-ID')?.text : undefined;

test('20 PCCs with 200 LSPs connect, synchronise and stop within two seconds, each with an identity of its own', async () => {
  const pce = await FakePce.listen();
  const fleet = await createFleet({ pce: pce.address, pccs: scenario.headEnds, seed: 1 });
  const started = performance.now();
  fleet.start();
  await fleet.synchronized();
  const sessions = await Promise.all(fleet.pccs.map(() => pce.session()));
  const reported = await Promise.all(sessions.map((session) => session.synchronization()));
  expect(reported.flat().length).toBe(200);
  const wanted = scenario.headEnds.flatMap(({ lsps }) => lsps.map(({ name }) => name));
  expect(new Set(reported.flat().map(nameOf))).toEqual(new Set(wanted));
  const identities = sessions.map((session) =>
    fleet.ownAddresses ? session.remoteAddress : speakerOf(session),
  );
  expect(new Set(identities).size).toBe(20);
  await fleet.stop();
  await Promise.all(sessions.map(({ closed }) => closed));
  expect(performance.now() - started).toBeLessThan(2000);
  expect(sessions.every(({ messages }) => messages.at(-1)?.kind === 'Close')).toBe(true);
  expect(fleet.pccs.map(({ isSynchronized }) => isSynchronized)).not.toContain(true);
  await pce.close();
});

test('speakerIds "always" names the PCCs whatever the addresses', async () => {
  const pce = await FakePce.listen();
  const pccs = scenario.headEnds.slice(0, 3);
  const fleet = await createFleet({ pce: pce.address, pccs, seed: 1, speakerIds: 'always' });
  fleet.start();
  await fleet.synchronized();
  expect(new Set(pce.sessions.map(speakerOf))).toEqual(new Set(['N00', 'N01', 'N02']));
  await fleet.stop();
  await pce.close();
});

test('where a base address is not this machine’s, or the PCE is not on loopback, there are no own addresses', async () => {
  expect(await hasOwnAddresses('127.0.0.1', '127.0.0.1')).toBe(true);
  expect(await hasOwnAddresses('127.0.0.1', '192.0.2.77')).toBe(false);
  expect(await hasOwnAddresses('192.0.2.1', '127.0.0.1')).toBe(false);
  expect(localAddressAt('127.1.0.1', 300)).toBe('127.1.1.45');
  expect(() => localAddressAt('::1', 0)).toThrow(RangeError);
});

test('churn loses sessions that come back, and reports bandwidths that stay within what was configured', async () => {
  const pce = await FakePce.listen();
  const lost: string[] = [];
  const fleet = await createFleet({
    pce: pce.address,
    pccs: scenario.headEnds,
    seed: 1,
    reconnect,
    delays: NO_DELAYS,
  });
  fleet.start();
  await fleet.synchronized();
  const before = fleet.pccs.reduce((sum, { reports }) => sum + reports, 0);
  const end = startChurn(fleet.pccs, {
    seed: 1,
    flap: 0.02,
    updatesPerSecond: 500,
    lost: ({ name }, restarted) => lost.push(`${name} ${restarted}`),
  });
  while (lost.length < 8) await new Promise((resolve) => setTimeout(resolve, 10));
  end();
  await fleet.synchronized();
  expect(fleet.pccs.reduce((sum, { reports }) => sum + reports, 0)).toBeGreaterThan(before + 20);
  expect(pce.sessions.length).toBeGreaterThan(20);
  const full = new Map(
    scenario.headEnds.flatMap(({ lsps }) => lsps.map(({ name, bandwidth }) => [name, bandwidth])),
  );
  for (const { lsps } of fleet.pccs) {
    for (const { name, current } of lsps.values()) {
      const bits = (current.attributes.bandwidth?.bytesPerSecond ?? 0) * 8;
      expect(bits).toBeLessThanOrEqual(full.get(name)! * 1.0001);
      expect(bits).toBeGreaterThanOrEqual(full.get(name)! * 0.4999);
    }
  }
  await fleet.stop();
  await pce.close();
});

/** Every octet that a PCC of this seed sends to the same PCE. */
async function bytesOf(seed: number): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  const lsps = [rsvp('a'), segmentRouted('b')];
  await withPcc({ lsps, seed, failSetups: 0.5, silent: 0.1, delays: NO_DELAYS }, async ({ session }) => {
    await session.synchronization();
    for (let srpId = 1; srpId <= 20; srpId++) {
      update(session, { srpId, plspId: 1, ero: hops('10.1.0.10', TAIL) });
      update(session, { srpId: 100 + srpId, plspId: 2, setupType: 1, ero: segments(16009) });
      initiate(session, { srpId: 200 + srpId, name: `new-${srpId}`, ero: hops(TAIL) });
    }
    await session.caughtUp();
    bytes = Buffer.concat(session.frames);
  });
  return bytes;
}

test('the same seed sends the same octets, another seed others', async () => {
  const [one, again, other] = [await bytesOf(1), await bytesOf(1), await bytesOf(2)];
  expect(one.equals(again)).toBe(true);
  expect(one.equals(other)).toBe(false);
});

test('with realistic delays a make-before-break takes its time', async () => {
  await withPcc({ lsps: [rsvp('a')], delays: REALISTIC_DELAYS }, async ({ session }) => {
    await session.synchronization();
    const started = performance.now();
    update(session, { srpId: 1, plspId: 1, ero: hops(TAIL) });
    await session.reports(3);
    expect(performance.now() - started).toBeGreaterThan(25);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { SourceName } from '../../../../../src/domain/values/identifiers.js';
import { systemClock } from '../../../../../src/main/system-clock.js';
import {
  type BgpPolicy,
  DEFAULT_BGP_POLICY,
} from '../../../../../src/southbound/bgp-ls/session/bgp-policy.js';
import { BgpLsServer } from '../../../../../src/southbound/bgp-ls/session/server.js';
import { announce, END_OF_RIB, node } from '../../../../support/bgp-messages.js';
import { BgpSpeaker, BgpSpeakerListener } from '../../../../support/bgp-speaker.js';
import { FakeTelemetry } from '../../../../support/pce.js';
import { TopologyRecorder } from '../../../../support/topology-recorder.js';

const running: BgpLsServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(policy: Partial<BgpPolicy> = {}) {
  const observer = new TopologyRecorder();
  const telemetry = new FakeTelemetry();
  const server = new BgpLsServer();
  running.push(server);
  const port = await server.listen('127.0.0.1', 0, {
    policy: {
      ...DEFAULT_BGP_POLICY,
      localAs: 65_000,
      routerId: '10.10.10.10',
      acceptUnknownPeers: true,
      connectRetry: [0.01],
      ...policy,
    },
    observer,
    telemetry,
    clock: systemClock,
  });
  return { server, port, observer, telemetry };
}

/** Waits until something holds that comes about by itself. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('BgpLsServer', () => {
  test('takes a feed from whoever connects when unknown peers are accepted', async () => {
    const { port, observer } = await serve();
    const speaker = await BgpSpeaker.established(port);
    speaker.send(announce([node(1)]), END_OF_RIB);
    await until(() => observer.calls.includes('synchronized'));
    expect(observer.feeds).toMatchObject([{ source: 'bgp-ls:127.0.0.1', asNumber: 65_000 }]);
    expect(observer.ids().nodes).toEqual(['0000.0000.0001']);
    speaker.destroy();
    await until(() => observer.calls.at(-1) === 'closed: connection lost');
  });

  test('refuses them otherwise: Cease, connection rejected', async () => {
    const { port, observer, telemetry } = await serve({ acceptUnknownPeers: false });
    const speaker = await BgpSpeaker.connect(port);
    expect(await speaker.next('Notification')).toMatchObject({ code: 6, subcode: 5 });
    await speaker.closed;
    expect(observer.calls).toEqual([]);
    expect(telemetry.entries).toEqual([
      { event: 'peer-refused', address: '127.0.0.1', detail: 'not a peer to be accepted' },
    ]);
  });

  test('takes configured peers, each with its own AS number', async () => {
    const { port, observer } = await serve({
      acceptUnknownPeers: false,
      peers: [
        { address: '127.0.0.2', asNumber: 65_000, passive: true },
        { address: '127.0.0.3', asNumber: 65_001, passive: true },
      ],
    });
    const first = await BgpSpeaker.established(port, '127.0.0.2');
    const second = await BgpSpeaker.connect(port, '127.0.0.3');
    await expect(second.open()).rejects.toThrow('Notification, not Keepalive');
    expect(observer.feeds.map(({ source }) => source)).toEqual(['bgp-ls:127.0.0.2']);
    first.destroy();
  });

  test('keeps one session for one address', async () => {
    const { port, observer } = await serve();
    const first = await BgpSpeaker.established(port);
    const second = await BgpSpeaker.connect(port);
    await expect(second.open()).rejects.toThrow('Notification, not Keepalive');
    await second.closed;
    first.send(announce([node(1)]));
    await until(() => observer.nodes.size === 1);
    expect(observer.feeds.length).toBe(1);
  });

  test('has a limit of connections', async () => {
    const { port } = await serve({ maximumSessions: 1 });
    await BgpSpeaker.established(port);
    const second = await BgpSpeaker.connect(port, '127.0.0.2');
    expect(await second.next('Notification')).toMatchObject({ code: 6, subcode: 8 });
  });

  test('dials its peers, again after a loss, and until there is somebody', async () => {
    const listener = await BgpSpeakerListener.listen();
    const { observer } = await serve({ peers: [{ address: '127.0.0.1', port: listener.port }] });
    for (const round of [1, 2, 3]) {
      const speaker = await listener.accepted();
      await speaker.open();
      speaker.send(announce([node(round)]));
      await until(() => observer.nodes.has(`0000.0000.000${round}`));
      speaker.destroy();
    }
    await until(() => observer.calls.filter((call) => call === 'closed: connection lost').length === 3);
    await listener.close();
    const again = await BgpSpeakerListener.listen(listener.port);
    (await again.accepted()).destroy();
    await again.close();
  });

  test('asks a peer for everything again', async () => {
    const { server, port, observer } = await serve();
    expect(server.refresh(SourceName('bgp-ls:127.0.0.1'))).toBe(false);
    const speaker = await BgpSpeaker.established(port);
    await until(() => observer.feeds.length === 1);
    expect(server.refresh(SourceName('bgp-ls:127.0.0.1'))).toBe(true);
    expect(await speaker.next('RouteRefresh')).toMatchObject({ afi: 16_388, subtype: 0, safi: 71 });
  });

  test('says goodbye when it closes, and is gone then', async () => {
    const listener = await BgpSpeakerListener.listen();
    const { server, port, observer } = await serve({
      peers: [{ address: '127.0.0.9', port: listener.port }],
    });
    const speaker = await BgpSpeaker.established(port);
    await until(() => observer.feeds.length === 1);
    await server.close();
    expect(await speaker.next('Notification')).toMatchObject({ code: 6, subcode: 2 });
    expect(observer.calls.at(-1)).toBe(
      'closed: NOTIFICATION 6/2 (administrative shutdown) sent: the PCE is stopping',
    );
    await expect(BgpSpeaker.connect(port)).rejects.toThrow('ECONNREFUSED');
    await listener.close();
  });

  test('says when its address is taken, and can be closed all the same', async () => {
    const { port } = await serve();
    const second = new BgpLsServer();
    const listening = second.listen('127.0.0.1', port, {
      policy: { ...DEFAULT_BGP_POLICY, localAs: 65_000, routerId: '10.10.10.10' },
      observer: new TopologyRecorder(),
      telemetry: new FakeTelemetry(),
      clock: systemClock,
    });
    await expect(listening).rejects.toThrow('EADDRINUSE');
    await second.close();
  });

  test('takes a message of more than 4,096 octets, in one piece or many', async () => {
    const { port, observer } = await serve();
    const speaker = await BgpSpeaker.established(port);
    const many = announce(Array.from({ length: 1_000 }, (_, at) => node(at + 1)));
    expect(many.byteLength).toBeGreaterThan(20_000);
    speaker.send(many);
    await until(() => observer.nodes.size === 1_000);
  });

  test('stops reading from a peer while the application is busy, and goes on then', async () => {
    const { port, observer } = await serve();
    const speaker = await BgpSpeaker.established(port);
    await until(() => observer.feeds.length === 1);
    observer.busy = true;
    speaker.send(announce([node(1)]));
    await until(() => observer.nodes.size === 1);
    speaker.send(announce([node(2)]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(observer.nodes.size).toBe(1);
    observer.drain();
    await until(() => observer.nodes.size === 2);
  });
});

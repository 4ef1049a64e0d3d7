import { describe, expect, test } from '@jest/globals';
import { findTlv } from '../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { FakePce, lspIdOf, nameOf } from './fake-pce.js';
import { hops, initiate, ROUTER, rsvp, segmentRouted, TAIL } from './instructions.js';
import { pccOf, withPcc } from './running.js';

describe('establishment', () => {
  test('the Open offers stateful U and I, both setup types and the MSD, and no SPEAKER-ENTITY-ID unasked', async () => {
    await withPcc({ maximumSidDepth: 6, keepalive: 20 }, async ({ session }) => {
      const { open } = await session.next((message) => message.kind === 'Open');
      expect(open).toMatchObject({ version: 1, keepalive: 20, deadTimer: 80 });
      expect(findTlv(open.tlvs, 'STATEFUL-PCE-CAPABILITY')).toMatchObject({
        lspUpdate: true,
        lspInstantiation: true,
      });
      expect(findTlv(open.tlvs, 'PATH-SETUP-TYPE-CAPABILITY')).toMatchObject({
        pathSetupTypes: [0, 1],
        subTlvs: [{ unlimitedMsd: false, msd: 6 }],
      });
      expect(findTlv(open.tlvs, 'SPEAKER-ENTITY-ID')).toBeUndefined();
    });
  });

  test('SPEAKER-ENTITY-ID and local address are as told', async () => {
    await withPcc({ speakerEntityId: 'AMS', localAddress: '127.0.0.1' }, async ({ session }) => {
      const { open } = await session.next((message) => message.kind === 'Open');
      expect(findTlv(open.tlvs, 'SPEAKER-ENTITY-ID')?.text).toBe('AMS');
      expect(session.remoteAddress).toBe('127.0.0.1');
    });
  });

  test('nothing is reported before the PCE has answered the Open with a Keepalive', async () => {
    await withPcc(
      { lsps: [rsvp('a')] },
      async ({ session, pcc }) => {
        await session.next((message) => message.kind === 'Keepalive');
        expect(session.messages.map(({ kind }) => kind)).toEqual(['Open', 'Keepalive']);
        expect(pcc.isSynchronized).toBe(false);
        session.send({ kind: 'Keepalive' });
        expect((await session.synchronization()).map(nameOf)).toEqual(['a']);
        expect(pcc.isSynchronized).toBe(true);
      },
      { keepsAlive: false },
    );
  });

  test('a proposal of other timers (PCErr 1/4) is agreed to', async () => {
    await withPcc(
      { keepalive: 1 },
      async ({ session }) => {
        const { open } = await session.next((message) => message.kind === 'Open');
        const error = { kind: 'PCEP-ERROR', errorType: 1, errorValue: 4, tlvs: [] } as const;
        const entry = { rps: [], srps: [], lsps: [], errors: [error], others: [] };
        session.send({ kind: 'PCErr', entries: [entry], open: { ...open, keepalive: 10, deadTimer: 40 } });
        const second = await session.next((message) => message.kind === 'Open');
        expect(second.open).toMatchObject({ keepalive: 10, deadTimer: 40 });
        session.send({ kind: 'Keepalive' });
        await session.synchronization();
      },
      { keepsAlive: false },
    );
  });

  test('keepalives come as announced, and the dead timer of the PCE ends the session with Close 2', async () => {
    await withPcc(
      { keepalive: 1 },
      async ({ session }) => {
        await session.synchronization();
        await session.next((message) => message.kind === 'Keepalive');
        const { close } = await session.next((message) => message.kind === 'Close');
        expect(close.reason).toBe(2);
      },
      { open: { keepalive: 1, deadTimer: 2 } },
    );
  });

  test('a malformed message ends the session with Close 3, an unknown one is answered with PCErr 2', async () => {
    await withPcc({}, async ({ session }) => {
      await session.synchronization();
      session.sendBytes(Uint8Array.of(0x20, 99, 0, 4));
      expect(await session.error()).toEqual([2, 0, undefined]);
      session.sendBytes(Uint8Array.of(0x20, 11, 0, 3));
      const { close } = await session.next((message) => message.kind === 'Close');
      expect(close.reason).toBe(3);
    });
  });
});

describe('synchronisation', () => {
  test('each LSP once with S, its name, identifiers, ERO, RRO and attributes; then the marker', async () => {
    const lsps = [rsvp('tunnel'), segmentRouted('policy', { delegated: false, metric: 'DELAY' })];
    await withPcc({ lsps }, async ({ session }) => {
      const [tunnel, policy, ...others] = await session.synchronization();
      expect(others).toEqual([]);
      expect(tunnel!.srp).toBeUndefined();
      expect(tunnel!.lsp).toMatchObject({
        plspId: 1,
        sync: true,
        delegate: true,
        administrative: true,
        operational: 1,
        create: false,
      });
      expect(findTlv(tunnel!.lsp.tlvs, 'IPV4-LSP-IDENTIFIERS')).toMatchObject({
        sender: ROUTER,
        lspId: 1,
        tunnelId: 1,
        endpoint: TAIL,
      });
      const addresses = ['10.1.0.2', '10.1.0.6'].map((address) =>
        expect.objectContaining({ kind: 'IPv4', address }),
      );
      expect(tunnel!.ero?.subobjects).toEqual(addresses);
      expect(tunnel!.rro?.subobjects).toEqual(addresses);
      expect(tunnel!.bandwidth?.bytesPerSecond).toBe(125e6);
      expect(tunnel!.lspa).toMatchObject({ setupPriority: 4, holdingPriority: 3 });
      expect(policy!.srp).toMatchObject({ srpId: 0, tlvs: [{ kind: 'PATH-SETUP-TYPE', pathSetupType: 1 }] });
      expect(policy!.lsp).toMatchObject({ plspId: 2, delegate: false });
      expect(policy!.ero?.subobjects.map(({ kind }) => kind)).toEqual(['SR', 'SR']);
      expect(policy!.metrics).toMatchObject([{ metricType: 12, bound: false }]);
      const marker = session.messages.at(-1);
      expect(marker).toMatchObject({
        kind: 'PCRpt',
        reports: [{ lsp: { plspId: 0, sync: false }, ero: { subobjects: [] } }],
      });
    });
  });

  test('LSPs are not delegated to a PCE without the U flag, nor reported to one that is not stateful', async () => {
    const passive = {
      kind: 'STATEFUL-PCE-CAPABILITY',
      lspUpdate: false,
      includeDbVersion: false,
      lspInstantiation: false,
      lspScheduling: false,
      periodicScheduling: false,
    } as const;
    const flags = { triggeredResync: false, deltaLspSync: false, triggeredInitialSync: false };
    await withPcc(
      { lsps: [rsvp('a')] },
      async ({ session }) => {
        expect((await session.synchronization())[0]!.lsp.delegate).toBe(false);
      },
      { open: { tlvs: [{ ...passive, ...flags }] } },
    );
    await withPcc(
      { lsps: [rsvp('a')] },
      async ({ session, pcc }) => {
        await pcc.synchronized();
        expect(session.messages.map(({ kind }) => kind)).toEqual(['Open', 'Keepalive']);
      },
      { open: { tlvs: [] } },
    );
  });
});

describe('loss and return', () => {
  test('after a loss without Close it comes back with the next SID and the same LSPs', async () => {
    await withPcc({ lsps: [rsvp('a'), segmentRouted('b')] }, async ({ pce, pcc, session }) => {
      const before = await session.synchronization();
      pcc.loseSession();
      await session.closed;
      expect(session.messages.some(({ kind }) => kind === 'Close')).toBe(false);
      const second = await pce.session();
      expect(await second.synchronization()).toEqual(before);
      const sids = [session, second].map(({ messages }) =>
        messages[0]?.kind === 'Open' ? messages[0].open.sid : -1,
      );
      expect(sids[1]).toBe(sids[0]! + 1);
    });
  });

  test('a PCE that hangs up or is away is tried again', async () => {
    const pce = await FakePce.listen();
    const port = pce.address.port;
    await pce.close();
    const reasons: string[] = [];
    const pcc = pccOf(pce, {
      pce: { host: '127.0.0.1', port },
      observer: { sessionEnded: (_, reason) => reasons.push(reason) },
    });
    pcc.start();
    while (reasons.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await pcc.stop();
    expect(reasons.slice(0, 3).every((reason) => reason.includes('ECONNREFUSED'))).toBe(true);
  });

  test('after a restart the names are the same, PLSP-IDs and LSP-IDs new, and PCE-created LSPs gone', async () => {
    await withPcc({ lsps: [rsvp('a'), segmentRouted('b')] }, async ({ pce, pcc, session }) => {
      const before = await session.synchronization();
      initiate(session, { srpId: 1, name: 'created', ero: hops(TAIL) });
      await session.reports(2);
      expect(pcc.lsps.has('created')).toBe(true);
      pcc.restart();
      const after = await (await pce.session()).synchronization();
      expect(after.map(nameOf)).toEqual(before.map(nameOf));
      expect(after.map(({ lsp }) => lsp.plspId)).toEqual([4, 5]);
      expect(after.map(lspIdOf)).toEqual([2, 0]);
    });
  });

  test('stop sends Close 1, resolves promptly and does not come back', async () => {
    const pce = await FakePce.listen();
    const pcc = pccOf(pce, { lsps: [rsvp('a')] });
    pcc.start();
    const session = await pce.session();
    await session.synchronization();
    const started = performance.now();
    await pcc.stop();
    expect(performance.now() - started).toBeLessThan(1000);
    expect(session.messages.at(-1)).toMatchObject({ kind: 'Close', close: { reason: 1 } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(pce.sessions.length).toBe(1);
    await pcc.stop();
    await pce.close();
  });
});

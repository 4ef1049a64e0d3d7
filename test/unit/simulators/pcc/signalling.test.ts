import { describe, expect, test } from '@jest/globals';
import { findTlv } from '../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { errorCodeOf, nameOf, outline, srpIdOf } from './fake-pce.js';
import { hops, initiate, rsvp, segmentRouted, segments, TAIL, update } from './instructions.js';
import { withPcc } from './running.js';

describe('PCUpd', () => {
  test('RSVP-TE: new path with the SRP-ID, up, old path removed with SRP-ID 0 (RFC 8231 6.1)', async () => {
    await withPcc({ lsps: [rsvp('a')] }, async ({ session }) => {
      await session.synchronization();
      update(session, { srpId: 7, plspId: 1, ero: hops('10.1.0.10', '10.1.0.14', '10.1.0.18') });
      const [goingUp, up, removed] = await session.reports(3);
      expect([goingUp!, up!, removed!].map(outline)).toEqual([
        'lsp-id 2 GOING_UP srp 7',
        'lsp-id 2 UP srp 0',
        'lsp-id 1 R srp 0',
      ]);
      expect(up!.ero?.subobjects.length).toBe(3);
      expect(up!.rro?.subobjects.length).toBe(3);
      expect(up!.bandwidth?.bytesPerSecond).toBe(250e6);
      expect(goingUp!.rro).toBeUndefined();
      expect(up!.lsp.delegate).toBe(true);
    });
  });

  test('SR-MPLS: the one path goes up with the SRP-ID, then is up; its metric stays what the head-end wants', async () => {
    await withPcc({ lsps: [segmentRouted('b', { metric: 'DELAY' })] }, async ({ session }) => {
      await session.synchronization();
      update(session, { srpId: 3, plspId: 1, setupType: 1, ero: segments(16003, 16009) });
      const [goingUp, up] = await session.reports(2);
      expect([goingUp!, up!].map(outline)).toEqual(['lsp-id 0 GOING_UP srp 3', 'lsp-id 0 UP srp 0']);
      expect(up!.ero?.subobjects).toEqual(goingUp!.ero?.subobjects);
      expect(up!.metrics).toMatchObject([{ metricType: 12 }]);
    });
  });

  test('a second update while the first is being set up gives the first path up', async () => {
    const slow = { minimum: 30, maximum: 40 };
    const none = { minimum: 0, maximum: 0 };
    const delays = { processing: none, setup: slow, teardown: none };
    await withPcc({ lsps: [rsvp('a')], delays }, async ({ session }) => {
      await session.synchronization();
      update(session, { srpId: 1, plspId: 1, ero: hops('10.1.0.10') });
      update(session, { srpId: 2, plspId: 1, ero: hops('10.1.0.14') });
      expect((await session.reports(5)).map(outline)).toEqual([
        'lsp-id 2 GOING_UP srp 1',
        'lsp-id 2 R srp 0',
        'lsp-id 3 GOING_UP srp 2',
        'lsp-id 3 UP srp 0',
        'lsp-id 1 R srp 0',
      ]);
    });
  });

  test('a change under way when the session is lost is told in the next synchronisation', async () => {
    const delays = {
      processing: { minimum: 0, maximum: 0 },
      setup: { minimum: 60_000, maximum: 60_000 },
      teardown: { minimum: 0, maximum: 0 },
    };
    await withPcc({ lsps: [rsvp('a')], delays }, async ({ pce, pcc, session }) => {
      await session.synchronization();
      update(session, { srpId: 1, plspId: 1, ero: hops('10.1.0.10') });
      await session.report();
      pcc.loseSession();
      const reports = await (await pce.session()).synchronization();
      expect(reports.map(outline)).toEqual(['lsp-id 1 UP srp 0', 'lsp-id 2 GOING_UP srp 0']);
    });
  });

  test('a failed set-up leaves the LSP where it was: RSVP-TE tells LSP-ERROR-CODE 8 with the RSVP error', async () => {
    await withPcc({ lsps: [rsvp('a'), segmentRouted('b')], failSetups: 1 }, async ({ session }) => {
      await session.synchronization();
      update(session, { srpId: 1, plspId: 1, ero: hops('10.1.0.10') });
      const [goingUp, down, removed] = await session.reports(3);
      expect([goingUp!, down!, removed!].map(outline)).toEqual([
        'lsp-id 2 GOING_UP srp 1',
        'lsp-id 2 DOWN srp 0',
        'lsp-id 2 R srp 0',
      ]);
      expect(errorCodeOf(down!)).toBe(8);
      expect(findTlv(down!.lsp.tlvs, 'RSVP-ERROR-SPEC')?.object).toMatchObject({
        errorCode: 1,
        errorValue: 2,
      });
      update(session, { srpId: 2, plspId: 2, setupType: 1, ero: segments(16003) });
      const [tried, kept] = await session.reports(2);
      expect(tried!.ero?.subobjects.length).toBe(1);
      expect(outline(kept!)).toBe('lsp-id 0 UP srp 0');
      expect(kept!.ero?.subobjects.length).toBe(2);
      expect(errorCodeOf(kept!)).toBe(5);
    });
  });

  test('A=0 takes the LSP down, A=1 brings it back; D=0 gives the delegation back', async () => {
    await withPcc({ lsps: [rsvp('a')] }, async ({ session }) => {
      await session.synchronization();
      update(session, { srpId: 1, plspId: 1, ero: hops('10.1.0.2'), administrative: false });
      const down = await session.report();
      expect(outline(down)).toBe('lsp-id 1 DOWN srp 1');
      expect(down.lsp.administrative).toBe(false);
      update(session, { srpId: 2, plspId: 1, ero: hops('10.1.0.2') });
      expect((await session.reports(3)).map(outline)).toEqual([
        'lsp-id 2 GOING_UP srp 2',
        'lsp-id 2 UP srp 0',
        'lsp-id 1 R srp 0',
      ]);
      update(session, { srpId: 3, plspId: 1, delegate: false });
      const returned = await session.report();
      expect(srpIdOf(returned)).toBe(3);
      expect(returned.lsp.delegate).toBe(false);
      update(session, { srpId: 4, plspId: 1, ero: hops('10.1.0.2') });
      expect(await session.error()).toEqual([19, 1, 4]);
    });
  });

  test('an empty ERO takes the delegation and changes nothing', async () => {
    await withPcc({ lsps: [rsvp('a')] }, async ({ session }) => {
      const [before] = await session.synchronization();
      update(session, { srpId: 9, plspId: 1 });
      const report = await session.report();
      expect(outline(report)).toBe('lsp-id 1 UP srp 9');
      expect(report.ero).toEqual(before!.ero);
    });
  });

  test('a silent head-end does nothing and says nothing', async () => {
    await withPcc({ lsps: [rsvp('a')], silent: 1 }, async ({ pcc, session }) => {
      await session.synchronization();
      const before = session.messages.length;
      update(session, { srpId: 1, plspId: 1, ero: hops('10.1.0.10') });
      initiate(session, { srpId: 2, name: 'new', ero: hops(TAIL) });
      await session.caughtUp();
      expect(session.messages.length).toBe(before + 1);
      expect(pcc.lsps.size).toBe(1);
    });
  });
});

describe('PCInitiate', () => {
  test.each([
    ['RSVP-TE', 0, hops('10.1.0.2', TAIL), 1],
    ['SR-MPLS', 1, segments(16009), 0],
  ] as const)(
    '%s: created with C, D, a PLSP-ID and the SRP-ID; deleted with R',
    async (_, setupType, ero, lspId) => {
      await withPcc({ lsps: [rsvp('a')] }, async ({ pcc, session }) => {
        await session.synchronization();
        initiate(session, { srpId: 1, name: 'new', setupType, ero });
        const [goingUp, up] = await session.reports(2);
        expect([goingUp!, up!].map(outline)).toEqual([
          `lsp-id ${lspId} GOING_UP srp 1`,
          `lsp-id ${lspId} UP srp 0`,
        ]);
        for (const report of [goingUp!, up!]) {
          expect(report.lsp).toMatchObject({ plspId: 2, create: true, delegate: true });
          expect(nameOf(report)).toBe('new');
          expect(findTlv(report.lsp.tlvs, 'IPV4-LSP-IDENTIFIERS')?.endpoint).toBe(TAIL);
        }
        initiate(session, { srpId: 2, plspId: 2, setupType, remove: true });
        const removed = await session.report();
        expect(removed.lsp).toMatchObject({ plspId: 2, remove: true, create: true });
        expect(removed.srp).toMatchObject({ srpId: 2, remove: true });
        expect([...pcc.lsps.keys()]).toEqual(['a']);
      });
    },
  );

  test('PLSP-ID 0 deletes all that a PCE created, and nothing else', async () => {
    await withPcc({ lsps: [rsvp('a')] }, async ({ pcc, session }) => {
      await session.synchronization();
      initiate(session, { srpId: 1, name: 'x', ero: hops(TAIL) });
      initiate(session, { srpId: 2, name: 'y', ero: hops(TAIL) });
      await session.reports(4);
      initiate(session, { srpId: 3, remove: true });
      const removed = await session.reports(2);
      expect(removed.map(nameOf)).toEqual(['x', 'y']);
      expect(removed.map(srpIdOf)).toEqual([3, 3]);
      expect([...pcc.lsps.keys()]).toEqual(['a']);
    });
  });

  test('one that does not come up is answered with PCErr 24/3 and gone', async () => {
    await withPcc({ failSetups: 1 }, async ({ pcc, session }) => {
      await session.synchronization();
      initiate(session, { srpId: 1, name: 'new', ero: hops(TAIL) });
      expect(await session.error()).toEqual([24, 3, 1]);
      expect((await session.report()).lsp.remove).toBe(true);
      expect(pcc.lsps.size).toBe(0);
    });
  });

  test('an orphan is taken over by its PLSP-ID', async () => {
    await withPcc({}, async ({ session }) => {
      await session.synchronization();
      initiate(session, { srpId: 1, name: 'new', ero: hops(TAIL) });
      await session.reports(2);
      update(session, { srpId: 2, plspId: 1, delegate: false });
      expect((await session.report()).lsp.delegate).toBe(false);
      initiate(session, { srpId: 3, plspId: 1, withoutEndPoints: true });
      const taken = await session.report();
      expect(taken.lsp.delegate).toBe(true);
      expect(srpIdOf(taken)).toBe(3);
    });
  });
});

test('a changed bandwidth is reported unasked; not while the LSP moves', async () => {
  const setup = { minimum: 60_000, maximum: 60_000 };
  const none = { minimum: 0, maximum: 0 };
  const delays = { processing: none, setup, teardown: none };
  await withPcc({ lsps: [rsvp('a')], delays }, async ({ pcc, session }) => {
    await session.synchronization();
    expect(pcc.changeBandwidth('a', 8e8)).toBe(true);
    const report = await session.report();
    expect(outline(report)).toBe('lsp-id 1 UP srp 0');
    expect(report.bandwidth?.bytesPerSecond).toBe(1e8);
    update(session, { srpId: 1, plspId: 1, ero: hops('10.1.0.10') });
    await session.report();
    expect(pcc.changeBandwidth('a', 4e8)).toBe(false);
    expect(pcc.changeBandwidth('nobody', 4e8)).toBe(false);
  });
});

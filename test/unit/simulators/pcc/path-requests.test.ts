import { expect, test } from '@jest/globals';
import type { Reply } from '../../../../src/southbound/pcep/codec/messages/pcrep.js';
import type { PCReq } from '../../../../src/southbound/pcep/codec/messages/pcreq.js';
import type { EroSubobject } from '../../../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { findTlv } from '../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { type FakeSession, nameOf, outline } from './fake-pce.js';
import { hops, ROUTER, rsvp, segments, TAIL } from './instructions.js';
import { withPcc } from './running.js';

const isRequest = (message: { readonly kind: string }): message is PCReq => message.kind === 'PCReq';

async function requested(session: FakeSession): Promise<PCReq['requests'][number]> {
  return (await session.next(isRequest)).requests[0]!;
}

const reply = (session: FakeSession, rp: Reply['rp'], more: Partial<Reply>): void =>
  session.send({ kind: 'PCRep', svecs: [], replies: [{ rp, paths: [], metrics: [], others: [], ...more }] });

const along = (subobjects: readonly EroSubobject[]): Partial<Reply> => ({
  paths: [{ ero: { kind: 'ERO', subobjects }, metrics: [], others: [] }],
});

test('a path that is given is set up, reported with the asked attributes and delegated', async () => {
  await withPcc({ lsps: [rsvp('a')] }, async ({ pcc, session }) => {
    await session.synchronization();
    const wanted = {
      name: 'wanted',
      destination: TAIL,
      bandwidth: 8e9,
      setupPriority: 3,
      metric: 'DELAY',
    } as const;
    const outcome = pcc.requestPath(wanted);
    const request = await requested(session);
    expect(request.rp).toMatchObject({ p: true, requestId: 1, tlvs: [] });
    expect(request.endPoints).toMatchObject({ p: true, source: ROUTER, destination: TAIL });
    expect(request.bandwidth?.bytesPerSecond).toBe(1e9);
    expect(request.lspa?.setupPriority).toBe(3);
    expect(request.metrics).toMatchObject([{ metricType: 12, bound: false, computed: true }]);
    expect(findTlv(request.lsp!.tlvs, 'SYMBOLIC-PATH-NAME')?.text).toBe('wanted');
    reply(session, request.rp, along(hops('10.1.0.2', TAIL)));
    expect(await outcome).toMatchObject({ kind: 'path', bandwidth: 8e9 });
    const [goingUp, up] = await session.reports(2);
    expect([goingUp!, up!].map(outline)).toEqual(['lsp-id 1 GOING_UP srp 0', 'lsp-id 1 UP srp 0']);
    expect(nameOf(up!)).toBe('wanted');
    expect(up!.lsp).toMatchObject({ plspId: request.lsp!.plspId, delegate: true, create: false });
    expect(up!.bandwidth?.bytesPerSecond).toBe(1e9);
    expect(up!.lspa?.setupPriority).toBe(3);
  });
});

test('segment-routed requests say so in the RP', async () => {
  await withPcc({}, async ({ pcc, session }) => {
    await session.synchronization();
    const outcome = pcc.requestPath({ name: 's', destination: TAIL, setupType: 'SR_MPLS', delegated: false });
    const { rp } = await requested(session);
    expect(rp.tlvs).toEqual([{ kind: 'PATH-SETUP-TYPE', pathSetupType: 1 }]);
    reply(session, rp, along(segments(16009)));
    expect((await outcome).kind).toBe('path');
    const [, up] = await session.reports(2);
    expect(up!.srp?.tlvs).toEqual(rp.tlvs);
    expect(up!.lsp.delegate).toBe(false);
  });
});

test('no path, an error, a cancellation, silence and a lost session are told apart, and set nothing up', async () => {
  await withPcc({}, async ({ pcc, session }) => {
    await session.synchronization();
    const ask = (timeout = 5000) => pcc.requestPath({ name: 'x', destination: TAIL, timeout });

    const without = ask();
    const vector = { kind: 'NO-PATH-VECTOR', flags: 2 } as const;
    const noPath = {
      kind: 'NO-PATH',
      natureOfIssue: 0,
      unsatisfiedConstraints: false,
      tlvs: [vector],
    } as const;
    reply(session, (await requested(session)).rp, { noPath });
    expect(await without).toEqual({ kind: 'no-path', vector: 2 });

    const refused = ask();
    const error = { kind: 'PCEP-ERROR', errorType: 5, errorValue: 1, tlvs: [] } as const;
    const { rp } = await requested(session);
    session.send({
      kind: 'PCErr',
      entries: [{ rps: [rp], srps: [], lsps: [], errors: [error], others: [] }],
    });
    expect(await refused).toEqual({ kind: 'refused', errorType: 5, errorValue: 1 });

    const cancelled = ask();
    const overloaded = { kind: 'NOTIFICATION', notificationType: 2, notificationValue: 1, tlvs: [] } as const;
    const rps = [(await requested(session)).rp];
    session.send({ kind: 'PCNtf', notifies: [{ rps, notifications: [overloaded], others: [] }] });
    expect(await cancelled).toEqual({ kind: 'cancelled' });

    expect(await ask(20)).toEqual({ kind: 'timed-out' });
    reply(session, { ...rp, requestId: 4 }, along(hops(TAIL)));
    expect(await session.error()).toEqual([8, 0, undefined]);

    const lost = ask();
    pcc.loseSession();
    expect(await lost).toEqual({ kind: 'no-session' });
    expect(await pcc.requestPath({ name: 'x', destination: TAIL })).toEqual({ kind: 'no-session' });
    expect(pcc.lsps.size).toBe(0);
  });
});

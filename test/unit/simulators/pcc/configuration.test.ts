// LSPs that come and go on their head-end while the session is up.
import { expect, test } from '@jest/globals';
import { LSP_ERROR_CODE } from '../../../../src/southbound/pcep/codec/code-points.js';
import { errorCodeOf, outline } from './fake-pce.js';
import { hops, rsvp, update } from './instructions.js';
import { withPcc } from './running.js';

test('an LSP that is configured without a path is reported down, and set up on the first path that it is given', async () => {
  await withPcc({}, async ({ pcc, session }) => {
    await session.synchronization();
    pcc.configure(rsvp('a', { route: [] }));
    const [waiting] = await session.reports(1);
    expect(outline(waiting!)).toBe('lsp-id 0 DOWN srp 0');
    expect(waiting!.ero?.subobjects).toEqual([]);
    expect(waiting!.lsp.delegate).toBe(true);
    update(session, { srpId: 7, plspId: 1, ero: hops('10.1.0.10') });
    expect((await session.reports(2)).map(outline)).toEqual(['lsp-id 1 GOING_UP srp 7', 'lsp-id 1 UP srp 0']);
  });
});

test('when its first path does not come up it waits for another one', async () => {
  await withPcc({ failSetups: 1 }, async ({ pcc, session }) => {
    await session.synchronization();
    pcc.configure(rsvp('a', { route: [] }));
    await session.reports(1);
    update(session, { srpId: 7, plspId: 1, ero: hops('10.1.0.10') });
    const [, failed] = await session.reports(2);
    expect(outline(failed!)).toBe('lsp-id 0 DOWN srp 0');
    expect([failed!.ero?.subobjects, errorCodeOf(failed!)]).toEqual([[], LSP_ERROR_CODE.RSVP_SIGNALING]);
  });
});

test('one with a route is set up at once', async () => {
  await withPcc({}, async ({ pcc, session }) => {
    await session.synchronization();
    pcc.configure(rsvp('a'));
    expect((await session.reports(2)).map(outline)).toEqual(['lsp-id 1 GOING_UP srp 0', 'lsp-id 1 UP srp 0']);
  });
});

test('one that is taken away is reported as removed', async () => {
  await withPcc({ lsps: [rsvp('a')] }, async ({ pcc, session }) => {
    await session.synchronization();
    expect(pcc.unconfigure('a')).toBe(true);
    expect(outline((await session.reports(1))[0]!)).toBe('lsp-id 0 R srp 0');
    expect([pcc.lsps.size, pcc.unconfigure('a')]).toEqual([0, false]);
  });
});

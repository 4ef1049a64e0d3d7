import { expect, test } from '@jest/globals';
import type { FakeSession } from './fake-pce.js';
import {
  hops,
  type Instruction,
  initiate,
  namedSegment,
  rsvp,
  segmentRouted,
  segments,
  sids,
  TAIL,
  update,
} from './instructions.js';
import { withPcc } from './running.js';

type Send = (session: FakeSession, instruction: Instruction) => void;

/** PLSP-ID 1: delegated RSVP-TE; 2: not delegated; 3: delegated SR-MPLS; 4: delegated SRv6. MSD 3, of SRv6 2, room for one PCE-created LSP. */
const lsps = [
  rsvp('a'),
  rsvp('own', { delegated: false }),
  segmentRouted('s'),
  rsvp('v6', { setupType: 'SRV6', route: [{ kind: 'srv6', sid: '2001:db8:9::1', behavior: 1 }] }),
];

const instructions: readonly (readonly [string, Send, Instruction, readonly [number, number]])[] = [
  ['an unknown PLSP-ID', update, { srpId: 1, plspId: 77, ero: hops(TAIL) }, [19, 3]],
  ['an LSP that is not delegated', update, { srpId: 2, plspId: 2, ero: hops(TAIL) }, [19, 1]],
  [
    'more segments than the MSD',
    update,
    { srpId: 3, plspId: 3, setupType: 1, ero: segments(16, 17, 18, 19) },
    [10, 3],
  ],
  [
    'more SRv6 segments than the MSD',
    update,
    { srpId: 19, plspId: 4, setupType: 3, ero: sids(1, 2, 3) },
    [10, 40],
  ],
  ['SRv6 segments for an RSVP-TE LSP', update, { srpId: 20, plspId: 1, ero: sids(1) }, [19, 19]],
  ['labels for an SRv6 LSP', update, { srpId: 21, plspId: 4, setupType: 3, ero: segments(16009) }, [10, 11]],
  [
    'an SRv6 segment that is only named',
    update,
    { srpId: 22, plspId: 4, setupType: 3, ero: [namedSegment('2001:db8::4')] },
    [4, 4],
  ],
  [
    'SRv6 segments among addresses',
    update,
    { srpId: 23, plspId: 4, setupType: 3, ero: [...sids(1), ...hops(TAIL)] },
    [10, 43],
  ],
  ['segments for an RSVP-TE LSP', update, { srpId: 4, plspId: 1, ero: segments(16009) }, [10, 11]],
  ['implicit null in an SR-ERO', update, { srpId: 5, plspId: 3, setupType: 1, ero: segments(3) }, [10, 2]],
  ['another setup type', update, { srpId: 6, plspId: 1, setupType: 1, ero: segments(16009) }, [21, 2]],
  ['instantiation with a PLSP-ID', initiate, { srpId: 7, plspId: 5, name: 'n', ero: hops(TAIL) }, [19, 8]],
  ['instantiation without ERO', initiate, { srpId: 8, name: 'n' }, [6, 9]],
  ['instantiation with an empty ERO', initiate, { srpId: 9, name: 'n', ero: [] }, [24, 1]],
  ['instantiation without name', initiate, { srpId: 10, ero: hops(TAIL) }, [10, 8]],
  ['instantiation with a name in use', initiate, { srpId: 11, name: 'own', ero: hops(TAIL) }, [23, 1]],
  [
    'instantiation for another head-end',
    initiate,
    { srpId: 12, name: 'n', source: '10.9.9.9', ero: hops(TAIL) },
    [24, 1],
  ],
  [
    'instantiation to nowhere',
    initiate,
    { srpId: 13, name: 'n', setupType: 1, withoutEndPoints: true, ero: segments(16009) },
    [24, 1],
  ],
  [
    'instantiation with an unknown setup type',
    initiate,
    { srpId: 14, name: 'n', setupType: 9, ero: hops(TAIL) },
    [21, 1],
  ],
  ['deletion of an unknown PLSP-ID', initiate, { srpId: 15, plspId: 77, remove: true }, [19, 3]],
  ['deletion of an LSP that is not delegated', initiate, { srpId: 16, plspId: 2, remove: true }, [19, 1]],
  ['deletion of an LSP that no PCE created', initiate, { srpId: 17, plspId: 1, remove: true }, [19, 9]],
  [
    'take-over of an LSP that no PCE created',
    initiate,
    { srpId: 18, plspId: 1, withoutEndPoints: true },
    [19, 9],
  ],
];

test.each(instructions)(
  '%s is refused with the SRP-ID, and nothing changes',
  async (_, send, instruction, [type, value]) => {
    const limits = { maximumSidDepth: 3, maximumSrv6Sids: 2, maximumInitiatedLsps: 1 };
    await withPcc({ lsps, ...limits }, async ({ pce, pcc, session }) => {
      const before = await session.synchronization();
      send(session, instruction);
      expect(await session.error()).toEqual([type, value, instruction.srpId]);
      // A disagreement about the setup type ends the session (RFC 8408 4), nothing else does.
      expect(session.messages.some(({ kind }) => kind === 'Close')).toBe(type === 21);
      pcc.loseSession();
      expect(await (await pce.session()).synchronization()).toEqual(before);
    });
  },
);

test('the limit of PCE-created LSPs is kept (RFC 8281 5.3)', async () => {
  await withPcc({ maximumInitiatedLsps: 1 }, async ({ session, pcc }) => {
    await session.synchronization();
    initiate(session, { srpId: 1, name: 'one', ero: hops(TAIL) });
    initiate(session, { srpId: 2, name: 'two', ero: hops(TAIL) });
    expect(await session.error()).toEqual([19, 6, 2]);
    expect([...pcc.lsps.keys()]).toEqual(['one']);
  });
});

test('SRv6 on a head-end without it is a setup type that it does not know', async () => {
  await withPcc({}, async ({ session }) => {
    await session.synchronization();
    initiate(session, { srpId: 24, name: 'n', setupType: 3, ero: sids(1) });
    expect(await session.error()).toEqual([21, 1, 24]);
  });
});

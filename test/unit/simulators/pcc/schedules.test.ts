// A head-end that keeps the schedules of its LSPs (RFC 8934), by a clock that the test moves.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SimulatedPccOptions } from '../../../../src/simulators/pcc/simulated-pcc.js';
import type { StateReport } from '../../../../src/southbound/pcep/codec/messages/pcrpt.js';
import type { SchedLspAttributeTlv } from '../../../../src/southbound/pcep/codec/tlvs/sched-lsp-attribute.js';
import type { SchedPdLspAttributeTlv } from '../../../../src/southbound/pcep/codec/tlvs/sched-pd-lsp-attribute.js';
import { findTlv } from '../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import { FakeClock } from '../../../support/fake-clock.js';
import type { FakePceOptions } from './fake-pce.js';
import { hops, initiate, rsvp, segments, TAIL, update } from './instructions.js';
import { type Running, withPcc } from './running.js';

const MINUTE = 60_000;
const ROUTE = hops('10.1.0.2', TAIL);
let clock: FakeClock;
let start: number;

beforeEach(() => {
  clock = new FakeClock();
  start = clock.now() / 1000 + 600;
});

const fields = () => ({
  relativeStart: false,
  pccResponsible: true,
  activated: false,
  gracePeriods: false,
  startTime: start,
  duration: 300,
  before: 0,
  after: 0,
});
const once = (more: Partial<SchedLspAttributeTlv> = {}): SchedLspAttributeTlv => ({
  kind: 'SCHED-LSP-ATTRIBUTE',
  ...fields(),
  ...more,
});
const repeated = (more: Partial<SchedPdLspAttributeTlv> = {}): SchedPdLspAttributeTlv => ({
  kind: 'SCHED-PD-LSP-ATTRIBUTE',
  ...fields(),
  option: 3,
  repeats: 1,
  repeatTimeLength: 3600,
  ...more,
});

const STATES = ['DOWN', 'UP', 'ACTIVE', 'GOING_DOWN', 'GOING_UP'];

/** What a report says in a few words: state, A flag where there is a schedule, removal, error. */
function said({ lsp }: StateReport): string {
  const tlv = findTlv(lsp.tlvs, 'SCHED-LSP-ATTRIBUTE') ?? findTlv(lsp.tlvs, 'SCHED-PD-LSP-ATTRIBUTE');
  const code = findTlv(lsp.tlvs, 'LSP-ERROR-CODE')?.code;
  return [
    STATES[lsp.operational],
    tlv === undefined ? 'unscheduled' : tlv.activated ? 'active' : 'planned',
    ...(lsp.remove ? ['removed'] : []),
    ...(code === undefined ? [] : [`error ${code}`]),
  ].join(' ');
}

const told = async (session: Running['session'], count: number): Promise<readonly string[]> =>
  (await session.reports(count)).map(said);

/** PLSP-ID 1 is free: the head-end has no other LSPs. */
async function scheduling(
  body: (running: Running) => Promise<void>,
  options: Partial<SimulatedPccOptions> = {},
  pce: FakePceOptions = {},
): Promise<void> {
  const run = async (running: Running) => {
    await running.session.synchronization();
    await body(running);
  };
  await withPcc({ clock, ...options }, run, pce);
}

describe('a head-end that is responsible for the times', () => {
  test('sets the LSP up at the start and removes it at the end', async () => {
    await scheduling(async ({ session, pcc }) => {
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs: [once()] });
      const planned = await session.report();
      expect(said(planned)).toBe('DOWN planned');
      expect(planned.srp?.srpId).toBe(1);
      expect(findTlv(planned.lsp.tlvs, 'SCHED-LSP-ATTRIBUTE')).toEqual(once());
      clock.advance(10 * MINUTE - 1);
      await session.caughtUp();
      expect(pcc.lsps.get('backup')?.current.operational).toBe(0);
      clock.advance(1);
      expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
      clock.advance(5 * MINUTE - 1);
      expect(pcc.lsps.has('backup')).toBe(true);
      clock.advance(1);
      expect(await told(session, 1)).toEqual(['DOWN active removed']);
      expect(pcc.lsps.has('backup')).toBe(false);
      expect(clock.pending()).toBe(0);
    });
  });

  test('keeps grace periods around the interval', async () => {
    await scheduling(async ({ session }) => {
      const tlvs = [once({ gracePeriods: true, before: 60, after: 120 })];
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs });
      await session.report();
      clock.advance(9 * MINUTE);
      expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
      clock.advance(8 * MINUTE - 1);
      expect(clock.pending()).toBe(1);
      clock.advance(1);
      expect((await session.report()).lsp.remove).toBe(true);
    });
  });

  test('takes an LSP down between its intervals and removes it after the last', async () => {
    await scheduling(async ({ session }) => {
      initiate(session, { srpId: 1, name: 'backup', setupType: 1, ero: segments(16009), tlvs: [repeated()] });
      await session.report();
      clock.advance(15 * MINUTE);
      expect(await told(session, 3)).toEqual(['GOING_UP active', 'UP active', 'DOWN planned']);
      clock.advance(60 * MINUTE);
      expect(await told(session, 3)).toEqual(['GOING_UP active', 'UP active', 'DOWN active removed']);
    });
  });

  test('counts a relative start from its own clock, and reports it absolute', async () => {
    await scheduling(async ({ session }) => {
      initiate(session, {
        srpId: 1,
        name: 'backup',
        ero: ROUTE,
        tlvs: [once({ relativeStart: true, startTime: 600 })],
      });
      const { lsp } = await session.report();
      expect(findTlv(lsp.tlvs, 'SCHED-LSP-ATTRIBUTE')).toEqual(once());
      clock.advance(10 * MINUTE);
      expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
    });
  });

  test('sets up at once what has begun already', async () => {
    await scheduling(async ({ session }) => {
      const tlvs = [once({ startTime: start - 700 })];
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs });
      const [going, isUp] = await session.reports(2);
      expect([said(going!), going?.srp?.srpId, said(isUp!)]).toEqual(['GOING_UP active', 1, 'UP active']);
    });
  });

  test('needs no PCE to do so, and tells the next one', async () => {
    await scheduling(async ({ session, pce }) => {
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs: [once()] });
      await session.report();
      session.drop();
      await session.closed;
      clock.advance(10 * MINUTE);
      const next = await pce.session();
      expect((await next.synchronization()).map(said)).toEqual(['UP active']);
    });
  });

  test('stays with the LSP where a set-up fails, for the next interval', async () => {
    await scheduling(
      async ({ session, pcc }) => {
        initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs: [repeated()] });
        await session.report();
        clock.advance(10 * MINUTE);
        expect(await told(session, 2)).toEqual(['GOING_UP active', 'DOWN planned error 8']);
        expect(pcc.lsps.has('backup')).toBe(true);
        clock.advance(60 * MINUTE);
        expect(await told(session, 2)).toEqual(['GOING_UP active', 'DOWN planned error 8']);
        clock.advance(5 * MINUTE);
        expect(await told(session, 1)).toEqual(['DOWN planned removed']);
      },
      { failSetups: 1 },
    );
  });

  test('forgets the times of what the PCE deletes', async () => {
    await scheduling(async ({ session }) => {
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs: [once()] });
      await session.report();
      initiate(session, { srpId: 2, plspId: 1, remove: true, tlvs: [once()] });
      expect((await session.report()).lsp.remove).toBe(true);
      expect(clock.pending()).toBe(0);
    });
  });

  test('waits for a time beyond what a timer can hold', async () => {
    const delays: number[] = [];
    const schedule = (delay: number, callback: () => void) => {
      delays.push(delay);
      return clock.schedule(delay, callback);
    };
    await scheduling(
      async ({ session }) => {
        const days = 60;
        const tlvs = [once({ startTime: start + days * 86_400 })];
        initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs });
        await session.report();
        clock.advance(days * 86_400_000 + 10 * MINUTE - 1);
        expect(clock.pending()).toBe(1);
        clock.advance(1);
        expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
        expect(Math.max(...delays)).toBe(0x7fff_ffff);
      },
      { clock: { now: () => clock.now(), schedule } },
    );
  });
});

describe('an update of an LSP with a schedule', () => {
  async function planned(body: (running: Running) => Promise<void>): Promise<void> {
    await scheduling(async (running) => {
      initiate(running.session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs: [once()] });
      await running.session.report();
      await body(running);
    });
  }

  test('moves its start, and its path', async () => {
    await planned(async ({ session, pcc }) => {
      const other = hops('10.1.0.10', TAIL);
      update(session, { srpId: 2, plspId: 1, ero: other, tlvs: [once({ startTime: start + 60 })] });
      const report = await session.report();
      expect([said(report), report.srp?.srpId]).toEqual(['DOWN planned', 2]);
      expect(report.ero?.subobjects).toEqual(other);
      clock.advance(11 * MINUTE - 1);
      expect(pcc.lsps.get('backup')?.current.operational).toBe(0);
      clock.advance(1);
      expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
    });
  });

  test('makes before it breaks while the LSP is active, and shortens its time', async () => {
    await planned(async ({ session, pcc }) => {
      clock.advance(10 * MINUTE);
      await session.reports(2);
      const tlvs = [once({ duration: 120, activated: true })];
      update(session, { srpId: 2, plspId: 1, ero: hops('10.1.0.10', TAIL), tlvs });
      expect(await told(session, 3)).toEqual(['GOING_UP active', 'UP active', 'DOWN active removed']);
      clock.advance(2 * MINUTE);
      expect((await session.report()).lsp.remove).toBe(true);
      expect(pcc.lsps.size).toBe(0);
    });
  });

  test('takes it down where its new start is still to come', async () => {
    await planned(async ({ session }) => {
      clock.advance(10 * MINUTE);
      await session.reports(2);
      update(session, { srpId: 2, plspId: 1, ero: ROUTE, tlvs: [once({ startTime: start + 600 })] });
      expect(await told(session, 1)).toEqual(['DOWN planned']);
      clock.advance(10 * MINUTE);
      expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
    });
  });

  test('without a path leaves everything as it was', async () => {
    await planned(async ({ session }) => {
      update(session, { srpId: 2, plspId: 1, ero: [], tlvs: [once({ startTime: start + 600 })] });
      const { lsp, ero } = await session.report();
      expect(findTlv(lsp.tlvs, 'SCHED-LSP-ATTRIBUTE')).toEqual(once());
      expect(ero?.subobjects).toEqual(ROUTE);
    });
  });

  test('without its schedule is refused with 6/16', async () => {
    await planned(async ({ session }) => {
      update(session, { srpId: 2, plspId: 1, ero: ROUTE });
      expect(await session.error()).toEqual([6, 16, 2]);
    });
  });

  test('with times that make no sense is answered with LSP error 4, and the old ones stay', async () => {
    await planned(async ({ session }) => {
      update(session, { srpId: 2, plspId: 1, ero: ROUTE, tlvs: [once({ duration: 0 })] });
      const report = await session.report();
      expect([said(report), report.srp?.srpId]).toEqual(['DOWN planned error 4', 2]);
      expect(findTlv(report.lsp.tlvs, 'SCHED-LSP-ATTRIBUTE')).toEqual(once());
      clock.advance(10 * MINUTE);
      expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
    });
  });
});

describe('where the PCE is responsible for the times', () => {
  test('the A flag sets the LSP up, and takes it down again', async () => {
    await scheduling(async ({ session }) => {
      const mine = { pccResponsible: false };
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs: [repeated(mine)] });
      expect(await told(session, 1)).toEqual(['DOWN planned']);
      clock.advance(11 * MINUTE);
      expect(clock.pending()).toBe(0);
      const tlvs = [repeated({ ...mine, activated: true })];
      update(session, { srpId: 2, plspId: 1, ero: ROUTE, tlvs });
      const [going, isUp] = await session.reports(2);
      expect([said(going!), going?.srp?.srpId, said(isUp!)]).toEqual(['GOING_UP active', 2, 'UP active']);
      update(session, { srpId: 3, plspId: 1, ero: ROUTE, tlvs: [repeated(mine)] });
      expect(await told(session, 1)).toEqual(['DOWN planned']);
    });
  });

  test('nothing happens at the end before the PCE deletes the LSP', async () => {
    await scheduling(async ({ session, pcc }) => {
      const tlvs = [once({ pccResponsible: false, activated: true, startTime: start - 650 })];
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs });
      expect(await told(session, 2)).toEqual(['GOING_UP active', 'UP active']);
      clock.advance(60 * MINUTE);
      expect(pcc.lsps.get('backup')?.current.operational).toBe(1);
    });
  });
});

describe('a schedule that is not accepted', () => {
  test.each([
    ['has no duration', () => once({ duration: 0 })],
    ['is over', () => once({ startTime: start - 900 })],
    ['repeats in an unknown way', () => repeated({ option: 4 })],
    ['overlaps itself', () => repeated({ repeatTimeLength: 299 })],
  ])('because it %s: the LSP is reported as removed, with LSP error 4', async (_why, tlv) => {
    await scheduling(async ({ session, pcc }) => {
      initiate(session, { srpId: 1, name: 'backup', ero: ROUTE, tlvs: [tlv()] });
      const report = await session.report();
      expect([said(report), report.srp?.srpId]).toEqual(['DOWN planned removed error 4', 1]);
      expect(pcc.lsps.size).toBe(0);
      expect(clock.pending()).toBe(0);
    });
  });

  test('because the LSP is configured on the head-end without one', async () => {
    const lsps = [rsvp('mine')];
    await withPcc({ clock, lsps }, async ({ session }) => {
      await session.synchronization();
      update(session, { srpId: 2, plspId: 1, ero: ROUTE, tlvs: [once()] });
      expect(await told(session, 1)).toEqual(['UP unscheduled error 4']);
    });
  });
});

describe('support', () => {
  const capability = (session: Running['session']) => {
    const open = session.messages.find((message) => message.kind === 'Open');
    const tlv = findTlv(open?.open.tlvs ?? [], 'STATEFUL-PCE-CAPABILITY');
    return [tlv?.lspScheduling, tlv?.periodicScheduling];
  };

  test.each([
    ['none', [false, false], [19, 15, 1], [19, 15, 2]],
    ['scheduled', [true, false], undefined, [19, 15, 2]],
    ['periodic', [true, true], undefined, undefined],
  ] as const)(
    '%s is announced, and the rest refused with 19/15',
    async (support, flags, single, periodic) => {
      await scheduling(
        async ({ session, pcc }) => {
          expect(capability(session)).toEqual(flags);
          initiate(session, { srpId: 1, name: 'one', ero: ROUTE, tlvs: [once()] });
          if (single !== undefined) expect(await session.error()).toEqual(single);
          initiate(session, { srpId: 2, name: 'two', ero: ROUTE, tlvs: [repeated()] });
          if (periodic !== undefined) expect(await session.error()).toEqual(periodic);
          await session.caughtUp();
          const refused = Number(single !== undefined) + Number(periodic !== undefined);
          expect(pcc.lsps.size).toBe(2 - refused);
        },
        { scheduling: support },
      );
    },
  );

  test('of the head-end alone is not enough', async () => {
    const open = {
      tlvs: [
        {
          kind: 'STATEFUL-PCE-CAPABILITY',
          lspUpdate: true,
          includeDbVersion: false,
          lspInstantiation: true,
          triggeredResync: false,
          deltaLspSync: false,
          triggeredInitialSync: false,
          lspScheduling: false,
          periodicScheduling: true,
        },
      ],
    } as const;
    await scheduling(
      async ({ session }) => {
        initiate(session, { srpId: 1, name: 'one', ero: ROUTE, tlvs: [once()] });
        expect(await session.error()).toEqual([19, 15, 1]);
      },
      {},
      { open },
    );
  });
});

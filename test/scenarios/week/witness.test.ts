// A witness that sees nothing is worth nothing: each invariant is broken once, by a log that no PCE would write.
import { expect, test } from '@jest/globals';
import type { BookingOrder } from '../../../src/domain/values/booking.js';
import {
  BookingId,
  LinkId,
  LspId,
  MaintenanceId,
  NodeId,
  OperationId,
  PccId,
  SessionId,
  SourceName,
} from '../../../src/domain/values/identifiers.js';
import type { SignalledPath } from '../../../src/domain/values/path.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { DomainEvent } from '../../../src/events/catalogue/event.js';
import { emptyLog, openMemoryStore } from '../../../src/events/stores/memory/open.js';
import { lspState } from '../../support/pce.js';
import { Witness } from './witness.js';

const START = Date.UTC(2026, 5, 1);
const MINUTE = 60_000;
const PCC = PccId('10.0.0.1');
const SESSION = SessionId('session-1');
const LINK = LinkId('A-B');
const WINDOW = MaintenanceId('window-1');
const path: SignalledPath = {
  path: { nodes: [NodeId('A'), NodeId('B')], links: [LINK], igpMetric: 1, teMetric: 1 },
  route: [{ kind: 'address', address: '10.1.0.2' }],
};
const computation = { position: 0, request: pathRequest({ source: 'A', destination: 'B', bandwidth: 6e9 }) };

const link: DomainEvent = {
  type: 'LinkObserved',
  data: {
    source: SourceName('week'),
    link: {
      id: LINK,
      source: NodeId('A'),
      target: NodeId('B'),
      capacity: 10e9,
      reservable: 10e9,
      adminGroups: [],
      srlgs: [],
      operational: true,
      igpMetric: 1,
      teMetric: 1,
    },
  },
};

const timers = { local: 30, remote: 120 };
const capabilities = { stateful: true, update: true, initiation: true, setupTypes: ['RSVP_TE'] } as const;
const established = (session = SESSION): DomainEvent => ({
  type: 'SessionEstablished',
  data: {
    pcc: PCC,
    session,
    address: PCC,
    port: 4189,
    keepalive: timers,
    deadTimer: timers,
    capabilities,
  },
});
const synchronized: DomainEvent = {
  type: 'SessionSynchronized',
  data: { pcc: PCC, session: SESSION, reported: 0, removed: 0 },
};

const state = (name: string, plspId: number) =>
  lspState({
    pcc: PCC,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.2',
    bandwidth: 6e9,
    route: path.route,
  });
const reported = (name: string, plspId = 1): DomainEvent => ({
  type: 'LspReported',
  data: state(name, plspId),
});

const wanted = (name: string, operation = `of-${name}`) => ({
  operation: OperationId(operation),
  lsp: LspId(PCC, name),
  pcc: PCC,
  name,
  deadline: START + MINUTE,
  reason: 'operator' as const,
  intended: {
    setupType: 'RSVP_TE' as const,
    source: '10.0.0.1',
    destination: '10.0.0.2',
    bandwidth: 6e9,
    setupPriority: 7,
    holdingPriority: 7,
    administrative: true,
    path,
  },
});
const initiated = (name: string, operation?: string): DomainEvent => ({
  type: 'LspInitiationRequested',
  data: wanted(name, operation),
});
const updated = (name: string, operation: string): DomainEvent => ({
  type: 'LspUpdateRequested',
  data: wanted(name, operation),
});
const dispatched = (operation: string, session = SESSION): DomainEvent => ({
  type: 'OperationDispatched',
  data: { operation: OperationId(operation), pcc: PCC, session, srpId: 1 },
});
const succeeded = (name: string): DomainEvent => ({
  type: 'OperationSucceeded',
  data: { operation: OperationId(`of-${name}`), lsp: LspId(PCC, name) },
});

const order: BookingOrder = {
  name: 'booking',
  pcc: PCC,
  request: computation.request,
  setupType: 'RSVP_TE',
  holdingPriority: 7,
  windows: [{ start: START + MINUTE, end: START + 5 * MINUTE }],
  leadTime: 0,
  flexibility: 0,
};
const booked = (name: string): readonly DomainEvent[] => {
  const booking = BookingId(name);
  const occurrences = [{ start: START + MINUTE, end: START + 5 * MINUTE, bandwidth: 6e9, path: 0 }];
  return [
    { type: 'BookingRequested', data: { booking, order } },
    { type: 'BookingAdmitted', data: { booking, paths: [path], occurrences, computation } },
  ];
};

const resources = { nodes: [], links: [LINK], srlgs: [] };
const utilization = { before: 0, after: 0 };
const planned: readonly DomainEvent[] = [
  {
    type: 'MaintenanceRequested',
    data: {
      maintenance: WINDOW,
      order: {
        name: 'fibre',
        resources,
        start: START + MINUTE,
        end: START + 30 * MINUTE,
        drainTime: MINUTE,
        whatCannotMove: 'LEAVE',
        revert: true,
      },
    },
  },
  {
    type: 'MaintenancePlanned',
    data: { maintenance: WINDOW, impact: { moves: [], staying: [], bookings: [], utilization } },
  },
];
const timer = (name: string, due: number): DomainEvent => ({
  type: 'SagaTimerFired',
  data: { saga: { kind: 'maintenance', id: WINDOW }, timer: name, due },
});
const begun = [
  timer('start', START + MINUTE),
  { type: 'MaintenanceStarted', data: { maintenance: WINDOW, staying: [] } },
] as const satisfies readonly DomainEvent[];

/** What the witness says of a log; each step is its events, and the minutes that pass after them. */
async function seen(...steps: readonly (readonly [readonly DomainEvent[], number])[]): Promise<string> {
  let now = START;
  let ids = 0;
  const log = emptyLog();
  const store = openMemoryStore({ clock: () => now, newId: () => `event-${++ids}`, log });
  const witness = new Witness(1, 10e9);
  try {
    for (const [events, minutes] of steps) {
      for (const event of events) await store.append('any', 'any', [event]);
      await witness.look(store, log, now);
      now += minutes * MINUTE;
      await witness.look(store, log, now);
    }
    return 'nothing';
  } catch (error) {
    return String(error);
  }
}

const up = (name: string, plspId = 1): readonly DomainEvent[] => [
  initiated(name),
  dispatched(`of-${name}`),
  reported(name, plspId),
  succeeded(name),
];
const begin = [link, established(), synchronized];

test('what is in order is left in peace', async () => {
  expect(await seen([[...begin, ...up('one'), ...booked('booking-1')], 0])).toBe('nothing');
});

test('a link that is over its capacity is seen when that is decided, with the log of who is over it', async () => {
  const said = await seen([[...begin, ...up('one'), initiated('two')], 0]);
  expect(said).toContain('seed 1, event 8: A-B carries 12000000000 of 10000000000 bit/s');
  expect(said).toContain('OperationSucceeded {"operation":"of-one","lsp":"10.0.0.1/one"}');
});

test('a link whose capacity was cut has to be relieved before long', async () => {
  const { source, link: known } = link.data as { source: SourceName; link: { capacity: number } };
  const cut = { type: 'LinkObserved', data: { source, link: { ...known, reservable: 1e9 } } } as DomainEvent;
  expect(await seen([[...begin, ...up('one'), cut], 1])).toBe('nothing');
  expect(await seen([[...begin, ...up('one'), cut], 3])).toContain('for too long');
});

test.each<[string, readonly DomainEvent[]]>([
  ['has two sessions', [established(SessionId('session-2'))]],
  [
    'have the same PLSP-ID 1',
    [...up('one'), { ...reported('two'), data: { ...state('two', 1), route: [] } } as DomainEvent],
  ],
  ['is asked for twice', [initiated('one'), initiated('one', 'of-one')]],
  ['is initiated though it is there', [...up('one'), initiated('one', 'again')]],
  ['is initiated though it is being set up', [initiated('one'), initiated('one', 'again')]],
  ['on a session that is over', [initiated('one'), dispatched('of-one', SessionId('session-0'))]],
  [
    'is sent beside of-one-2',
    [...up('one'), updated('one', 'of-one-2'), updated('one', 'of-one-3'), dispatched('of-one-3')],
  ],
  [
    'which is not delegated',
    [
      ...up('one'),
      { type: 'LspReported', data: { ...state('one', 1), delegated: false } },
      updated('one', 'of-one-2'),
      dispatched('of-one-2'),
    ],
  ],
  ['is booked for 12000000000 bit/s', [...booked('booking-1'), ...booked('booking-2')]],
])('%s', async (what, events) => {
  expect(await seen([[...begin, ...events], 0])).toContain(what);
});

test('before the end of synchronisation nothing is to be sent', async () => {
  expect(await seen([[link, established(), initiated('one'), dispatched('of-one')], 0])).toContain(
    'is sent before the end of synchronisation',
  );
});

test('an operation that is past its deadline is seen, though nothing happens', async () => {
  expect(await seen([[...begin, initiated('one')], 1])).toBe('nothing');
  expect(await seen([[...begin, initiated('one')], 2])).toContain('of-one is past its deadline');
});

test('a timer that does not fire, or fires twice or too early, is seen', async () => {
  expect(await seen([[...begin, ...planned], 1])).toContain('drain of maintenance-window-1 is due');
  const fired = timer('drain', START);
  expect(await seen([[...begin, ...planned, fired, fired], 0])).toContain('fired twice');
  const early = timer('start', START + MINUTE);
  expect(await seen([[...begin, ...planned, fired, early], 0])).toContain('fired too early');
});

test('a path, or a booking, over links that are worked on is seen', async () => {
  const draining = [...planned, timer('drain', START)];
  expect(await seen([[...begin, ...draining], 1], [[initiated('one')], 0])).toContain(
    'leads 10.0.0.1/one over A-B',
  );
  expect(await seen([[...begin, ...planned, ...booked('booking-1')], 0])).toContain(
    'takes links of window-1',
  );
});

test('work that begins with an LSP in its way is seen, and one that comes later and stays', async () => {
  const draining = [...planned, timer('drain', START)];
  expect(await seen([[...begin, ...up('one'), ...draining], 1], [begun, 0])).toContain(
    'window-1 begins with 10.0.0.1/one over its links',
  );
  const away = { type: 'LspReported', data: { ...state('one', 1), operationalState: 'DOWN' } } as const;
  const back = [[reported('one')], 3] as const;
  const before = [...begin, ...up('one'), away, ...draining];
  expect(await seen([before, 1], [begun, 1], back)).toContain('stays on links of window-1 in progress');
});

// Losing and finding each other again, with FRRouting's pathd: a silent router, a Cairn that restarts, a Cairn that dies and
// another one that takes over.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInNamespaces } from '../support/frr.js';
import { tapAddress } from '../support/pcep-tap.js';
import { DYNAMIC, EXPLICIT, ROUTER, routerConfiguration } from './frr-network.js';
import { type LabCairn, RouterLab } from './router-lab.js';
import { allEvents, brokenSegments, judge, type LoggedEvent, sentBy } from './sent-messages.js';

const MADE = `${ROUTER}/made-here`;
const SECOND_HOST = '127.0.0.2';

const ofType = (events: readonly LoggedEvent[], type: LoggedEvent['type']): readonly LoggedEvent[] =>
  events.filter((event) => event.type === type);

/** What a session that comes back must not repeat. */
function expectNothingRepeated(news: readonly LoggedEvent[]): void {
  expect(ofType(news, 'LspRemoved')).toEqual([]);
  expect(ofType(news, 'NodeObserved')).toEqual([]);
  expect(ofType(news, 'LinkObserved')).toEqual([]);
  const reports = ofType(news, 'LspReported').map(({ stream }) => stream);
  expect(reports).not.toContain(`lsp-${EXPLICIT}`);
}

describeInNamespaces(['frr', 'tshark'], 'FRRouting pathd falls silent', () => {
  let lab: RouterLab;
  let cairn: LabCairn;
  let eventsBefore = 0;

  beforeAll(async () => {
    lab = await RouterLab.start();
    cairn = await lab.cairn();
    const timers = { keepalive: 2, deadTimer: 6, delegationTimeout: 5 };
    await lab.router.start(routerConfiguration({ pces: ['127.0.0.1'], ...timers }));
    await cairn.lspThat(DYNAMIC, 'is delegated', ({ delegated }) => delegated);
  }, 30_000);

  afterAll(() => lab?.remove(), 30_000);

  test('it is given up at its dead timer; its LSPs stay, marked as stale', async () => {
    lab.router.signal('SIGSTOP');
    await cairn.pccThat('is given up', ({ connected }) => !connected);
    expect(await cairn.pcc()).toMatchObject({ lastEnd: 'dead-timer', lspCount: 2 });
    expect(await cairn.lsp(DYNAMIC)).toMatchObject({ stale: true, path: { nodes: ['A', 'E', 'D'] } });
    const refused = await cairn.process.ask(`mutation { updateLsp(input: { id: "${DYNAMIC}" }) { id } }`);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'PCC_NOT_READY' });
    eventsBefore = (await allEvents(cairn.process)).length;
  }, 30_000);

  test('it comes back and delegates again; what has not changed makes no event', async () => {
    lab.router.signal('SIGCONT');
    await cairn.synchronized();
    await cairn.lspThat(DYNAMIC, 'is delegated again', (lsp) => lsp.delegated && !lsp.stale);
    expect(await cairn.updateLsp({ id: DYNAMIC, path: ['A', 'F', 'D'] })).toMatchObject({
      state: 'SUCCEEDED',
    });
    expectNothingRepeated((await allEvents(cairn.process)).slice(eventsBefore));
    expect(lab.router.isAlive).toBe(true);
  }, 60_000);
});

describeInNamespaces(['frr', 'tshark'], 'FRRouting pathd with two Cairns', () => {
  let lab: RouterLab;
  let first: LabCairn;
  let second: LabCairn;

  beforeAll(async () => {
    lab = await RouterLab.start();
    [first, second] = await Promise.all([
      lab.cairn({ name: 'first' }),
      lab.cairn({ name: 'second', host: SECOND_HOST }),
    ]);
    const timers = { keepalive: 30, deadTimer: 120, delegationTimeout: 10 };
    await lab.router.start(routerConfiguration({ pces: ['127.0.0.1', SECOND_HOST], ...timers }));
  }, 30_000);

  afterAll(() => lab?.remove(), 30_000);

  test('both Cairns know the LSPs; the one with precedence has the delegation', async () => {
    await Promise.all([first.synchronized(), second.synchronized()]);
    await first.lspThat(DYNAMIC, 'is delegated', ({ delegated }) => delegated);
    const request = { source: 'A', destination: 'D' };
    const created = await first.createLsp({ pcc: ROUTER, name: 'made-here', request });
    expect(created).toMatchObject({ state: 'SUCCEEDED' });
    // pathd tells the other PCE what it has at the time of the synchronisation, and changes only to the best one.
    await second.lspThat(
      EXPLICIT,
      'is known to the other one',
      ({ delegated, stale }) => !delegated && !stale,
    );
    expect((await second.lsp(DYNAMIC))?.delegated ?? false).toBe(false);
    const refused = await second.process.ask(`mutation { deleteLsp(id: "${MADE}") { id } }`);
    expect(refused.errors?.[0]?.extensions?.['code']).toMatch(/UNKNOWN_LSP|NOT_DELEGATED/);
  }, 30_000);

  test('a Cairn that is restarted knows everything at once, and the synchronisation adds nothing', async () => {
    const before = await first.lsp(DYNAMIC);
    const { length } = await allEvents(first.process);
    expect(await first.process.stop()).toMatchObject({ code: 0 });
    first = await lab.cairn({ name: 'first' });
    const reloaded = await first.lsp(DYNAMIC);
    expect(reloaded).toMatchObject({ path: before?.path, plspId: before?.plspId });
    await first.synchronized(40);
    await first.lspThat(DYNAMIC, 'is delegated again', (lsp) => lsp.delegated && !lsp.stale, 30);
    const news = (await allEvents(first.process)).slice(length);
    expectNothingRepeated(news);
    expect(await first.lsp(MADE)).toMatchObject({ createdByPce: true });
  }, 90_000);

  test('when it is killed, the other Cairn is given the LSPs and moves them', async () => {
    await second.synchronized(40);
    expect(await first.process.kill('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    const taken = await second.lspThat(DYNAMIC, 'is delegated to the other one', (lsp) => lsp.delegated, 40);
    expect(taken.stale).toBe(false);
    expect(await second.updateLsp({ id: DYNAMIC, path: ['A', 'F', 'D'] })).toMatchObject({
      state: 'SUCCEEDED',
    });
    expect(await second.lsp(DYNAMIC)).toMatchObject({ path: { nodes: ['A', 'F', 'D'] } });
    await second.lspThat(MADE, 'is delegated to the other one', (lsp) => lsp.delegated && lsp.createdByPce);
    expect(await second.deleteLsp(MADE)).toMatchObject({ state: 'SUCCEEDED' });
    expect(lab.router.vtysh('show sr-te policy detail')).not.toContain('made-here');
  }, 90_000);

  test('pathd has survived all of it', () => {
    expect(lab.router.isAlive).toBe(true);
  });

  test('every message that either Cairn sent is read by Wireshark, and says what was meant', async () => {
    first = await lab.cairn({ name: 'first' });
    const logs = [
      { address: tapAddress('127.0.0.1'), events: await allEvents(first.process) },
      { address: tapAddress(SECOND_HOST), events: await allEvents(second.process) },
    ];
    const recording = await lab.recording();
    let answers = 0;
    for (const { address, events } of logs) {
      expect(brokenSegments(recording, address)).toBe(0);
      const { problems, counts, comparedWithLog } = judge(sentBy(recording, address, events), events);
      expect(problems).toEqual([]);
      expect(counts).toMatchObject({ PCInitiate: 1 });
      expect(comparedWithLog).toBeGreaterThanOrEqual(1);
      answers += counts['PCRep'] ?? 0;
    }
    // pathd asks whichever PCE is its best one at the time: the first one to be ready may get all requests.
    expect(answers).toBeGreaterThanOrEqual(1);
  }, 30_000);
});

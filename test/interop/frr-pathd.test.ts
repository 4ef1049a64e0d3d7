// The whole loop with a router that this project did not write: FRRouting's pathd is synchronised, asks for a path, delegates,
// and has its LSPs moved, created and deleted. At the end Wireshark and the event log judge every message that Cairn sent.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../support/cairn-process.js';
import { describeInNamespaces } from '../support/frr.js';
import { tapAddress } from '../support/pcep-tap.js';
import {
  DYNAMIC,
  DYNAMIC_BANDWIDTH,
  dynamicPolicy,
  EXPLICIT,
  networkDocument,
  ROUTER,
  routerConfiguration,
} from './frr-network.js';
import { type LabCairn, type LspView, RouterLab } from './router-lab.js';
import { allEvents, brokenSegments, judge, type LoggedEvent, sentBy } from './sent-messages.js';

const labels = ({ signalledRoute }: LspView) => signalledRoute.map(({ label }) => label);

describeInNamespaces(['frr', 'tshark'], 'FRRouting pathd', () => {
  let lab: RouterLab;
  let cairn: LabCairn;

  beforeAll(async () => {
    lab = await RouterLab.start();
    cairn = await lab.cairn();
    const timers = { keepalive: 30, deadTimer: 120, delegationTimeout: 5 };
    await lab.router.start(routerConfiguration({ pces: ['127.0.0.1'], ...timers }));
  }, 30_000);

  afterAll(() => lab?.remove(), 30_000);

  const answersTo = async (destination: string): Promise<readonly LoggedEvent[]> =>
    (await allEvents(cairn.process)).filter(
      ({ type, data }) =>
        type === 'PathRequestAnswered' && data.computation.request.destination === destination,
    );

  test('the session comes up, with what pathd can do', async () => {
    await cairn.synchronized();
    const query = `{ pcc(id: "${ROUTER}") { address connected synchronized
      capabilities { stateful update initiation setupTypes maximumSidDepth } } }`;
    expect(await cairn.process.graphql(query)).toEqual({
      pcc: {
        address: ROUTER,
        connected: true,
        synchronized: true,
        capabilities: {
          stateful: true,
          update: true,
          initiation: true,
          setupTypes: ['SR_MPLS'],
          maximumSidDepth: 8,
        },
      },
    });
    const session = lab.router.vtysh('show sr-te pcep session');
    expect(session).toContain('Session Status UP');
    expect(session).toContain('PCE Capabilities: [Stateful PCE] [SR TE PST]');
  });

  test('its explicit policy is in the LSP-DB as configured, and not delegated', async () => {
    const explicit = await cairn.lspThat(EXPLICIT, 'is reported', () => true);
    expect(explicit).toMatchObject({
      delegated: false,
      createdByPce: false,
      setupType: 'SR_MPLS',
      source: ROUTER,
      destination: '10.0.0.2',
      stale: false,
    });
    expect(labels(explicit)).toEqual([16002, 16004]);
    const refused = await cairn.process.ask(
      `mutation { updateLsp(input: { id: "${EXPLICIT}", path: ["B"] }) { id } }`,
    );
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_DELEGATED' });
  });

  test('it asks for the path of its dynamic policy, is answered within all constraints, and delegates', async () => {
    const dynamic = await cairn.lspThat(DYNAMIC, 'is delegated', ({ delegated }) => delegated);
    // B is cheapest but not in the group, C second but too small.
    expect(dynamic).toMatchObject({
      path: { nodes: ['A', 'E', 'D'] },
      bandwidth: DYNAMIC_BANDWIDTH,
      affinities: { includeAny: [0] },
      administrative: true,
    });
    expect(labels(dynamic)).toEqual([16005, 16004]);
    const [answer] = await answersTo('10.0.0.4');
    expect(answer?.data).toMatchObject({
      pcc: ROUTER,
      computation: {
        request: {
          source: ROUTER,
          destination: '10.0.0.4',
          bandwidth: DYNAMIC_BANDWIDTH,
          includeAny: [0],
          metric: 'TE',
          bounds: [{ metric: 'IGP', max: 30 }],
        },
      },
      path: { path: { nodes: ['A', 'E', 'D'], teMetric: 60 } },
    });
    expect(lab.router.vtysh('show sr-te policy detail')).toMatch(
      /Color: 200 {2}Name: POL-DYNAMIC[^\n]*\n[^\n]*Name: CP-DYNAMIC {2}Type: dynamic {2}Segment-List: \(created by PCE\)/,
    );
  });

  test('bandwidth of the reported LSP is taken from its links, and its hold is released', async () => {
    const query = '{ topology { link(id: "A-E") { reserved } } }';
    expect(await cairn.process.graphql(query)).toEqual({
      topology: { link: { reserved: DYNAMIC_BANDWIDTH } },
    });
    const events = await allEvents(cairn.process);
    expect(events.filter(({ type }) => type === 'BandwidthHoldReleased').map(({ data }) => data)).toEqual([
      expect.objectContaining({ lsp: DYNAMIC, reason: 'reported' }),
    ]);
  });

  test('updateLsp moves it onto a pinned path, and pathd reports it there', async () => {
    const before = Number(
      /Message Update: +\d+ +(\d+)/.exec(lab.router.vtysh('show sr-te pcep session'))?.[1],
    );
    expect(await cairn.updateLsp({ id: DYNAMIC, path: ['A', 'F', 'D'] })).toMatchObject({
      state: 'SUCCEEDED',
      reason: 'operator',
      error: null,
    });
    const moved = await cairn.lsp(DYNAMIC);
    expect(moved).toMatchObject({ path: { nodes: ['A', 'F', 'D'] }, delegated: true });
    expect(moved && labels(moved)).toEqual([16006, 16004]);
    const after = /Message Update: +\d+ +(\d+)/.exec(lab.router.vtysh('show sr-te pcep session'));
    expect(Number(after?.[1])).toBe(before + 1);
  });

  test('updateLsp without a path computes it again: back to the best one', async () => {
    expect(await cairn.updateLsp({ id: DYNAMIC })).toMatchObject({ state: 'SUCCEEDED' });
    expect(await cairn.lsp(DYNAMIC)).toMatchObject({ path: { nodes: ['A', 'E', 'D'] } });
  });

  test('what pathd ignores without a word ends in an operation that did not succeed', async () => {
    const ended = await cairn.updateLsp({ id: DYNAMIC, administrative: false });
    expect(ended).toMatchObject({ state: 'TIMED_OUT', error: { code: 'TIMED_OUT' } });
    expect(await cairn.lsp(DYNAMIC)).toMatchObject({ administrative: true });
  }, 20_000);

  test('createLsp creates a policy on the router, updateLsp moves it, deleteLsp removes it', async () => {
    const request = { source: 'A', destination: 'D', bandwidth: 1e6, bounds: [{ metric: 'TE', max: 90 }] };
    const created = await cairn.createLsp({ pcc: ROUTER, name: 'made-here', request });
    expect(created).toMatchObject({ state: 'SUCCEEDED', error: null });
    const id = `${ROUTER}/made-here`;
    expect(await cairn.lsp(id)).toMatchObject({
      createdByPce: true,
      delegated: true,
      setupType: 'SR_MPLS',
      path: { nodes: ['A', 'B', 'D'] },
    });
    expect(lab.router.vtysh('show sr-te policy detail')).toMatch(
      /Name: made-here {2}Type: dynamic {2}Segment-List: \(created by PCE\) {2}Protocol-Origin: PCEP/,
    );

    expect(await cairn.updateLsp({ id, path: ['A', 'E', 'D'] })).toMatchObject({ state: 'SUCCEEDED' });
    expect(await cairn.lsp(id)).toMatchObject({ path: { nodes: ['A', 'E', 'D'] } });

    expect(await cairn.deleteLsp(id)).toMatchObject({ state: 'SUCCEEDED', error: null });
    expect(await cairn.lsp(id)).toBeUndefined();
    expect(lab.router.vtysh('show sr-te policy detail')).not.toContain('made-here');
  }, 20_000);

  test('a link failure moves the delegated LSP, and only that', async () => {
    const explicitBefore = await cairn.lsp(EXPLICIT);
    await cairn.importTopology(networkDocument({ down: ['A-E', 'A-B'] }));
    await cairn.lspThat(DYNAMIC, 'is off the link', ({ path }) => path?.nodes.join() === 'A,F,D');
    const events = await allEvents(cairn.process);
    const update = events.findLast(({ type }) => type === 'LspUpdateRequested');
    expect(update?.data).toMatchObject({ lsp: DYNAMIC, reason: 'path-broken' });
    if (update?.type !== 'LspUpdateRequested') throw new Error('nothing was updated');
    expect(await cairn.operationEnded(update.data.operation)).toMatchObject({
      state: 'SUCCEEDED',
      reason: 'path-broken',
    });
    expect(await cairn.lsp(EXPLICIT)).toMatchObject({ signalledRoute: explicitBefore?.signalledRoute });
    await cairn.importTopology(networkDocument());
  });

  test('a request that nothing can meet gets NO-PATH, and the session lives on', async () => {
    const configure = (lines: readonly string[]) =>
      lab.router.vtysh(
        'configure terminal',
        'segment-routing',
        'traffic-eng',
        ...lines.map((line) => line.trim()),
      );
    configure(dynamicPolicy({ color: 300, policy: 'POL-HUGE', candidate: 'CP-HUGE', bandwidth: 5e9 }));
    const answer = await eventually('the second request is answered', async () =>
      (await answersTo('10.0.0.4')).find(({ data }) => 'noPath' in data),
    );
    expect(answer.data).toMatchObject({
      noPath: ['BANDWIDTH'],
      computation: { request: { bandwidth: 40e9 } },
    });

    configure(dynamicPolicy({ color: 301, policy: 'POL-SMALL', candidate: 'CP-SMALL', bandwidth: 1000 }));
    const small = await cairn.lspThat(
      `${ROUTER}/POL-SMALL-CP-SMALL`,
      'is delegated',
      ({ delegated }) => delegated,
    );
    // 8 kbit/s fit over C.
    expect(small).toMatchObject({ path: { nodes: ['A', 'C', 'D'] }, bandwidth: 8000 });
    expect(await cairn.lsp(`${ROUTER}/POL-HUGE-CP-HUGE`)).toBeUndefined();
    expect(await cairn.pcc()).toMatchObject({ connected: true, synchronized: true });
  }, 20_000);

  test('a policy that is taken off the router leaves the LSP-DB', async () => {
    const off = 'no policy color 301 endpoint 10.0.0.4';
    lab.router.vtysh('configure terminal', 'segment-routing', 'traffic-eng', off);
    await eventually('POL-SMALL is gone', async () =>
      (await cairn.lsp(`${ROUTER}/POL-SMALL-CP-SMALL`)) === undefined ? true : undefined,
    );
  });

  test('pathd has survived all of it; it says goodbye, and Cairn too', async () => {
    expect(lab.router.isAlive).toBe(true);
    await lab.router.stopPathd();
    await cairn.pccThat('has gone', ({ connected }) => !connected);
    expect(['closed-by-peer', 'connection-lost']).toContain((await cairn.pcc())?.lastEnd);
  });

  test('every message that Cairn sent is read by Wireshark, and says what was meant', async () => {
    const events = await allEvents(cairn.process);
    const recording = await lab.recording();
    const address = tapAddress('127.0.0.1');
    expect(brokenSegments(recording, address)).toBe(0);
    const { problems, counts, comparedWithLog } = judge(sentBy(recording, address, events), events);
    expect(problems).toEqual([]);
    expect(counts).toMatchObject({ Open: 1, PCRep: 3, PCInitiate: 2 });
    expect(counts['PCUpd']).toBeGreaterThanOrEqual(4);
    expect(comparedWithLog).toBe((counts['PCUpd'] ?? 0) + 5);
  }, 30_000);
});

// RFC 9603 from end to end: SRv6 LSPs between the PCE's own PCEP server and simulated head-ends over TCP.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../src/domain/values/path-request.js';
import type { LspEntry } from '../../src/projections/lsp-db/lsp-db.js';
import { NetworkState } from '../../src/projections/network-state.js';
import { NO_DELAYS } from '../../src/simulators/pcc/signalling.js';
import { SimulatedPcc } from '../../src/simulators/pcc/simulated-pcc.js';
import { eventually } from '../support/cairn-process.js';
import { PcepClient } from '../support/pcep-client.js';
import { KEEPALIVE, openMessage, openObject, stateReport } from '../support/pcep-messages.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { ServedPce } from '../support/served-pce.js';

const END = 1;
/** SID and node of A, B, C and D: 2001:db8:N::1 at 2001:db8::N. */
const SRV6_NETWORK = REFERENCE_NETWORK.replace(
  /prefixSid: 1600(\d)/g,
  (_, node: string) =>
    `ipv6RouterId: '2001:db8::${node}', srv6Sids: [{ sid: '2001:db8:${node}::1', behavior: ${END}, structure: { block: 32, node: 16, function: 16, argument: 0 } }]`,
);
const A_B = '{ from: A, to: B,';
const withoutAB = SRV6_NETWORK.split('\n')
  .filter((line) => !line.includes(A_B))
  .join('\n');
const PCC = PccId('head');
const LSP = LspId(PCC, 'green');

let cairn: ServedPce;
let pcc: SimulatedPcc;

beforeEach(async () => {
  cairn = await ServedPce.start({ topology: SRV6_NETWORK });
});
afterEach(async () => {
  await pcc.stop();
  await cairn.stop();
});

async function headEnd(maximumSrv6Sids?: number): Promise<void> {
  pcc = new SimulatedPcc({
    name: 'head',
    speakerEntityId: 'head',
    pce: { host: '127.0.0.1', port: cairn.port },
    routerId: '10.0.0.1',
    lsps: [],
    seed: 1,
    delays: NO_DELAYS,
    ...(maximumSrv6Sids === undefined ? {} : { maximumSrv6Sids }),
  });
  pcc.start();
  await eventually('the head-end is synchronised', async () => cairn.server.reserve(PCC));
}

const create = (name = 'green', more: Partial<PathRequest> = {}, holdingPriority = 4) =>
  cairn.pce.lsps.create({
    pcc: 'head',
    name,
    setupType: 'SRV6',
    holdingPriority,
    request: pathRequest({ source: 'A', destination: 'D', bandwidth: 2e9, setupPriority: 4, ...more }),
  });
const known = (name = 'green'): LspEntry | undefined => cairn.pce.live.state.lspDb.byName(PCC, name);
const sidsOf = (entry: LspEntry | undefined): string[] =>
  (entry?.current.route ?? []).map((hop) => (hop.kind === 'srv6' ? hop.sid : hop.kind));
const upOver = (...sids: readonly string[]): Promise<LspEntry> =>
  eventually(`the LSP is up over ${sids.join(', ')}`, async () => {
    const entry = known();
    const isUp = entry?.current.operationalState === 'UP' && sidsOf(entry).join() === sids.join();
    return isUp ? entry : undefined;
  });

async function created(): Promise<LspEntry> {
  const operation = await create();
  if (!operation.ok) throw new Error(operation.error.message);
  return upOver('2001:db8:2::1', '2001:db8:4::1');
}

/** What an operation that was refused at once says. */
async function refusal(): Promise<unknown> {
  const operation = await create();
  return operation.ok ? operation.value : operation.error;
}

describe('an SRv6 LSP', () => {
  test('is created, reported, moved when a link fails, updated and deleted', async () => {
    await headEnd(2);
    const { current } = await created();
    expect(current).toMatchObject({ setupType: 'SRV6', createdByPce: true, delegated: true });
    expect(current.route[0]).toEqual({
      kind: 'srv6',
      sid: '2001:db8:2::1',
      behavior: END,
      structure: { block: 32, node: 16, function: 16, argument: 0 },
      node: '2001:db8::2',
    });
    expect(current.recordedRoute).toEqual(current.route);
    expect(pcc.lsps.get('green')?.setupType).toBe('SRV6');

    const failed = await cairn.pce.importTopology(withoutAB, 'CAIRN', true);
    expect(failed.ok).toBe(true);
    await upOver('2001:db8:4::1');

    const updated = await cairn.pce.lsps.update({ id: LSP, bandwidth: 3e9 });
    expect(updated.ok).toBe(true);
    await eventually('it has more bandwidth', async () => known()?.current.bandwidth === 3e9 || undefined);
    expect(sidsOf(known())).toEqual(['2001:db8:4::1']);

    const removed = await cairn.pce.lsps.remove(LSP);
    expect(removed.ok).toBe(true);
    await eventually('the LSP is gone', async () => known() === undefined || undefined);
    expect(pcc.lsps.size).toBe(0);
  });

  test('is back after a restart of its head-end, and a replay of the log knows the same', async () => {
    await headEnd(0);
    await created();
    pcc.loseSession();
    await eventually('the session has ended', async () => !pcc.isSynchronized || undefined);
    await pcc.synchronized();
    await upOver('2001:db8:2::1', '2001:db8:4::1');
    await eventually('the head-end is synchronised', async () => cairn.server.reserve(PCC));
    const replayed = new NetworkState();
    for (const event of await cairn.store.readAll(0, 10_000)) replayed.apply(event);
    const live = cairn.pce.live.state;
    expect(replayed.lspDb.get(LSP)).toEqual(live.lspDb.get(LSP));
    expect(replayed.sessions.get(PCC)).toEqual(live.sessions.get(PCC));
    expect(replayed.sessions.get(PCC)?.capabilities).toMatchObject({
      setupTypes: ['RSVP_TE', 'SR_MPLS', 'SRV6'],
      srv6: { resolvesNai: false },
    });
  });
});

describe('SRv6 LSPs are moved as others are', () => {
  test('out of the way of a more important one', async () => {
    await headEnd(2);
    await created();
    const important = await create('important', { bandwidth: 9e9, setupPriority: 0, exclude: ['C'] }, 0);
    expect(important.ok).toBe(true);
    await upOver('2001:db8:3::1', '2001:db8:4::1');
    const placed = await eventually('the important one is up', async () => known('important'));
    expect(sidsOf(placed)).toEqual(['2001:db8:2::1', '2001:db8:4::1']);
  });

  test('to a better path by a reoptimization', async () => {
    await headEnd(2);
    await created();
    expect((await cairn.pce.lsps.update({ id: LSP, path: ['A', 'C', 'D'] })).ok).toBe(true);
    await upOver('2001:db8:3::1', '2001:db8:4::1');
    const started = await cairn.pce.reoptimizations.start({
      goal: 'MIN_TOTAL_METRIC',
      scope: 'GLOBAL',
      trigger: 'operator',
      dryRun: false,
      allowRelease: false,
      onFailure: 'ROLL_BACK',
    });
    expect(started.ok).toBe(true);
    await upOver('2001:db8:2::1', '2001:db8:4::1');
  });
});

describe('a path request for SRv6', () => {
  const asked = { name: 'asked', destination: '10.0.0.4', setupType: 'SRV6', bandwidth: 2e9 } as const;

  test('is answered with segments', async () => {
    await headEnd(2);
    const outcome = await pcc.requestPath(asked);
    expect(outcome).toMatchObject({
      kind: 'path',
      ero: [
        { kind: 'SRv6', sid: '2001:db8:2::1' },
        { kind: 'SRv6', sid: '2001:db8:4::1' },
      ],
    });
  });

  test('with NO-PATH where the head-end puts fewer SIDs on than the path needs', async () => {
    await headEnd(1);
    expect(await pcc.requestPath(asked)).toEqual({ kind: 'no-path', vector: 0 });
  });

  test('with PCErr 21/1 where the head-end has not announced it', async () => {
    await headEnd();
    expect(await pcc.requestPath(asked)).toEqual({ kind: 'refused', errorType: 21, errorValue: 1 });
  });
});

describe('no SRv6 LSP is created', () => {
  test('on a head-end without SRv6', async () => {
    await headEnd();
    expect(await refusal()).toMatchObject({
      code: 'NOT_SUPPORTED',
      message: 'PCC head does not support SRV6; it offers RSVP_TE, SR_MPLS',
    });
  });

  test('with more SIDs than its head-end puts on a packet', async () => {
    await headEnd(1);
    const message = 'no path: POLICY; possible with maximumSidDepth: 2 instead of 1';
    expect(await refusal()).toMatchObject({ state: 'FAILED', error: { code: 'NO_PATH', message } });
  });

  test('where no SID leads', async () => {
    await headEnd(2);
    await cairn.pce.importTopology(REFERENCE_NETWORK, 'CAIRN', true);
    const message = 'no path: POLICY; possible with segmentId: B-D';
    expect(await refusal()).toMatchObject({ state: 'FAILED', error: { code: 'NO_PATH', message } });
  });
});

describe('a report of SRv6 segments is recorded, and answered with PCErr 19/19', () => {
  const reported = (pathSetupType: number | undefined) => {
    const report = stateReport({ plspId: 1, name: 'stray' });
    const sid = '2001:db8:4::1';
    const segment = { kind: 'SRv6', loose: false, behavior: END, verify: false, sid } as const;
    const tlvs = pathSetupType === undefined ? [] : [{ kind: 'PATH-SETUP-TYPE', pathSetupType } as const];
    return {
      kind: 'PCRpt',
      reports: [
        {
          ...report,
          srp: { kind: 'SRP', srpId: 0, remove: false, tlvs },
          ero: { kind: 'ERO', subobjects: [segment] },
        },
      ],
    } as const;
  };
  const SRV6 = {
    kind: 'PATH-SETUP-TYPE-CAPABILITY',
    pathSetupTypes: [0, 3],
    subTlvs: [{ kind: 'SRv6-PCE-CAPABILITY', resolvesNai: false, msds: [] }],
  } as const;

  test.each([
    ['without the capability', false, 3],
    ['without a path setup type', true, undefined],
    ['with that of SR-MPLS', true, 1],
  ] as const)('%s', async (_name, capable, pathSetupType) => {
    await headEnd();
    const client = await PcepClient.connect(cairn.port);
    const open = openObject({ speaker: 'other' });
    client.send(openMessage(capable ? { ...open, tlvs: [...open.tlvs, SRV6] } : open), KEEPALIVE);
    await client.next('Keepalive');
    client.send(reported(pathSetupType));
    const { entries } = await client.next('PCErr');
    expect(entries[0]?.errors).toMatchObject([{ errorType: 19, errorValue: 19 }]);
    const stray = await eventually('it is recorded', async () =>
      cairn.pce.live.state.lspDb.byName(PccId('other'), 'stray'),
    );
    expect(stray.current.route).toMatchObject([{ kind: 'srv6', sid: '2001:db8:4::1' }]);
    client.destroy();
  });
});

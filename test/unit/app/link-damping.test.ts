// A link that goes down again and again is kept out of use for new paths for a while; failures are acted on at once.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RestorationPolicy } from '../../../src/app/restoration-policy.js';
import { LinkId, PccId } from '../../../src/domain/values/identifiers.js';
import { afterFlap, type DampingPolicy, type FlapHistory } from '../../../src/domain/values/link-damping.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../../src/events/stores/memory/open.js';
import { auditOf, notReproduced } from '../../support/audits.js';
import { FakeClock } from '../../support/fake-clock.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

const MINUTE = 60_000;
const POLICY: DampingPolicy = { halfLife: 5 * MINUTE, suppress: 2.5, reuse: 1, longest: 30 * MINUTE };
const restoration: RestorationPolicy = { damping: POLICY };
const A_B = '{ from: A, to: B,';
const A_C = '{ from: A, to: C,';
const A_D = '{ from: A, to: D,';

const down = (...starts: readonly string[]): string =>
  REFERENCE_NETWORK.split('\n')
    .map((line) =>
      starts.some((start) => line.includes(start)) ? line.replace(' }', ', operational: false }') : line,
    )
    .join('\n');

describe('the penalty', () => {
  const flaps = (...times: readonly number[]): FlapHistory | undefined =>
    times.reduce<FlapHistory | undefined>((known, at) => afterFlap(POLICY, known, at), undefined);

  test('two failures are not enough, three in a row are', () => {
    expect(flaps(0, 1_000)).toEqual({ flaps: 2, penalty: expect.closeTo(2, 1), at: 1_000 });
    const left = 2 ** (-2 / 300) + 2 ** (-1 / 300) + 1;
    expect(flaps(0, 1_000, 2_000)?.dampedUntil).toBe(2_000 + Math.ceil(300_000 * Math.log2(left)));
  });

  test('the more failures the longer, up to the longest time', () => {
    const many = Array.from({ length: 200 }, (_, number) => number * 1_000);
    expect(flaps(0, 1_000, 2_000, 3_000)?.dampedUntil).toBeGreaterThan(10 * MINUTE - 10_000);
    expect(flaps(...many)?.dampedUntil).toBe(199_000 + POLICY.longest);
  });

  test('failures that are far apart do not add up', () => {
    expect(flaps(0, 30 * MINUTE, 60 * MINUTE, 90 * MINUTE)).toMatchObject({ flaps: 1 });
    expect(flaps(0, 30 * MINUTE, 60 * MINUTE, 90 * MINUTE)).not.toHaveProperty('dampedUntil');
  });
});

describe('a link that flaps', () => {
  const link = LinkId('A-B');
  let log: MemoryLog;
  let clock: FakeClock;
  let cairn: TestPce;

  beforeEach(async () => {
    log = emptyLog();
    clock = new FakeClock();
    cairn = await TestPce.start({ log, clock, restoration });
    await cairn.topology(REFERENCE_NETWORK);
  });
  afterEach(() => cairn.stop());

  const set = async (document: string): Promise<void> => {
    clock.advance(1_000);
    await cairn.topology(document, true);
    await cairn.settled();
  };
  const flap = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await set(down(A_B));
      await set(REFERENCE_NETWORK);
    }
  };
  const damping = () => {
    const { ted, linkDamping, time } = cairn.pce.live.state;
    const [id] = ted
      .links()
      .filter(({ source, target }) => source === 'A' && target === 'B')
      .map((found) => found.id);
    return linkDamping.of(ted.linkSources(id ?? link), time);
  };
  const shortest = (): string | undefined => {
    const request = pathRequest({ source: 'A', destination: 'D' });
    const result = cairn.pce.live.computer.compute({ request, signalling: { setupType: 'RSVP_TE' } });
    return result.kind === 'path' ? result.path.path.nodes.join('') : undefined;
  };

  test('is in use after two failures, and out of it after three, until the penalty has decayed', async () => {
    await flap(2);
    expect([damping().flaps, shortest()]).toEqual([2, 'ABD']);
    await flap(1);
    expect(damping().flaps).toBe(3);
    expect(shortest()).toBe('ACD');
    clock.advance(9 * MINUTE);
    await cairn.settled();
    expect([damping().dampedUntil, shortest()]).toEqual([undefined, 'ABD']);
  });

  test('a process that starts later keeps it out of use, for as long as it was to be', async () => {
    await flap(3);
    const before = damping();
    await cairn.stop();
    cairn = await TestPce.start({ log, clock, restoration });
    expect([damping(), shortest()]).toEqual([before, 'ACD']);
    await cairn.stop();
    clock.advance(30 * MINUTE);
    cairn = await TestPce.start({ log, clock, restoration });
    await cairn.settled();
    expect(shortest()).toBe('ABD');
  });

  test('the past shows it as it was', async () => {
    await flap(3);
    const position = cairn.store.head();
    clock.advance(30 * MINUTE);
    await cairn.settled();
    const past = await cairn.pce.at({ position });
    if (!past.ok) throw new Error('no past');
    expect([...past.value.state.linkDamping.damped()]).toHaveLength(2);
    expect(past.value.state.capture()).not.toEqual(cairn.pce.live.state.capture());
    expect([...cairn.pce.live.state.linkDamping.damped()]).toHaveLength(0);
  });

  test('its failure moves LSPs at once, and they are not led back over it', async () => {
    await flap(2);
    await cairn.connect('10.0.0.1', [victim()]);
    await set(down(A_B));
    expect(sentPaths()).toEqual(['ACD']);
    await set(REFERENCE_NETWORK);
    expect(sentPaths()).toEqual(['ACD']);
  });

  test('what has no other path is led over it all the same, and the audit agrees', async () => {
    await flap(3);
    await cairn.connect('10.0.0.1', [victim({ route: [{ kind: 'address', address: '10.1.3.2' }, D_BY_C] })]);
    await set(down(A_C, A_D));
    expect(sentPaths()).toEqual(['ABD']);
    expect(notReproduced(await auditOf(cairn.pce))).toEqual([]);
  });

  test('where nothing is configured any more it is in use', async () => {
    await flap(3);
    await cairn.stop();
    cairn = await TestPce.start({ log, clock });
    expect([damping().flaps, shortest()]).toEqual([0, 'ABD']);
  });

  const sentPaths = (): string[] =>
    cairn.gateway.sent.flatMap((sent) =>
      sent.kind === 'update' ? [sent.intended.path.path.nodes.join('')] : [],
    );
});

const D_BY_C = { kind: 'address', address: '10.3.4.2' } as const;

const victim = (more: Partial<ReturnType<typeof lspState>> = {}) =>
  lspState({
    pcc: PccId('10.0.0.1'),
    name: 'gold',
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: 4e9,
    route: ROUTE_A_B_D,
    ...more,
  });

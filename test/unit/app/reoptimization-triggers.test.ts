import { describe, expect, test } from '@jest/globals';
import type { ReoptimizationPolicy } from '../../../src/app/reoptimization/triggers.js';
import { PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import type { Reoptimization } from '../../../src/domain/values/reoptimization.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { FakeClock } from '../../support/fake-clock.js';
import { lspState, TestPce, type TestPceOptions } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const MINUTE = 60_000;
const WITHOUT_A_B = REFERENCE_NETWORK.split('\n')
  .filter((line) => !line.includes('from: A, to: B'))
  .join('\n');

type Given = Pick<LspState, 'name' | 'bandwidth' | 'route'>;

/** Head-ends that have these LSPs, and a PCE that has looked at the network once. */
async function network(
  reoptimization: Partial<ReoptimizationPolicy>,
  lsps: readonly Given[],
  options: TestPceOptions = {},
  topology = REFERENCE_NETWORK,
) {
  const cairn = await TestPce.start({ ...options, reoptimization });
  await cairn.topology(topology);
  const pccs = new PlayedPccs([A]);
  lsps.forEach((given, index) => add(pccs, given, index + 1));
  await pccs.connectTo(cairn);
  await pass(cairn, MINUTE);
  return { cairn, pccs };
}

function add(pccs: PlayedPccs, given: Given, plspId: number): LspState {
  const state = { ...lspState({ pcc: A, source: 'A', destination: 'D', ...given }), plspId };
  pccs.lsps.set(`${A}/${given.name}`, state);
  return state;
}

/** Second by second, so that what one thing leads to happens in its time. */
async function pass(cairn: TestPce, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 1_000) {
    cairn.clock.advance(1_000);
    await cairn.settled();
  }
}

const made = (cairn: TestPce): readonly Reoptimization[] => [...cairn.pce.live.state.reoptimizations.all()];
const triggers = (cairn: TestPce): readonly string[] => made(cairn).map(({ order }) => order.trigger);

const onShort = (name: string, bandwidth: number): Given => ({ name, bandwidth, route: ROUTE_A_B_D });
const onLong = (name: string, bandwidth: number): Given => ({ name, bandwidth, route: ROUTE_A_C_D });

describe('bandwidth that is given back', () => {
  const OCCUPIED = [onShort('occupant', 8e9), onLong('waiting', 8e9), onShort('small', 1e9)];

  test('gives an LSP the short way without anybody asking (RFC 8051 3.6)', async () => {
    const { cairn, pccs } = await network({ onFreed: true }, OCCUPIED);
    expect(made(cairn)).toEqual([]);
    pccs.lose(cairn, 'occupant');
    await pass(cairn, 10_000);
    expect(made(cairn)).toMatchObject([
      {
        order: { trigger: 'freed', lsps: [`${A}/waiting`] },
        outcome: 'SUCCEEDED',
        steps: [{ state: 'DONE' }],
      },
    ]);
    expect(pccs.lsp('waiting')?.route).toEqual(ROUTE_A_B_D);
    await cairn.stop();
  });

  test('by an LSP that shrinks is as good', async () => {
    const { cairn, pccs } = await network({ onFreed: true }, OCCUPIED);
    cairn.report(add(pccs, onShort('occupant', 1e9), 1));
    await pass(cairn, 10_000);
    expect(triggers(cairn)).toEqual(['freed']);
    expect(pccs.lsp('waiting')?.route).toEqual(ROUTE_A_B_D);
    await cairn.stop();
  });

  test('by a link whose capacity is raised is as good', async () => {
    const { cairn, pccs } = await network({ onFreed: true }, OCCUPIED);
    await cairn.topology(REFERENCE_NETWORK.replaceAll('capacity: 10e9', 'capacity: 20e9'), true);
    await pass(cairn, 10_000);
    expect(triggers(cairn)).toEqual(['freed']);
    expect(pccs.lsp('waiting')?.route).toEqual(ROUTE_A_B_D);
    await cairn.stop();
  });

  test('by a link that comes is as good', async () => {
    const { cairn, pccs } = await network({ onFreed: true }, [onLong('waiting', 8e9)], {}, WITHOUT_A_B);
    expect(made(cairn)).toEqual([]);
    await cairn.topology(REFERENCE_NETWORK, true);
    await pass(cairn, 10_000);
    expect(triggers(cairn)).toEqual(['freed']);
    expect(pccs.lsp('waiting')?.route).toEqual(ROUTE_A_B_D);
    await cairn.stop();
  });

  test('is no reason where nobody could gain', async () => {
    const { cairn, pccs } = await network({ onFreed: true }, [onShort('one', 1e9), onLong('gone', 1e9)]);
    const before = made(cairn).length;
    pccs.lose(cairn, 'gone');
    await pass(cairn, MINUTE);
    expect(made(cairn)).toHaveLength(before);
    await cairn.stop();
  });

  test('is no reason unless it is wanted', async () => {
    const { cairn, pccs } = await network({}, OCCUPIED);
    pccs.lose(cairn, 'occupant');
    await pass(cairn, 2 * MINUTE);
    expect(made(cairn)).toEqual([]);
    await cairn.stop();
  });

  test('moves nothing for less than it is worth', async () => {
    const { cairn, pccs } = await network({ onFreed: true, minGain: 0.9 }, OCCUPIED);
    pccs.lose(cairn, 'occupant');
    await pass(cairn, MINUTE);
    expect(made(cairn)).toMatchObject([{ outcome: 'SUCCEEDED', steps: [] }]);
    expect(pccs.asked).toEqual([]);
    await cairn.stop();
  });

  test('again and again is looked at once a minute', async () => {
    const { cairn, pccs } = await network({ onFreed: true, minGain: 0.9 }, OCCUPIED);
    for (let second = 0; second < 240; second += 10) {
      pccs.lose(cairn, 'occupant');
      await pass(cairn, 5_000);
      cairn.report(add(pccs, onShort('occupant', 8e9), 1));
      await pass(cairn, 5_000);
    }
    expect(made(cairn).length).toBeGreaterThan(2);
    const starts = made(cairn).map(({ startedAt }) => startedAt);
    for (const [index, start] of starts.slice(1).entries())
      expect(start - starts[index]!).toBeGreaterThanOrEqual(MINUTE);
    await cairn.stop();
  });

  test('while a reoptimization is under way is looked at after it', async () => {
    const lsps = [onShort('occupant', 8e9), onShort('small', 1e9), onLong('waiting', 5e9)];
    const { cairn, pccs } = await network({ onFreed: true }, lsps);
    pccs.fault = () => 'silent';
    const started = await cairn.pce.reoptimizations.start({
      goal: 'MIN_MAX_UTILIZATION',
      scope: 'GLOBAL',
      trigger: 'operator',
      dryRun: false,
      allowRelease: false,
      onFailure: 'STOP',
    });
    expect(started.ok).toBe(true);
    await cairn.settled();
    pccs.lose(cairn, 'occupant');
    await pass(cairn, 20_000);
    expect(made(cairn)).toMatchObject([{ order: { trigger: 'operator' }, phase: 'RUNNING' }]);
    pccs.fault = () => undefined;
    await pass(cairn, MINUTE);
    expect(triggers(cairn)).toEqual(['operator', 'freed']);
    expect(pccs.lsp('waiting')?.route).toEqual(ROUTE_A_B_D);
    await cairn.stop();
  });
});

describe('a link that is used too much', () => {
  const CROWDED = [onShort('one', 3e9), onShort('two', 3e9), onShort('three', 3e9)];

  test('is relieved once, and not again before it was well below the mark', async () => {
    const { cairn, pccs } = await network({ above: 0.8 }, CROWDED);
    expect(made(cairn)).toMatchObject([{ order: { trigger: 'utilization' }, outcome: 'SUCCEEDED' }]);
    expect(made(cairn)[0]?.plan?.after.utilization).toBeCloseTo(0.6);
    cairn.report(add(pccs, onShort('four', 3e9), 4));
    await pass(cairn, 3 * MINUTE);
    expect(triggers(cairn)).toEqual(['utilization', 'utilization']);
    await cairn.stop();
  });

  test('that nothing can relieve is not tried again for every change', async () => {
    const { cairn, pccs } = await network({ above: 0.8 }, [onShort('one', 9e9)]);
    expect(made(cairn)).toMatchObject([{ outcome: 'SUCCEEDED', steps: [] }]);
    cairn.report(add(pccs, onShort('one', 8.5e9), 1));
    await pass(cairn, 2 * MINUTE);
    cairn.report(add(pccs, onShort('one', 7.8e9), 1));
    await pass(cairn, 2 * MINUTE);
    cairn.report(add(pccs, onShort('one', 8.5e9), 1));
    await pass(cairn, 2 * MINUTE);
    expect(made(cairn)).toHaveLength(1);
    cairn.report(add(pccs, onShort('one', 1e9), 1));
    await pass(cairn, MINUTE);
    cairn.report(add(pccs, onShort('one', 8.5e9), 1));
    await pass(cairn, MINUTE);
    expect(made(cairn)).toHaveLength(2);
    await cairn.stop();
  });

  test('does not get back what was moved away from it, because that is shorter', async () => {
    const { cairn, pccs } = await network({ above: 0.8, onFreed: true }, CROWDED);
    await pass(cairn, 5 * MINUTE);
    expect(triggers(cairn)).toEqual(['utilization']);
    expect(pccs.asked).toHaveLength(1);
    await cairn.stop();
  });
});

describe('traffic that was measured', () => {
  const LSPS = [onShort('one', 2e9), onShort('two', 2e9)];
  const measured = async (cairn: TestPce, utilizedBandwidth: number): Promise<void> => {
    const report = await cairn.pce.linksMeasured('gnmi', [{ link: 'A-B', utilizedBandwidth }]);
    expect(report.ok).toBe(true);
    await pass(cairn, 10_000);
  };

  test('moves LSPs off a link that their reservations do not fill', async () => {
    const { cairn, pccs } = await network({ above: 0.8, measured: true }, LSPS);
    expect(made(cairn)).toEqual([]);
    // 4 Gbit/s of it may be that of the LSPs, so that 5 are of others: 0.9 of the link with them, 0.7 without one.
    await measured(cairn, 9e9);
    expect(made(cairn)).toMatchObject([{ order: { trigger: 'utilization' }, outcome: 'SUCCEEDED' }]);
    expect(made(cairn)[0]?.plan?.before.utilization).toBeCloseTo(0.9);
    expect(made(cairn)[0]?.plan?.after.utilization).toBeLessThan(0.75);
    expect(pccs.asked.length).toBeGreaterThan(0);
    await cairn.stop();
  });

  test('is no more than what is reserved where it is that of the LSPs', async () => {
    const { cairn } = await network({ above: 0.5, measured: true }, LSPS);
    await measured(cairn, 4e9);
    expect(made(cairn)).toEqual([]);
    await cairn.stop();
  });

  test('is no reason unless it is wanted', async () => {
    const { cairn } = await network({ above: 0.8 }, LSPS);
    await measured(cairn, 9e9);
    expect(made(cairn)).toEqual([]);
    await cairn.stop();
  });
});

describe('a placement that is too far from the best', () => {
  const HALF_HOUR = 30 * MINUTE;

  test('is made better, and then left alone', async () => {
    const { cairn, pccs } = await network({ gap: 0.1 }, [onShort('one', 1e9), onLong('two', 1e9)]);
    expect(made(cairn)).toMatchObject([
      { order: { trigger: 'gap', scope: 'GLOBAL', goal: 'MIN_TOTAL_METRIC' }, outcome: 'SUCCEEDED' },
    ]);
    expect(pccs.lsp('two')?.route).toEqual(ROUTE_A_B_D);
    await pass(cairn, HALF_HOUR);
    expect(made(cairn)).toHaveLength(1);
    await cairn.stop();
  });

  test('by utilisation, where a mark of that is set', async () => {
    const { cairn } = await network({ gap: 0.1, above: 0.9 }, [onShort('one', 4e9), onShort('two', 4e9)]);
    expect(made(cairn)).toMatchObject([{ order: { trigger: 'gap', goal: 'MIN_MAX_UTILIZATION' } }]);
    expect(made(cairn)[0]?.plan?.after.utilization).toBeCloseTo(0.4);
    await cairn.stop();
  });

  test('stays as it is where it is not as far', async () => {
    const { cairn } = await network(
      { gap: 0.5 },
      [...Array(9).keys()].map((n) => onShort(`${n}`, 1e6)),
    );
    cairn.report({
      ...lspState({ pcc: A, source: 'A', destination: 'D', ...onLong('long', 1e6) }),
      plspId: 10,
    });
    await pass(cairn, HALF_HOUR);
    expect(made(cairn)).toEqual([]);
    await cairn.stop();
  });

  test('that nothing can better is no reason again before it has grown', async () => {
    const { cairn, pccs } = await network({ gap: 0.1 }, [onShort('one', 8e9), onLong('two', 8e9)]);
    expect(made(cairn)).toMatchObject([{ order: { trigger: 'gap' }, outcome: 'SUCCEEDED', steps: [] }]);
    for (let time = 0; time < 6; time++) {
      cairn.report(add(pccs, onLong('two', 8e9 + time), 2));
      await pass(cairn, 5 * MINUTE);
    }
    expect(made(cairn)).toHaveLength(1);
    cairn.report(add(pccs, onLong('three', 1e9), 3));
    await pass(cairn, 6 * MINUTE);
    expect(triggers(cairn)).toEqual(['gap', 'gap']);
    expect(pccs.lsp('three')?.route).toEqual(ROUTE_A_B_D);
    await cairn.stop();
  });

  test('is looked at every five minutes at most', async () => {
    const { cairn, pccs } = await network({ gap: 0.1 }, [onShort('one', 1e9)]);
    cairn.report(add(pccs, onLong('two', 1e9), 2));
    await pass(cairn, 3 * MINUTE);
    expect(made(cairn)).toEqual([]);
    await pass(cairn, 2 * MINUTE);
    expect(triggers(cairn)).toEqual(['gap']);
    await cairn.stop();
  });
});

describe('by schedule', () => {
  test('every so often, also over a restart', async () => {
    const log = emptyLog();
    const clock = new FakeClock();
    const { cairn } = await network({ interval: 10 * MINUTE }, [onShort('one', 1e9)], { log, clock });
    expect(triggers(cairn)).toEqual(['schedule']);
    await pass(cairn, 3 * MINUTE);
    await cairn.stop();
    const next = await TestPce.start({ log, clock, reoptimization: { interval: 10 * MINUTE } });
    await pass(next, 5 * MINUTE);
    expect(triggers(next)).toEqual(['schedule']);
    await pass(next, 2 * MINUTE);
    expect(triggers(next)).toEqual(['schedule', 'schedule']);
    await pass(next, 10 * MINUTE);
    expect(triggers(next)).toHaveLength(3);
    await next.stop();
  });
});

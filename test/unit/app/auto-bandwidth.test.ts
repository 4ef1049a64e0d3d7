// Rates in, and what becomes of reservations: in place, by moving others, or isolated where no path is enough.
import { describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { lspState, TestPce, type TestPceOptions } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const G = 1e9;
const SAMPLE = 300_000;
const id = (name: string): LspId => LspId(A, name);
/** One sample that is a tenth too high is enough. */
const PROMPT = { overflowPercentage: { percentage: 10, count: 1, minimum: 0 } };

type Given = Pick<LspState, 'name' | 'bandwidth' | 'route'> & Partial<LspState>;

const onShort = (name: string, gigabits: number, more: Partial<LspState> = {}): Given => ({
  name,
  bandwidth: gigabits * G,
  route: ROUTE_A_B_D,
  ...more,
});

async function network(lsps: readonly Given[], options: TestPceOptions = {}) {
  const cairn = await TestPce.start({ autoBandwidth: { enabled: true, attributes: PROMPT }, ...options });
  await cairn.topology(REFERENCE_NETWORK);
  const pccs = new PlayedPccs([A]);
  lsps.forEach((given, index) => {
    const state = {
      ...lspState({ pcc: A, source: 'A', destination: 'D', ...given }),
      ...given,
      plspId: index + 1,
    };
    pccs.lsps.set(`${A}/${given.name}`, state);
  });
  await pccs.connectTo(cairn);
  return { cairn, pccs };
}

async function pass(cairn: TestPce, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 1_000) {
    cairn.clock.advance(1_000);
    await cairn.settled();
  }
}

/** Rates (Gbit/s) that come together, and five seconds for what follows. */
async function measure(cairn: TestPce, rates: Readonly<Record<string, number>>) {
  const taken = await cairn.pce.rates.report(
    Object.entries(rates).map(([name, rate]) => ({ lsp: id(name), rate: rate * G })),
  );
  await pass(cairn, 5_000);
  return taken;
}

const reserved = ({ pccs }: { pccs: PlayedPccs }, name: string): number =>
  (pccs.lsp(name)?.bandwidth ?? 0) / G;
const routeOf = ({ pccs }: { pccs: PlayedPccs }, name: string) => pccs.lsp(name)?.route;
const known = (cairn: TestPce, name: string) => cairn.pce.live.state.measurements.get(id(name));

describe('a reservation', () => {
  test('is raised where the path has room, and nobody is moved', async () => {
    const played = await network([onShort('gold', 4), onShort('other', 3)]);
    await measure(played.cairn, { gold: 7 });
    expect([reserved(played, 'gold'), routeOf(played, 'gold')]).toEqual([7, ROUTE_A_B_D]);
    expect(played.pccs.asked).toHaveLength(1);
    const [operation] = [...played.cairn.pce.live.state.operations.capture()];
    expect(operation).toMatchObject({ kind: 'update-lsp', reason: 'auto-bandwidth', state: 'SUCCEEDED' });
    await played.cairn.stop();
  });

  test('takes nothing that another one takes at the same moment', async () => {
    const played = await network([onShort('gold', 3), onShort('silver', 3)]);
    await measure(played.cairn, { gold: 6, silver: 6 });
    expect([reserved(played, 'gold'), reserved(played, 'silver')]).toEqual([6, 6]);
    expect(routeOf(played, 'gold')).not.toEqual(routeOf(played, 'silver'));
    await played.cairn.stop();
  });

  test('is raised by moving the LSP, or as few others as possible, where the path has none', async () => {
    const played = await network([onShort('gold', 4), onShort('one', 3), onShort('two', 2)]);
    await measure(played.cairn, { gold: 8 });
    expect(reserved(played, 'gold')).toBe(8);
    const moved = ['gold', 'one', 'two'].filter((name) => routeOf(played, name) !== ROUTE_A_B_D);
    expect(moved).toHaveLength(1);
    const [made] = [...played.cairn.pce.live.state.reoptimizations.all()];
    expect(made).toMatchObject({ order: { trigger: 'bandwidth' }, outcome: 'SUCCEEDED' });
    await played.cairn.stop();
  });

  test('stays where nothing is wanted, or it is not for this PCE to change', async () => {
    const off = await network([onShort('gold', 4)], {
      autoBandwidth: { enabled: false, attributes: PROMPT },
    });
    await measure(off.cairn, { gold: 8 });
    expect(off.pccs.asked).toEqual([]);
    await off.cairn.stop();
    const foreign = await network([onShort('gold', 4, { delegated: false })]);
    await measure(foreign.cairn, { gold: 8 });
    expect(foreign.pccs.asked).toEqual([]);
    await foreign.cairn.stop();
  });

  test('follows what the head-end says before what an operator says, and that before the default', async () => {
    const played = await network([onShort('gold', 4), onShort('silver', 1, { autoBandwidth: PROMPT })], {
      autoBandwidth: { enabled: false, attributes: {} },
    });
    const { cairn } = played;
    await cairn.pce.rates.setPolicy(id('gold'), true, { ...PROMPT, maximumBandwidth: 5 * G });
    await cairn.pce.rates.setPolicy(id('silver'), false, {});
    await measure(cairn, { gold: 6, silver: 2 });
    expect([reserved(played, 'gold'), reserved(played, 'silver')]).toEqual([5, 2]);
    await cairn.stop();
  });

  test('stays while the head-end says that it is overwhelmed', async () => {
    const played = await network([onShort('gold', 4)]);
    played.cairn.gateway.overwhelmed.add(A);
    await measure(played.cairn, { gold: 8 });
    expect(played.pccs.asked).toEqual([]);
    played.cairn.gateway.overwhelmed.clear();
    await pass(played.cairn, SAMPLE);
    await measure(played.cairn, { gold: 8 });
    expect(reserved(played, 'gold')).toBe(8);
    await played.cairn.stop();
  });

  test('is wanted again with the next sample where the head-end refused', async () => {
    const played = await network([onShort('gold', 4)]);
    played.pccs.fault = () => 'refuse';
    await measure(played.cairn, { gold: 8 });
    expect(played.pccs.asked).toHaveLength(1);
    await pass(played.cairn, SAMPLE);
    await measure(played.cairn, { gold: 8 });
    expect(played.pccs.asked).toHaveLength(2);
    await played.cairn.stop();
  });

  test('of the attributes of the head-end the PCUpd says all', async () => {
    const played = await network([onShort('gold', 4, { autoBandwidth: PROMPT })]);
    await measure(played.cairn, { gold: 8 });
    expect(played.pccs.asked).toMatchObject([{ kind: 'update', intended: { autoBandwidth: PROMPT } }]);
    await played.cairn.stop();
  });
});

describe('an LSP that carries more than any path has', () => {
  test('is left alone on its links and gets all of them; what can be had is said', async () => {
    const played = await network([onShort('flood', 2), onShort('other', 2)]);
    await measure(played.cairn, { flood: 25 });
    expect([reserved(played, 'flood'), routeOf(played, 'flood')]).toEqual([10, ROUTE_A_B_D]);
    expect(routeOf(played, 'other')).toEqual(ROUTE_A_C_D);
    await pass(played.cairn, SAMPLE);
    await measure(played.cairn, { flood: 25 });
    expect(known(played.cairn, 'flood')?.outOfProfile).toMatchObject({
      demand: 25 * G,
      attainable: 10 * G,
      sharedWith: [],
    });
    await pass(played.cairn, SAMPLE);
    await measure(played.cairn, { flood: 9 });
    expect(known(played.cairn, 'flood')?.outOfProfile).toBeUndefined();
    await played.cairn.stop();
  });

  test('gets what its path has, and is named with whom it harms, where nobody can go', async () => {
    const lsps = [onShort('flood', 2), onShort('fixed', 2, { delegated: false })];
    const played = await network([
      ...lsps,
      { name: 'fixed too', bandwidth: 2 * G, route: ROUTE_A_C_D, delegated: false },
    ]);
    const direct = REFERENCE_NETWORK.split('\n').filter((line) => !line.includes('from: A, to: D'));
    await played.cairn.topology(direct.join('\n'), true);
    await played.cairn.settled();
    await measure(played.cairn, { flood: 25 });
    expect(reserved(played, 'flood')).toBe(8);
    expect(known(played.cairn, 'flood')?.outOfProfile).toMatchObject({
      attainable: 8 * G,
      sharedWith: [id('fixed')],
    });
    await played.cairn.stop();
  });
});

describe('rates', () => {
  test('are recorded once for a sample interval; what comes in between counts by its maximum', async () => {
    const { cairn } = await network([onShort('gold', 4)], { autoBandwidth: { enabled: false } });
    expect(await measure(cairn, { gold: 1 })).toMatchObject({ ok: true, value: { recorded: 1, kept: 0 } });
    expect(await measure(cairn, { gold: 9 })).toMatchObject({ ok: true, value: { recorded: 0, kept: 1 } });
    await pass(cairn, SAMPLE);
    await measure(cairn, { gold: 2 });
    expect(known(cairn, 'gold')?.samples.filter((_, index) => index % 2 === 1)).toEqual([1 * G, 9 * G]);
    await cairn.stop();
  });

  test('of no LSP, of a time to come, or of a time before the last are refused, the others are not', async () => {
    const { cairn } = await network([onShort('gold', 4), onShort('silver', 1)]);
    const now = cairn.clock.now();
    const report = (...rates: Parameters<typeof cairn.pce.rates.report>[0]) => cairn.pce.rates.report(rates);
    expect(
      await report(
        { lsp: id('nobody'), rate: 1 },
        { lsp: id('gold'), rate: 1, measuredAt: now + 3_600_000 },
        { lsp: id('silver'), rate: 1 },
      ),
    ).toMatchObject({
      ok: true,
      value: { recorded: 1, refused: [{ lsp: id('nobody') }, { lsp: id('gold') }] },
    });
    expect(await report({ lsp: id('silver'), rate: 1, measuredAt: now - 1 })).toMatchObject({
      value: { recorded: 0, refused: [{ lsp: id('silver') }] },
    });
    await cairn.stop();
  });

  test('come from the head-end as well', async () => {
    const { cairn, pccs } = await network([onShort('gold', 4)]);
    const session = cairn.gateway.sessions.get(A)!;
    const state = pccs.lsp('gold')!;
    cairn.pce.lspReported({ session, state, removed: false, sync: false, srpId: 0, measuredRate: 3 * G });
    await cairn.settled();
    expect(known(cairn, 'gold')?.samples.at(-1)).toBe(3 * G);
    await cairn.stop();
  });

  test('are forgotten with their LSP', async () => {
    const { cairn, pccs } = await network([onShort('gold', 4)]);
    await measure(cairn, { gold: 1 });
    pccs.lose(cairn, 'gold');
    await cairn.settled();
    expect(known(cairn, 'gold')).toBeUndefined();
    await cairn.stop();
  });
});

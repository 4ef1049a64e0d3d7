// LSPs that are created with auto-bandwidth (RFC 8733 5.4): who is told, and who adjusts.
import { afterEach, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const GOLD = LspId(A, 'gold');
/** One sample that is a tenth too high is enough. */
const PROMPT = { overflowPercentage: { percentage: 10, count: 1, minimum: 0 } };

let cairn: TestPce;
let pccs: PlayedPccs;

afterEach(() => cairn.stop());

async function start(log = emptyLog()): Promise<void> {
  cairn = await TestPce.start({ log });
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  await pccs.connectTo(cairn);
}

async function create(autoBandwidth: object, fault?: Fault) {
  pccs.fault = () => fault;
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 1e9 });
  const wanted = { pcc: A, name: 'gold', request, setupType: 'RSVP_TE', holdingPriority: 7 } as const;
  const created = await cairn.pce.lsps.create({ ...wanted, autoBandwidth });
  await cairn.settled();
  return created;
}

/** On a head-end without the capability, whose reports say nothing of it. */
async function createPlainly(): Promise<void> {
  await create(PROMPT);
  const { autoBandwidth: _, ...plain } = pccs.lsp('gold')!;
  pccs.lsps.set(GOLD, plain);
  cairn.report(plain);
  await cairn.settled();
}

async function measure(rate: number): Promise<void> {
  await cairn.pce.rates.report([{ lsp: GOLD, rate }]);
  for (let second = 0; second < 5; second++) {
    cairn.clock.advance(1_000);
    await cairn.settled();
  }
}

const policy = () => {
  const entry = cairn.pce.live.state.lspDb.get(GOLD);
  return entry === undefined ? undefined : cairn.pce.rates.policyOf(cairn.pce.live, entry);
};

test('the PCInitiate has the attributes', async () => {
  await start();
  expect((await create(PROMPT)).ok).toBe(true);
  expect(pccs.asked).toMatchObject([{ kind: 'initiate', name: 'gold', intended: { autoBandwidth: PROMPT } }]);
});

test('Cairn adjusts it where the head-end says nothing of that', async () => {
  await start();
  await createPlainly();
  expect(policy()).toEqual({ origin: 'OPERATOR', attributes: PROMPT });
  await measure(2e9);
  expect(pccs.lsp('gold')?.bandwidth).toBe(2e9);
});

test('what the head-end says of it counts first', async () => {
  await start();
  await create(PROMPT);
  expect(policy()).toEqual({ origin: 'HEAD_END', attributes: PROMPT });
});

test('one that could not be created leaves nothing behind', async () => {
  await start();
  await create(PROMPT, 'refuse');
  expect(cairn.pce.live.state.measurements.get(GOLD)).toBeUndefined();
});

test('a restart forgets nothing of it', async () => {
  const log = emptyLog();
  await start(log);
  await createPlainly();
  await cairn.stop();
  cairn = await TestPce.start({ log });
  expect(policy()).toEqual({ origin: 'OPERATOR', attributes: PROMPT });
});

test('what the operator says later counts', async () => {
  await start();
  await createPlainly();
  await cairn.pce.rates.setPolicy(GOLD, false, {});
  expect(policy()).toBeUndefined();
});

test('what RFC 8733 does not allow is refused, and nothing is sent', async () => {
  await start();
  const refused = await create({ minimumBandwidth: 2e9, maximumBandwidth: 1e9 });
  expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect(pccs.asked).toEqual([]);
});

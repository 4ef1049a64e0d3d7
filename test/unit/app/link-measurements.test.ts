// Collectors as the application sees them: what of their samples goes to the log, and what becomes of a silent one.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LinkSample } from '../../../src/app/link-measurements.js';
import { LinkId } from '../../../src/domain/values/identifiers.js';
import { telemetrySource } from '../../../src/domain/values/topology-source.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { FakeClock } from '../../support/fake-clock.js';
import { TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK } from '../../support/reference-network.js';

const A_B = LinkId('A-B');
const source = telemetrySource('gnmi');
/** As TestPce has them: silent after 30 s, forgotten 60 s later; small changes after 120 s. */
const SILENT_TIME = 30_000;
const STALE_TIME = 60_000;
const INTERVAL = 120_000;

let cairn: TestPce;

beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
});

afterEach(() => cairn.stop());

async function measure(samples: readonly LinkSample[], at = cairn) {
  const report = await at.pce.linksMeasured('gnmi', samples);
  await at.settled();
  if (!report.ok) throw new Error(report.error.message);
  return report.value;
}

/** Seconds in which the collector says this every ten seconds, or nothing. */
async function pass(seconds: number, samples?: readonly LinkSample[], at = cairn): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 10) {
    at.clock.advance(10_000);
    await at.settled();
    if (samples !== undefined) await measure(samples, at);
  }
}

const typesSince = async (position: number, of = cairn): Promise<readonly string[]> =>
  (await of.store.readAll(position, 1000)).map(({ type }) => type);
const link = (id = A_B) => cairn.pce.live.state.ted.link(id);

describe('a sample', () => {
  test('is of a link by its id, or by the address at its source', async () => {
    const report = await measure([
      { link: A_B, delay: 1200.4, utilizedBandwidth: 4e9 },
      { link: '10.1.2.2', loss: 0.01 },
      { link: 'nowhere', delay: 1 },
    ]);
    expect(report).toEqual({ source, samples: 3, recorded: 2, unknownLinks: ['nowhere'] });
    expect(link()).toMatchObject({ delay: 1200, utilizedBandwidth: 4e9 });
    expect(link(LinkId('B-A'))?.loss).toBe(0.01);
  });

  test('that says much the same as the one before is not recorded', async () => {
    await measure([{ link: A_B, delay: 1000, utilizedBandwidth: 4e9, loss: 0.01 }]);
    const before = cairn.store.head();
    for (const same of [
      { link: A_B, delay: 1050, utilizedBandwidth: 4.5e9, loss: 0.01 },
      { link: A_B, delay: 950, utilizedBandwidth: 3.5e9, loss: 0.01 },
    ]) {
      expect(await measure([same])).toMatchObject({ samples: 1, recorded: 0 });
    }
    expect(cairn.store.head()).toBe(before);
  });

  test.each<[string, Partial<LinkSample>]>([
    ['delay changed by more than 5 %', { delay: 1051 }],
    ['utilisation changed by more than 5 % of the capacity', { utilizedBandwidth: 4.51e9 }],
    ['loss changed by more than 5 %', { loss: 0.0106 }],
    ['loss is not measured any more', { loss: undefined as never }],
    ['variation is measured now', { delayVariation: 0 }],
  ])('whose %s is recorded at once', async (_what, change) => {
    const first = { link: A_B, delay: 1000, utilizedBandwidth: 4e9, loss: 0.01 };
    await measure([first]);
    expect(await measure([{ ...first, ...change }])).toMatchObject({ recorded: 1 });
  });

  test('that changed a little is recorded when what was recorded is old', async () => {
    await measure([{ link: A_B, delay: 1000 }]);
    const before = cairn.store.head();
    await pass(INTERVAL / 1000 - 10, [{ link: A_B, delay: 1001 }]);
    expect(cairn.store.head()).toBe(before);
    await pass(10, [{ link: A_B, delay: 1001 }]);
    expect(await typesSince(before)).toEqual(['LinksMeasured']);
    await pass(2 * (INTERVAL / 1000), [{ link: A_B, delay: 1001 }]);
    expect(await typesSince(before)).toEqual(['LinksMeasured']);
  });

  test('that drifts is measured against what was recorded, not against the one before', async () => {
    await measure([{ link: A_B, delay: 1000 }]);
    expect((await measure([{ link: A_B, delay: 1040 }])).recorded).toBe(0);
    expect((await measure([{ link: A_B, delay: 1080 }])).recorded).toBe(1);
  });

  test.each<[string, LinkSample, RegExp]>([
    ['negative', { link: A_B, delay: -1 }, /samples\[0\]: delay: -1 is not from 0/],
    ['not a number', { link: A_B, utilizedBandwidth: Number.NaN }, /NaN is not from 0/],
    ['loss beyond all', { link: A_B, loss: 1.1 }, /loss: 1.1 is not from 0 to 1/],
    ['smallest above average', { link: A_B, minDelay: 9, delay: 8 }, /must not fall/],
    ['nothing', { link: A_B }, /measures nothing/],
  ])('is refused with the whole batch: %s', async (_what, sample, message) => {
    const before = cairn.store.head();
    const report = await cairn.pce.linksMeasured('gnmi', [sample, { link: A_B, delay: 1 }]);
    expect(report).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', message: expect.stringMatching(message) },
    });
    expect(cairn.store.head()).toBe(before);
  });

  test('is refused of a collector without a fit name', async () => {
    for (const name of ['', 'a b', 'x'.repeat(65)])
      expect((await cairn.pce.linksMeasured(name, [{ link: A_B, delay: 1 }])).ok).toBe(false);
  });

  test('of many links is a few events', async () => {
    const all = cairn.pce.live.state.ted.links();
    const before = cairn.store.head();
    expect(await measure(all.map(({ id }) => ({ link: id, utilizedBandwidth: 1e9 })))).toMatchObject({
      recorded: all.length,
    });
    expect(await typesSince(before)).toEqual(['LinksMeasured']);
  });
});

describe('a collector that falls silent', () => {
  test('is stale, then forgotten', async () => {
    await measure([{ link: A_B, delay: 5000 }]);
    const before = cairn.store.head();
    await pass(SILENT_TIME / 1000 + 10);
    expect(cairn.pce.live.state.ted.source(source)?.isFresh).toBe(false);
    expect(link()?.delay).toBe(5000);
    await pass(STALE_TIME / 1000);
    expect(cairn.pce.live.state.ted.source(source)).toBeUndefined();
    expect(link()?.delay).toBe(1000);
    expect(await typesSince(before)).toEqual(['TopologyFeedClosed', 'TopologySourceExpired']);
  });

  test('is fresh again with its first sample, changed or not', async () => {
    await measure([{ link: A_B, delay: 5000 }]);
    await pass(SILENT_TIME / 1000 + 10);
    expect(await measure([{ link: A_B, delay: 5000 }])).toMatchObject({ recorded: 1 });
    expect(cairn.pce.live.state.ted.source(source)?.isFresh).toBe(true);
  });

  test('is none that says the same again and again', async () => {
    await measure([{ link: A_B, delay: 5000 }]);
    const before = cairn.store.head();
    await pass(600, [{ link: A_B, delay: 5000 }]);
    expect(cairn.store.head()).toBe(before);
    expect(link()?.delay).toBe(5000);
  });

  test('about one link only is forgotten about that one', async () => {
    await measure([
      { link: A_B, delay: 5000 },
      { link: LinkId('B-D'), delay: 6000 },
    ]);
    await pass((SILENT_TIME + STALE_TIME) / 1000 + 20, [{ link: LinkId('B-D'), delay: 6000 }]);
    expect([link()?.delay, link(LinkId('B-D'))?.delay]).toEqual([1000, 6000]);
    expect(await measure([{ link: A_B, delay: 5000 }])).toMatchObject({ recorded: 1 });
  });

  test('over a restart has its time to be heard again, and then expires too', async () => {
    const log = emptyLog();
    const clock = new FakeClock();
    const first = await TestPce.start({ log, clock });
    await first.topology(REFERENCE_NETWORK);
    await measure([{ link: A_B, delay: 5000 }], first);
    await first.stop();
    const second = await TestPce.start({ log, clock });
    await pass(20, undefined, second);
    expect(second.pce.live.state.ted.source(source)?.isFresh).toBe(true);
    expect(await measure([{ link: A_B, delay: 5000 }], second)).toMatchObject({ recorded: 0 });
    await pass((SILENT_TIME + STALE_TIME) / 1000 + 20, undefined, second);
    expect(second.pce.live.state.ted.source(source)).toBeUndefined();
    await second.stop();
  });

  test('when Cairn stopped is forgotten in time after the restart', async () => {
    const log = emptyLog();
    const clock = new FakeClock();
    const first = await TestPce.start({ log, clock });
    await first.topology(REFERENCE_NETWORK);
    await measure([{ link: A_B, delay: 5000 }], first);
    await pass(SILENT_TIME / 1000 + 10, undefined, first);
    await first.stop();
    clock.advance(STALE_TIME);
    const second = await TestPce.start({ log, clock });
    await pass(10, undefined, second);
    expect(second.pce.live.state.ted.source(source)).toBeUndefined();
    await second.stop();
  });
});

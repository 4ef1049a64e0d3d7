// A process that ends after any event of making room for an LSP (RFC 8051 3.7): nobody is asked twice, nobody comes before the
// other has left, and what was acknowledged is there in the end.
import { describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../src/events/stores/memory/open.js';
import { auditOf, notReproduced } from '../support/audits.js';
import { type Life, live, type Outside } from '../support/crashing-pce.js';
import { FakeClock } from '../support/fake-clock.js';
import { lspState, TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';
import { ROUTE_A_B_D, ROUTE_A_C_D } from '../support/reference-network.js';

const START = Date.UTC(2026, 2, 1, 12);
const A = PccId('10.0.0.1');

/** 7 Gbit/s are free over B and as many over C; 8 are wanted. */
function outside(): Outside {
  const pccs = new PlayedPccs([A]);
  for (const [index, route] of [ROUTE_A_B_D, ROUTE_A_C_D].entries()) {
    const state = { pcc: A, source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 3e9, route };
    const name = `small-${index}`;
    pccs.lsps.set(`${A}/${name}`, lspState({ ...state, name, plspId: index + 1 }));
  }
  return { log: emptyLog(), clock: new FakeClock(START), pccs };
}

const isAskedFor = ({ events }: MemoryLog): boolean =>
  events.some(({ type }) => type === 'LspInitiationRequested');

/** A client without an answer looks whether its request is known, and else asks again. */
const lifeIn = ({ log }: Outside): Life => ({
  ask: async (cairn) => {
    await cairn.settled();
    if (isAskedFor(log)) return;
    await cairn.pce.lsps.create({
      pcc: A,
      name: 'large',
      request: pathRequest({ source: 'A', destination: 'D', bandwidth: 8e9 }),
      setupType: 'RSVP_TE',
      holdingPriority: 7,
      makeRoom: true,
    });
  },
  until: START + 40_000,
});

const whole = outside();
await live(whole, lifeIn(whole));
const first = whole.log.events.findIndex(({ type }) => type === 'PathsComputedTogether');
const points = Array.from({ length: whole.log.events.length - first }, (_, index) => first + index);

const routesOf = ({ pccs }: Outside) =>
  [...pccs.lsps.values()].map(({ name, route }) => `${name} ${JSON.stringify(route)}`).sort();
const askedOf = ({ pccs }: Outside): readonly string[] =>
  pccs.asked.map((sent) => (sent.kind === 'initiate' ? sent.name : sent.kind));

test('without a crash one moves, and then the large one is set up', () => {
  expect(askedOf(whole)).toEqual(['update', 'large']);
  expect(whole.pccs.names).toEqual(['large', 'small-0', 'small-1']);
});

describe.each(points)('the process ends when the log has %i events', (point) => {
  test('the next one finishes what was begun, in its order', async () => {
    const world = outside();
    expect(await live(world, lifeIn(world), point)).toBe(false);
    expect(await live(world, lifeIn(world))).toBe(true);
    expect(routesOf(world)).toEqual(routesOf(whole));
    expect(askedOf(world)).toEqual(['update', 'large']);
    const after = await TestPce.start({ log: world.log, clock: world.clock });
    const { state } = after.pce.live;
    expect([...state.operations.pending()]).toEqual([]);
    expect(state.lspDb.get(LspId(A, 'large'))?.current.operationalState).toBe('UP');
    expect(notReproduced(await auditOf(after.pce))).toEqual([]);
    await after.stop();
  });
});

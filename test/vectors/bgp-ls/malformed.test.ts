// Each row of malformed-entries.ts, sent to an established session: the reaction, the routes that are left, and that a
// session which survives is as good as before.
import { expect, test } from '@jest/globals';
import { encodeMessage } from '../../../src/southbound/bgp-ls/codec/message.js';
import { localOpen } from '../../../src/southbound/bgp-ls/session/negotiation.js';
import { CONTEXT, PeerBench } from '../../support/bgp-connection.js';
import {
  AS_PATH,
  BEFORE,
  linkState,
  local,
  MALFORMED_UPDATES,
  nlri,
  ORIGIN,
  reach,
  tlv,
  update,
} from './malformed-entries.js';

const SENDER = localOpen({ localAs: 65_000, routerId: '10.0.0.1', holdTime: 90 });

/** An established session with routers 1 and 2 announced. */
function established() {
  const bench = new PeerBench();
  const line = bench.accept();
  line.send(encodeMessage(SENDER, CONTEXT), encodeMessage({ kind: 'Keepalive' }, CONTEXT), BEFORE);
  expect(line.connection.said()).toEqual(['Open', 'Keepalive']);
  expect(bench.observer.ids().nodes).toEqual(['0000.0000.0001', '0000.0000.0002']);
  return { bench, line };
}

const AFTER = update(ORIGIN, AS_PATH, reach(nlri(1, local('000000000009'))), linkState(tlv(1026, '5239')));

test('the table has many rows of each kind', () => {
  expect(MALFORMED_UPDATES.length).toBeGreaterThan(60);
  expect(new Set(MALFORMED_UPDATES.map(({ name }) => name)).size).toBe(MALFORMED_UPDATES.length);
});

test.each(MALFORMED_UPDATES)('$name ($reference)', ({ bytes, reaction, left = [1, 2] }) => {
  const { bench, line } = established();
  line.send(bytes);
  if (reaction.kind === 'reset') {
    const [last] = line.connection.taken();
    if (last?.kind !== 'Notification') throw new Error('no NOTIFICATION');
    expect(`${last.code}/${last.subcode}`).toBe(reaction.error);
    if (reaction.data !== undefined) expect(Buffer.from(last.data).toString('hex')).toBe(reaction.data);
    expect(line.connection.ended).toBe(true);
    expect(bench.observer.calls.at(-1)).toMatch(/^closed: NOTIFICATION/);
    return;
  }
  expect(line.connection.said()).toEqual([]);
  expect(line.connection.ended).toBe(false);
  const faults = bench.telemetry.counts.filter(({ name }) => name === 'bgp_update_faults');
  expect(faults.map(({ labels }) => labels['treatment'])).toEqual(reaction.treatments);
  // The log has the whole message (RFC 7606 6).
  expect(bench.telemetry.entries.length).toBe(faults.length > 0 ? 1 : 0);
  if (faults.length > 0) expect(JSON.stringify(bench.telemetry.entries)).toContain(bytes.toString('hex'));
  expect(bench.observer.ids().nodes).toEqual(left.map((router) => `0000.0000.000${router}`));
  line.send(AFTER);
  expect(bench.observer.nodes.get('0000.0000.0009')?.name).toBe('R9');
});

test('a discarded BGP-LS attribute leaves the object without attributes', () => {
  const { bench, line } = established();
  expect(bench.observer.nodes.get('0000.0000.0001')?.name).toBe('R1');
  line.send(update(ORIGIN, AS_PATH, reach(nlri(1, local('000000000001'))), linkState('0402')));
  expect(bench.observer.nodes.get('0000.0000.0001')?.name).toBe('0000.0000.0001');
});

test('faults are logged ten times a minute at most', () => {
  const { bench, line } = established();
  const bad = update(ORIGIN, ORIGIN, AS_PATH, reach(nlri(1, local('000000000001'))));
  for (let count = 0; count < 50; count++) line.send(bad);
  expect(bench.telemetry.entries.length).toBe(10);
  bench.clock.advance(60_000);
  line.send(bad);
  expect(bench.telemetry.entries.length).toBe(11);
});

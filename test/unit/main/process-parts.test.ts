// Ids, log lines, metrics and snapshots of the process.
import { describe, expect, test } from '@jest/globals';
import type { LogEntry } from '../../../src/app/ports/telemetry.js';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { newIdSource } from '../../../src/main/id-source.js';
import { msgpackSnapshotCodec } from '../../../src/main/snapshot-codec.js';
import { listenError, messageOf, StartError } from '../../../src/main/start-error.js';
import { lineOf } from '../../../src/main/telemetry/log-lines.js';
import { ProcessTelemetry } from '../../../src/main/telemetry/telemetry.js';
import { NetworkState } from '../../../src/projections/network-state.js';
import { recordedEvent } from '../../support/event-generator.js';
import { lspState } from '../../support/pce.js';

describe('ids', () => {
  test('are unique over processes, and short', () => {
    const sources = Array.from({ length: 50 }, newIdSource);
    const ids = sources.flatMap((source) => Array.from({ length: 200 }, () => source.next()));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-z]{13}-[0-9a-z]+$/);
  });
});

describe('snapshots', () => {
  const state = new NetworkState();
  for (let number = 1; number <= 1_234; number++) {
    const pcc = PccId(`10.0.0.${number % 9}`);
    const data = lspState({
      pcc,
      name: `lsp-${number}`,
      source: pcc,
      destination: '10.0.0.9',
      bandwidth: number,
    });
    state.apply(recordedEvent({ type: 'LspReported', data }, number));
  }
  const captured = state.capture();

  test('come back as they were, part by part', async () => {
    for (const before of [captured, new NetworkState().capture()]) {
      const after = new NetworkState();
      after.restore(msgpackSnapshotCodec.decode(await msgpackSnapshotCodec.encode(before)));
      expect(after.capture()).toEqual(before);
    }
  });

  test('that are cut off are refused, not half read', async () => {
    const bytes = await msgpackSnapshotCodec.encode(captured);
    for (const length of [3, 10, bytes.length - 1]) {
      expect(() => msgpackSnapshotCodec.decode(bytes.subarray(0, length))).toThrow();
    }
  });

  test('let other work have its turn', async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    const immediate = (): void => {
      turns++;
      if (turns < 1_000) setImmediate(immediate);
    };
    setImmediate(immediate);
    await msgpackSnapshotCodec.encode(captured);
    clearInterval(counting);
    const seen = turns;
    turns = 1_000;
    expect(seen).toBeGreaterThanOrEqual(2);
  });
});

const ENTRIES: readonly [LogEntry, string, string][] = [
  [{ event: 'listening', what: 'pcep', host: '::', port: 4189 }, 'info', 'pcep listens on :::4189'],
  [
    { event: 'pcc-synchronized', pcc: 'A', lsps: 2, removed: 1 },
    'info',
    'PCC A synchronised: 2 LSPs, 1 removed',
  ],
  [{ event: 'pcc-disconnected', pcc: 'A', reason: 'dead-timer' }, 'warn', 'PCC A disconnected: dead-timer'],
  [
    { event: 'pcc-disconnected', pcc: 'A', reason: 'closed-by-us', detail: 'why' },
    'warn',
    'PCC A disconnected: closed-by-us (why)',
  ],
  [
    { event: 'peer-error', pcc: 'A', errorType: 19, errorValue: 1, text: 'not delegated' },
    'warn',
    'PCErr 19/1 from PCC A: not delegated',
  ],
  [
    { event: 'operation-ended', operation: 'x', state: 'TIMED_OUT', detail: 'late' },
    'info',
    'operation x ended: TIMED_OUT, late',
  ],
  [{ event: 'request-failed', what: 'graphql', detail: 'bug' }, 'error', 'graphql failed: bug'],
  [{ event: 'fatal', detail: 'the end' }, 'fatal', 'the end'],
];

test.each(ENTRIES)('%j is logged at level %s as "%s"', (entry, level, message) => {
  expect(lineOf(entry)).toEqual({ level, message });
});

test('metrics count by label and read gauges when asked', async () => {
  const telemetry = new ProcessTelemetry('silent');
  telemetry.count('pcep_messages_received', { type: 'PCRpt' });
  telemetry.count('pcep_messages_received', { type: 'PCRpt' }, 2);
  telemetry.observe('append', 0.003);
  let lsps = 1;
  const none = () => 0;
  telemetry.expose({
    lsps: () => lsps,
    connectedPccs: none,
    position: none,
    pendingOperations: none,
    holds: none,
    topologySources: () => [
      { name: 'bgp-ls:192.0.2.7', isFresh: true, toldAt: 88_000 },
      { name: 'telemetry:gnmi', isFresh: false, toldAt: 10_000 },
    ],
    now: () => 90_000,
  });
  telemetry.observe('projection_lag', 0.04, { database: 'topology' });
  lsps = 5;
  const text = await telemetry.metrics();
  expect(text).toContain('cairn_pcep_messages_received_total{type="PCRpt"} 3');
  expect(text).toContain('cairn_lsps 5');
  expect(text).toContain('cairn_topology_source_fresh{source="telemetry:gnmi"} 0');
  expect(text).toContain('cairn_topology_source_age_seconds{source="bgp-ls:192.0.2.7"} 2');
  expect(text).toContain('cairn_projection_lag_seconds_bucket{le="0.05",database="topology"} 1');
  expect(text).toMatch(/cairn_append_seconds_bucket\{le="0\.005"\} 1/);
});

describe('failures to start', () => {
  const failed = (code: string) =>
    listenError('pcep', '0.0.0.0', 189, Object.assign(new Error(code), { code }));

  test.each([
    ['EADDRINUSE', /another program does already.*pcep\.port.*CAIRN_PCEP_PORT/],
    ['EACCES', /not permitted.*port above 1023/],
    ['EADDRNOTAVAIL', /no such address/],
    ['EMFILE', /EMFILE/],
  ])('%s says what to do', (code, message) => {
    expect(failed(code)).toBeInstanceOf(StartError);
    expect(failed(code).message).toMatch(message);
    expect(failed(code).message).toMatch(/^pcep: can't listen on 0\.0\.0\.0:189/);
  });

  test('only bugs show a stack', () => {
    expect(messageOf(new StartError('what to do'))).toBe('what to do');
    expect(messageOf(new Error('bug'))).toMatch(/Error: bug\n\s+at /);
    expect(messageOf('text')).toBe('text');
  });
});

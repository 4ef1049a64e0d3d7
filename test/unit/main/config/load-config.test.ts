import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Config } from '../../../../src/main/config/config.js';
import { describeConfigError } from '../../../../src/main/config/config-error.js';
import { type Environment, VARIABLES } from '../../../../src/main/config/environment.js';
import { loadConfig } from '../../../../src/main/config/load-config.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(yaml: string | undefined, environment: Environment): ReturnType<typeof loadConfig> {
  if (yaml === undefined) return loadConfig({ environment });
  const file = path.join(folder, 'cairn.yaml');
  writeFileSync(file, yaml);
  return loadConfig({ file, environment });
}

function loaded(yaml?: string, environment: Environment = {}): Config {
  const config = load(yaml, environment);
  if (!config.ok) throw new Error(describeConfigError(config.error));
  return config.value;
}

function refusal(yaml?: string, environment: Environment = {}): string {
  const config = load(yaml, environment);
  if (config.ok) throw new Error('the configuration was taken');
  return describeConfigError(config.error);
}

const DEFAULTS: Config = {
  dataDir: './data',
  store: { location: { engine: 'sqlite', file: path.join('data', 'cairn.db') }, snapshotEvery: 100_000 },
  http: { host: '127.0.0.1', port: 4000 },
  pcep: {
    host: '127.0.0.1',
    port: 4189,
    keepalive: 30,
    deadTimer: 120,
    minimumKeepalive: 0,
    openWait: 60,
    keepWait: 60,
    maximumSessions: 2500,
    maximumLspsPerPcc: 200_000,
    maximumUnknownRequests: 5,
    maximumUnknownMessages: 5,
    operationTimeout: 30,
    absenceTime: 0,
  },
  topology: {
    files: [],
    staleTime: 300,
    measurements: { minChange: 0.05, interval: 120, silentTime: 180 },
  },
  bookings: { leadTime: 5, trigger: 'pce', handOverTime: 3_600 },
  maintenance: { drainTime: 300 },
  restoration: {
    damping: { halfLife: 300, suppress: 2.5, reuse: 1, longest: 1800 },
    revert: 'never',
    waitToRestore: 300,
  },
  reoptimization: {
    onFreed: false,
    above: 0,
    gap: 0,
    makeRoom: false,
    measured: false,
    interval: 0,
    maxMoves: 10,
    minGain: 0.01,
    minGainPerMove: 0.001,
  },
  autoBandwidth: {
    enabled: false,
    sampleInterval: 300,
    adjustmentInterval: 86_400,
    adjustmentThreshold: 5,
    overflowThreshold: 10,
    overflowCount: 2,
    minimumThreshold: 0,
    forecast: 600,
  },
  computation: { holdTime: 30, makeWayTime: 5, workers: 0, confidentialSystems: [] },
  log: { level: 'info' },
};

describe('defaults', () => {
  test('without a file', () => expect(loaded()).toEqual(DEFAULTS));
  test('with an empty file', () => expect(loaded('# nothing yet\n')).toEqual(DEFAULTS));
  test('with empty sections', () => expect(loaded('http:\npcep: {}\n')).toEqual(DEFAULTS));
  test('the dead timer is four times the keepalive time, as far as eight bits go', () => {
    expect(loaded('pcep: {keepalive: 10}').pcep.deadTimer).toBe(40);
    expect(loaded('pcep: {keepalive: 100}').pcep.deadTimer).toBe(255);
  });
  test('BGP-LS has a port once it has a host, and is off without', () => {
    const defaults = { port: 1790, asNumber: 65_000, holdTime: 90, peers: [], acceptUnknownPeers: true };
    expect(loaded('bgpLs: {host: "::1"}').bgpLs).toEqual({ ...defaults, host: '::1', routerId: '127.0.0.1' });
    const own = { host: '192.0.2.9', routerId: '192.0.2.9' };
    expect(loaded('bgpLs: {host: 192.0.2.9}').bgpLs).toEqual({ ...defaults, ...own });
    expect(loaded('bgpLs: {port: 1791}').bgpLs).toBeUndefined();
    expect(loaded().bgpLs).toBeUndefined();
  });
});

test('every key of the file arrives', () => {
  const yaml = `
dataDir: /var/lib/cairn
store: {url: "sqlite:/srv/log.db", maxBytes: 10000000000, snapshotEvery: 5000}
http: {host: 0.0.0.0, port: 0}
pcep:
  host: "::"
  port: 14189
  keepalive: 1
  deadTimer: 4
  minimumKeepalive: 2
  openWait: 3
  keepWait: 4
  maximumSessions: 7
  maximumLspsPerPcc: 8
  maximumUnknownRequests: 9
  maximumUnknownMessages: 10
  operationTimeout: 11
  absenceTime: 86400
  speakerEntityId: pce-1
  allowedPeers: [10.0.0.1, "2001:DB8::0:1"]
bgpLs:
  host: localhost
  port: 1791
  asNumber: 4200000001
  routerId: 192.0.2.1
  holdTime: 0
  peers: [{address: "2001:DB8::0:7", port: 1179, asNumber: 65001, passive: true}, {address: 192.0.2.7}]
topology: {files: [a.yaml, b.yaml], staleTime: 60, measurements: {minChange: 0.1, interval: 30, silentTime: 90}}
bookings: {leadTime: 10, trigger: router-when-able, handOverTime: 600}
maintenance: {drainTime: 600}
restoration: {damping: {halfLife: 0, suppress: 4, reuse: 1.5, longest: 60}, revert: after-wait, waitToRestore: 60}
autoBandwidth: {enabled: true, sampleInterval: 60, adjustmentInterval: 600, adjustmentThreshold: 10, overflowThreshold: 0, overflowCount: 3, minimumThreshold: 1000, forecast: 120}
reoptimization: {onFreed: true, above: 0.8, gap: 0.2, makeRoom: true, measured: true, interval: 3600, maxMoves: 100, minGain: 0.05, minGainPerMove: 0}
computation: {holdTime: 0, workers: 3, confidentialSystems: [{asNumber: 65002, insiders: ["2001:DB8::0:7"]}, {asNumber: 70000}]}
log: {level: debug}
`;
  expect(loaded(yaml)).toEqual({
    dataDir: '/var/lib/cairn',
    store: { location: { engine: 'sqlite', file: '/srv/log.db' }, maxBytes: 1e10, snapshotEvery: 5000 },
    http: { host: '0.0.0.0', port: 0 },
    pcep: {
      host: '::',
      port: 14189,
      keepalive: 1,
      deadTimer: 4,
      minimumKeepalive: 2,
      openWait: 3,
      keepWait: 4,
      maximumSessions: 7,
      maximumLspsPerPcc: 8,
      maximumUnknownRequests: 9,
      maximumUnknownMessages: 10,
      operationTimeout: 11,
      absenceTime: 86_400,
      speakerEntityId: 'pce-1',
      allowedPeers: ['10.0.0.1', '2001:db8::1'],
    },
    bgpLs: {
      host: 'localhost',
      port: 1791,
      asNumber: 4_200_000_001,
      routerId: '192.0.2.1',
      holdTime: 0,
      peers: [
        { address: '2001:db8::7', port: 1179, asNumber: 65_001, passive: true },
        { address: '192.0.2.7' },
      ],
      acceptUnknownPeers: false,
    },
    topology: {
      files: ['a.yaml', 'b.yaml'],
      staleTime: 60,
      measurements: { minChange: 0.1, interval: 30, silentTime: 90 },
    },
    bookings: { leadTime: 10, trigger: 'router-when-able', handOverTime: 600 },
    maintenance: { drainTime: 600 },
    restoration: {
      damping: { halfLife: 0, suppress: 4, reuse: 1.5, longest: 60 },
      revert: 'after-wait',
      waitToRestore: 60,
    },
    reoptimization: {
      onFreed: true,
      above: 0.8,
      gap: 0.2,
      makeRoom: true,
      measured: true,
      interval: 3600,
      maxMoves: 100,
      minGain: 0.05,
      minGainPerMove: 0,
    },
    autoBandwidth: {
      enabled: true,
      sampleInterval: 60,
      adjustmentInterval: 600,
      adjustmentThreshold: 10,
      overflowThreshold: 0,
      overflowCount: 3,
      minimumThreshold: 1000,
      forecast: 120,
    },
    computation: {
      holdTime: 0,
      makeWayTime: 5,
      workers: 3,
      confidentialSystems: [
        { asNumber: 65_002, insiders: ['2001:db8::7'] },
        { asNumber: 70_000, insiders: [] },
      ],
    },
    log: { level: 'debug' },
  });
});

test.each([
  ['memory:', { engine: 'memory' }],
  ['sqlite:', { engine: 'sqlite', file: 'd/cairn.db' }],
  ['sqlite:/abs/log.db', { engine: 'sqlite', file: '/abs/log.db' }],
  ['sqlite:log.db', { engine: 'sqlite', file: 'log.db' }],
])('store.url %s', (url, location) =>
  expect(loaded(`dataDir: d\nstore: {url: "${url}"}`).store.location).toEqual(location),
);

describe('environment', () => {
  test('every variable overrides its key, also where the file has another value', () => {
    const environment = {
      CAIRN_DATA_DIR: '/d',
      CAIRN_STORE_URL: 'memory:',
      CAIRN_HTTP_HOST: '0.0.0.0',
      CAIRN_HTTP_PORT: '1',
      CAIRN_PCEP_HOST: '::1',
      CAIRN_PCEP_PORT: '2',
      CAIRN_BGPLS_HOST: '::',
      CAIRN_BGPLS_PORT: '3',
      CAIRN_TOPOLOGY: 'a.yaml:b.yaml',
    };
    expect(Object.keys(environment)).toEqual(VARIABLES.map(({ name }) => name));
    const file =
      'dataDir: /f\nhttp: {host: "::", port: 9}\npcep: {port: 9, keepalive: 9}\ntopology: {files: [c.yaml]}\n';
    for (const yaml of [undefined, file]) {
      const config = loaded(yaml, environment);
      expect(config.dataDir).toBe('/d');
      expect(config.store.location).toEqual({ engine: 'memory' });
      expect(config.http).toEqual({ host: '0.0.0.0', port: 1 });
      expect(config.pcep).toMatchObject({ host: '::1', port: 2, keepalive: yaml === undefined ? 30 : 9 });
      expect(config.bgpLs).toMatchObject({ host: '::', port: 3 });
      expect(config.topology.files).toEqual(['a.yaml', 'b.yaml']);
    }
  });

  test('an empty variable counts as not set', () => {
    expect(loaded(undefined, { CAIRN_HTTP_PORT: '', CAIRN_TOPOLOGY: '', CAIRN_BGPLS_HOST: '' })).toEqual(
      DEFAULTS,
    );
  });

  test('a value that is overridden is not looked at', () => {
    expect(loaded('http: {port: nonsense}', { CAIRN_HTTP_PORT: '1' }).http.port).toBe(1);
  });

  test.each([
    [
      { CAIRN_HTTP_PORT: 'http' },
      'CAIRN_HTTP_PORT (http.port): "http" is not a whole number (allowed: a whole number from 0 to 65535: a TCP port',
    ],
    [
      { CAIRN_PCEP_PORT: '65536' },
      'CAIRN_PCEP_PORT (pcep.port): 65536 is too large (allowed: a whole number from 0 to 65535',
    ],
    [{ CAIRN_BGPLS_PORT: '-1' }, 'CAIRN_BGPLS_PORT (bgpLs.port): -1 is too small'],
    [{ CAIRN_HTTP_PORT: '40.5' }, 'CAIRN_HTTP_PORT (http.port): "40.5" is not a whole number'],
    [
      { CAIRN_HTTP_HOST: 'a b' },
      'CAIRN_HTTP_HOST (http.host): "a b" is not valid (allowed: text: an address or host name',
    ],
    [{ CAIRN_PCEP_HOST: 'http://x' }, 'CAIRN_PCEP_HOST (pcep.host): "http://x" is not valid'],
    [{ CAIRN_BGPLS_HOST: '*' }, 'CAIRN_BGPLS_HOST (bgpLs.host): "*" is not valid'],
    [
      { CAIRN_STORE_URL: 'postgres://h/d' },
      'CAIRN_STORE_URL (store.url): "postgres://h/d" is not valid (allowed: text: sqlite: (the file',
    ],
    [
      { CAIRN_TOPOLOGY: 'a.yaml::b.yaml' },
      'CAIRN_TOPOLOGY (topology.files[1]): "" is not valid (allowed: text: the path of a file)',
    ],
  ])('%j is refused by its name', (environment, message) =>
    expect(refusal(undefined, environment)).toContain(message),
  );
});

describe('what is refused', () => {
  const wrong: readonly (readonly [string, string])[] = [
    [
      'htpp: {}',
      'htpp, line 1: unknown key; did you mean http? (allowed: keys dataDir, store, http, pcep, bgpLs, topology, bookings, maintenance, restoration, reoptimization, autoBandwidth, computation, log)',
    ],
    ['http:\n  prot: 80', 'http.prot, line 2: unknown key; did you mean port? (allowed: keys host, port)'],
    ['pcep:\n  colour: 1', 'pcep.colour, line 2: unknown key (allowed: keys host, port, keepalive,'],
    ['store: {uri: x}', 'store.uri, line 1: unknown key; did you mean url?'],
    ['bgpLs: {holdTime: 2}', 'bgpLs.holdTime, line 1: 2 is too small'],
    ['bgpLs: {peers: [{port: 1}]}', 'bgpLs.peers[0], line 1: address is missing'],
    ['bgpLs: {routerId: "::1"}', 'bgpLs.routerId, line 1: "::1" is not valid'],
    ['bgpLs: {acceptUnknownPeers: maybe}', 'bgpLs.acceptUnknownPeers, line 1: "maybe" is not true or false'],
    ['bgpLs: {peer: x}', 'bgpLs.peer, line 1: unknown key'],
    ['topology: {file: x}', 'topology.file, line 1: unknown key; did you mean files?'],
    ['computation: {holdtime: 3}', 'computation.holdtime, line 1: unknown key; did you mean holdTime?'],
    ['log: {levl: info}', 'log.levl, line 1: unknown key; did you mean level?'],
    ['dataDir: 7', 'dataDir, line 1: 7 is not text'],
    ['dataDir: ""', 'dataDir, line 1: "" is not valid (allowed: text: directory of everything'],
    ['http: 4000', 'http, line 1: 4000 is not a mapping (allowed: a mapping with keys host, port)'],
    ['http: {port: "4000"}', 'http.port, line 1: "4000" is not a whole number'],
    ['http: {port: 70000}', 'http.port, line 1: 70000 is too large (allowed: a whole number from 0 to 65535'],
    ['http: {port: }', 'http.port, line 1: an empty value is not a whole number'],
    ['http: {host: 1}', 'http.host, line 1: 1 is not text'],
    ['pcep: {port: -1}', 'pcep.port, line 1: -1 is too small'],
    ['pcep: {keepalive: 0}', 'pcep.keepalive, line 1: 0 is too small (allowed: a whole number from 1 to 255'],
    ['pcep: {keepalive: 256}', 'pcep.keepalive, line 1: 256 is too large'],
    ['pcep: {deadTimer: 256}', 'pcep.deadTimer, line 1: 256 is too large'],
    ['pcep: {keepalive: 60,\n deadTimer: 59}', 'pcep.deadTimer, line 2: 59 is less than pcep.keepalive, 60'],
    ['pcep: {deadTimer: 29}', 'pcep.deadTimer, line 1: 29 is less than pcep.keepalive, 30'],
    ['pcep: {minimumKeepalive: -1}', 'pcep.minimumKeepalive, line 1: -1 is too small'],
    ['pcep: {openWait: 0}', 'pcep.openWait, line 1: 0 is too small'],
    ['pcep: {keepWait: 1.5}', 'pcep.keepWait, line 1: 1.5 is not a whole number'],
    ['pcep: {maximumSessions: 0}', 'pcep.maximumSessions, line 1: 0 is too small'],
    ['pcep: {maximumLspsPerPcc: 1048576}', 'pcep.maximumLspsPerPcc, line 1: 1048576 is too large'],
    ['pcep: {maximumUnknownRequests: 0}', 'pcep.maximumUnknownRequests, line 1: 0 is too small'],
    [
      'pcep: {maximumUnknownMessages: many}',
      'pcep.maximumUnknownMessages, line 1: "many" is not a whole number',
    ],
    ['pcep: {operationTimeout: 0}', 'pcep.operationTimeout, line 1: 0 is too small'],
    ['pcep: {speakerEntityId: ""}', 'pcep.speakerEntityId, line 1: "" is not valid'],
    ['pcep: {allowedPeers: []}', 'pcep.allowedPeers, line 1: a list is not valid'],
    [
      'pcep: {allowedPeers: [10.0.0.1,\n 10.0.0.0/8]}',
      'pcep.allowedPeers[1], line 2: "10.0.0.0/8" is not valid (allowed: text: an IPv4 or IPv6 address)',
    ],
    ['store: {url: ":memory:"}', 'store.url, line 1: ":memory:" is not valid'],
    ['store: {url: "sqlite::memory:"}', 'store.url, line 1: "sqlite::memory:" is not valid'],
    ['store: {url: "sqlite://host/x"}', 'store.url, line 1: "sqlite://host/x" is not valid'],
    ['store: {url: "memory:x"}', 'store.url, line 1: "memory:x" is not valid'],
    ['store: {maxBytes: 1024}', 'store.maxBytes, line 1: 1024 is too small'],
    ['store: {snapshotEvery: 0}', 'store.snapshotEvery, line 1: 0 is too small'],
    ['bgpLs: {host: "", port: 1}', 'bgpLs.host, line 1: "" is not valid'],
    ['topology: {files: a.yaml}', 'topology.files, line 1: "a.yaml" is not a list'],
    ['topology: {files: [a.yaml, ""]}', 'topology.files[1], line 1: "" is not valid'],
    ['computation: {workers: 65}', 'computation.workers, line 1: 65 is too large'],
    [
      'computation: {confidentialSystems: [{asNumber: 0}]}',
      'computation.confidentialSystems[0].asNumber, line 1: 0 is too small',
    ],
    ['computation: {holdTime: -1}', 'computation.holdTime, line 1: -1 is too small'],
    [
      'log: {level: verbose}',
      'log.level, line 1: "verbose" is not known (allowed: fatal, error, warn, info, debug, trace, silent)',
    ],
    ['- a', 'a list is not a mapping'],
    ['http: {port: 1, port: 2}', 'line 1: the key "port" is given twice'],
    [
      'reoptimization: {above: 80}',
      'reoptimization.above, line 1: 80 is too large (allowed: a number from 0 to 1: ',
    ],
    ['http: {port: [}', 'line 1: not valid YAML'],
  ];
  test.each(wrong)('%j', (yaml, message) => expect(refusal(yaml)).toContain(message));

  test('all problems are told at once', () => {
    const lines = refusal('htpp: 1\nlog: {level: loud}\npcep: {port: -1}\n', { CAIRN_HTTP_PORT: 'x' }).split(
      '\n',
    );
    expect(lines[0]).toBe(`wrong configuration file ${path.join(folder, 'cairn.yaml')}`);
    expect(lines).toHaveLength(5);
  });

  test('a file that is not there', () => {
    const file = path.join(folder, 'absent.yaml');
    const config = loadConfig({ file, environment: {} });
    if (config.ok) throw new Error('the configuration was taken');
    expect(config.error.code).toBe('unreadable-config');
    expect(describeConfigError(config.error)).toBe(
      `cannot read configuration file ${file}\n  there is no such file`,
    );
  });

  test('a directory', () => {
    const config = loadConfig({ file: folder, environment: {} });
    expect(!config.ok && describeConfigError(config.error)).toContain('it is a directory');
  });
});

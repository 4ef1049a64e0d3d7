// What an operator can get wrong at a start: one clear message, exit code 1, and no damage. And ends as they are asked for.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CairnChild,
  type CairnProcess,
  type Exit,
  eventually,
  pause,
  startCairn,
} from '../support/cairn-process.js';
import { LoadPcc } from '../support/load-pcc.js';
import { testUnless } from '../support/peers.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';

let folder: string;
let data: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-bad-start-'));
  data = path.join(folder, 'data');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, text: string): string => {
  const found = path.join(folder, name);
  writeFileSync(found, text);
  return found;
};

interface Attempt {
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
}

const environment = (env: Attempt['env'] = {}) => ({
  CAIRN_DATA_DIR: data,
  CAIRN_HTTP_PORT: '0',
  CAIRN_PCEP_PORT: '0',
  ...env,
});

/** The lines of its last words: what is on standard error beside the log. */
const lastWords = (stderr: string): readonly string[] =>
  stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'));

/** Starts what can't start; gives its one message. */
async function failedStart({ env, config }: Attempt): Promise<string> {
  const child = new CairnChild({ env: environment(env), ...(config === undefined ? {} : { config }) });
  const exit: Exit = await child.exited;
  expect(exit).toEqual({ code: 1, signal: null });
  expect(child.stdout.includes('"listening":"pcep"')).toBe(false);
  const [first, ...more] = lastWords(child.stderr);
  expect(first).toMatch(/^cairn: /);
  // A message may go on in indented lines; a second message, or a stack, must not follow.
  for (const line of more) expect(line).toMatch(/^ {2}(?!at )/);
  return [first, ...more].join('\n');
}

const start = (attempt: Attempt = {}): Promise<CairnProcess> =>
  startCairn({ ...attempt, env: environment(attempt.env) });

const IMPORT = 'mutation ($input: ImportTopologyInput!) { importTopology(input: $input) { nodes } }';
const SHOWN =
  '{ topology { nodes { id } links { id } } lsps { nodes { id } } events(first: 1000) { nodes { id position } } }';

/** A store with something in it. */
async function filled(): Promise<Record<string, unknown>> {
  const cairn = await start();
  await cairn.graphql(IMPORT, { input: { format: 'CAIRN', document: REFERENCE_NETWORK } });
  const pcc = new LoadPcc('head', 1, 5);
  await pcc.connect(cairn.ports.pcep);
  await eventually('five LSPs', async () => {
    const { lsps } = await cairn.graphql<{ lsps: { nodes: unknown[] } }>('{ lsps { nodes { id } } }');
    return lsps.nodes.length === 5 ? true : undefined;
  });
  pcc.disconnect();
  await pcc.lost();
  // Its end is an event too.
  await eventually('the end of the session', async () => {
    const { pccs } = await cairn.graphql<{ pccs: { connected: boolean }[] }>('{ pccs { connected } }');
    return pccs.every(({ connected }) => !connected) ? true : undefined;
  });
  const shown = await cairn.graphql(SHOWN);
  expect((await cairn.stop()).code).toBe(0);
  return shown;
}

/** A correct start works and shows everything. */
async function expectUndamaged(shown: Record<string, unknown>): Promise<void> {
  const cairn = await start();
  expect(await cairn.graphql(SHOWN)).toEqual(shown);
  expect((await cairn.stop()).code).toBe(0);
}

describe('wrong configuration', () => {
  test('an unknown key', async () => {
    const message = await failedStart({ config: { pcep: { keepalives: 10 } } });
    expect(message).toMatch(/pcep\.keepalives, line 1: unknown key; did you mean keepalive\?/);
    expect(existsSync(data)).toBe(false);
  });

  test('a value that is not allowed, from the environment', async () => {
    const message = await failedStart({ env: { CAIRN_HTTP_PORT: 'eighty' } });
    expect(message).toMatch(/CAIRN_HTTP_PORT \(http\.port\)/);
    expect(message).toMatch(/0 to 65535/);
    expect(existsSync(data)).toBe(false);
  });

  test('a missing configuration file', async () => {
    const child = new CairnChild({
      args: ['serve', '--config', path.join(folder, 'none.yaml')],
      env: environment(),
    });
    expect((await child.exited).code).toBe(1);
    expect(lastWords(child.stderr).join('\n')).toMatch(/^cairn: cannot read configuration file .*none\.yaml/);
  });
});

describe('a busy port', () => {
  test.each([
    ['pcep', 'CAIRN_PCEP_PORT'],
    ['http', 'CAIRN_HTTP_PORT'],
  ])('%s', async (what, variable) => {
    const shown = await filled();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const message = await failedStart({ env: { [variable]: String(port) } });
    expect(message).toContain(String(port));
    expect(message).toContain(`${what}.port`);
    expect(message).toContain(variable);
    other.close();
    await expectUndamaged(shown);
  });
});

/** Whether this process may mount: root on a real system, not in every container. */
function canMount(): boolean {
  const place = mkdtempSync(path.join(tmpdir(), 'cairn-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'pipe' });
    execFileSync('umount', [place], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

describe('the store', () => {
  const database = (): string => path.join(data, 'cairn.db');

  test('locked by another Cairn', async () => {
    const first = await start();
    await first.graphql(IMPORT, { input: { format: 'CAIRN', document: REFERENCE_NETWORK } });
    const shown = await first.graphql(SHOWN);
    const message = await failedStart({});
    expect(message).toMatch(/cairn\.db is in use by another process/);
    expect(await first.graphql(SHOWN)).toEqual(shown);
    await first.stop();
    await expectUndamaged(shown);
  });

  test('damaged in the middle: says so, and leaves the file as it is', async () => {
    const shown = await filled();
    copyFileSync(database(), path.join(folder, 'backup.db'));
    const pages = Math.floor(statSync(database()).size / 4096);
    const damaged = openSync(database(), 'r+');
    for (let page = 1; page < pages; page++)
      writeSync(damaged, Buffer.alloc(4000, 0x5a), 0, 4000, page * 4096);
    const before = readFileSync(database());
    const message = await failedStart({});
    expect(message).toMatch(/cairn\.db is damaged.*restore a backup/);
    expect(readFileSync(database()).equals(before)).toBe(true);
    for (const name of readdirSync(data)) rmSync(path.join(data, name));
    copyFileSync(path.join(folder, 'backup.db'), database());
    await expectUndamaged(shown);
  });

  const withoutProc = existsSync('/proc/self') ? undefined : 'there is no /proc here';
  testUnless(withoutProc, 'in a directory that can not be made', async () => {
    expect(await failedStart({ env: { CAIRN_DATA_DIR: '/proc/cairn/data' } })).toMatch(
      /\/proc\/cairn.*ENOENT/,
    );
  });

  test('a file that is no store', async () => {
    mkdirSync(data, { recursive: true });
    writeFileSync(database(), 'a letter to the editor, longer than a header: '.repeat(100));
    const before = readFileSync(database());
    expect(await failedStart({})).toMatch(/is not an event store of Cairn/);
    expect(readFileSync(database()).equals(before)).toBe(true);
  });

  test('at its size limit (store.maxBytes): stops with one message, nothing acknowledged is lost', async () => {
    const shown = await filled();
    const config = { store: { maxBytes: 1_048_576 } };
    const { exit, words } = await fill(await start({ config }));
    expect(exit.code).toBe(1);
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(/^cairn: .*cairn\.db is full.*raise the limit/);
    await expectBeginning(shown);
  });

  const missing = canMount() ? undefined : 'mounting is not allowed here';
  testUnless(
    missing,
    'on a full disk (a small tmpfs)',
    async () => {
      mkdirSync(data);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', data], { stdio: 'pipe' });
      try {
        const shown = await filled();
        const { exit, words } = await fill(await start());
        expect(exit.code).toBe(1);
        expect(words).toHaveLength(1);
        expect(words[0]).toMatch(/^cairn: .*cairn\.db is full/);
        execFileSync('mount', ['-o', 'remount,size=30m', data]);
        await expectBeginning(shown);
      } finally {
        execFileSync('umount', [data]);
      }
    },
    60_000,
  );
});

/** Writes until Cairn gives up. */
async function fill(
  cairn: CairnProcess,
): Promise<{ readonly exit: Exit; readonly words: readonly string[] }> {
  for (let turn = 0; turn < 2_000; turn++) {
    const nodes = Array.from(
      { length: 200 },
      (_, index) => `  - { id: N${index}, name: N${index} round ${turn} }`,
    );
    const document = `cairn: topology/1\nname: filler\nnodes:\n${nodes.join('\n')}\nlinks: []\n`;
    const answer = await cairn.ask(IMPORT, { input: { format: 'CAIRN', document } }).catch(() => undefined);
    if (answer?.data === undefined || answer.data === null) break;
  }
  const exit = await cairn.exited;
  return { exit, words: lastWords(cairn.stderr) };
}

/** Everything that was there is there, at the same positions; what came after it may follow. */
async function expectBeginning(shown: Record<string, unknown>): Promise<void> {
  const cairn = await start();
  const found = await cairn.graphql(SHOWN);
  const eventsOf = (answer: Record<string, unknown>) => (answer['events'] as { nodes: unknown[] }).nodes;
  expect(eventsOf(found).slice(0, eventsOf(shown).length)).toEqual(eventsOf(shown));
  expect(found['lsps']).toEqual(shown['lsps']);
  expect((await cairn.stop()).code).toBe(0);
}

describe('topology files', () => {
  test('one with a dangling link', async () => {
    const shown = await filled();
    const dangling = file('dangling.yaml', REFERENCE_NETWORK.replace('from: C, to: D,', 'from: C, to: X,'));
    const message = await failedStart({ env: { CAIRN_TOPOLOGY: dangling } });
    expect(message).toMatch(/dangling\.yaml is not applied/);
    expect(message).toMatch(/X/);
    await expectUndamaged(shown);
  });

  test('of any format, under the name of the file where the document has none', async () => {
    const graph =
      'NODES 2\nlabel x y\nX 1 1\nY 2 2\nEDGES 1\nlabel src dest weight bw delay\ne 0 1 1 1000 5\n';
    const graphml =
      '<graphml><graph edgedefault="directed"><node id="P"/><node id="Q"/><edge source="P" target="Q"/></graph></graphml>';
    const files = [file('small.graph', graph), file('atlas.graphml', graphml)];
    const cairn = await start({ env: { CAIRN_TOPOLOGY: files.join(':') } });
    const query = '{ topology { links { id capacity } } events(first: 10) { nodes { stream } } }';
    const shown = await cairn.graphql(query);
    expect(shown['topology']).toEqual({
      links: [
        { id: 'P-Q', capacity: 10e9 },
        { id: 'X-Y', capacity: 1e6 },
      ],
    });
    const { nodes } = shown['events'] as { nodes: { stream: string }[] };
    expect([...new Set(nodes.map(({ stream }) => stream))]).toEqual([
      'policy-links',
      'topology-small',
      'topology-atlas',
    ]);
    expect((await cairn.stop()).code).toBe(0);
  });

  test('one that is missing', async () => {
    const shown = await filled();
    const message = await failedStart({ env: { CAIRN_TOPOLOGY: path.join(folder, 'none.yaml') } });
    expect(message).toMatch(/^cairn: topology\.files: can't read .*none\.yaml/);
    await expectUndamaged(shown);
  });
});

describe('asked to end', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s the moment it listens: exit code 0', async (signal) => {
    // Five times: the moment between its first line and the end of its start is short.
    for (let time = 0; time < 5; time++) {
      const child = new CairnChild({ env: environment() });
      await child.says('"listening":');
      expect(await child.kill(signal)).toEqual({ code: 0, signal: null });
    }
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s under load: within 3 s, exit code 0, no child left',
    async (signal) => {
      const cairn = await start({ env: { CAIRN_TOPOLOGY: file('network.yaml', REFERENCE_NETWORK) } });
      const pccs = [1, 2].map((number) => new LoadPcc(`head-${number}`, number, 20));
      for (const pcc of pccs) await pcc.connect(cairn.ports.pcep);
      const changing = setInterval(() => {
        for (const pcc of pccs) for (let count = 0; count < 50; count++) pcc.change();
      }, 1);
      await pause(200);
      const children = childrenOf(cairn.pid);
      const asked = Date.now();
      const exit = await cairn.kill(signal);
      const took = Date.now() - asked;
      clearInterval(changing);
      for (const pcc of pccs) await pcc.lost();
      expect({ exit, words: lastWords(cairn.stderr) }).toEqual({
        exit: { code: 0, signal: null },
        words: [],
      });
      expect(took).toBeLessThan(3_000);
      for (const child of children) expect(existsSync(`/proc/${child}`)).toBe(false);
      const again = await start();
      expect((await again.stop()).code).toBe(0);
    },
  );
});

/** Process ids, where the system tells. */
function childrenOf(pid: number): readonly string[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list)
    ? readFileSync(list, 'utf8')
        .split(' ')
        .filter((child) => child !== '')
    : [];
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { cairn } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { EVENT } from './network.js';

/** A server that gives the same answer to everything, and its address. */
async function withServer(status: number, body: string, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('a PCE that can not be asked', () => {
  test('is not there: which URL, and what to do', async () => {
    let free = '';
    await withServer(200, '', async (url) => {
      free = url;
    });
    const { err, code } = await cairn(['pccs'], { url: free });
    expect(code).toBe(1);
    expect(err).toBe(
      `cairn: can not reach Cairn at ${free}: nothing listens there; ` +
        'start Cairn (npm start, or cairn serve), or say where it is with --url or CAIRN_URL\n',
    );
  });
  test('is something else', () =>
    withServer(404, '<html>', async (url) => {
      const { err, code } = await cairn(['pccs'], { url });
      expect(code).toBe(1);
      expect(err).toContain(`${url} answers (HTTP 404), but not as Cairn does`);
    }));
  test('is starting', () =>
    withPce({ pccs: [] }, async (pce) => {
      pce.notReady = 1;
      const { err, code } = await cairn(['pccs'], { url: pce.url });
      expect({ err, code }).toEqual({ err: 'cairn: not ready (NOT_READY)\n', code: 1 });
    }));
});

describe('wrong usage has exit code 2', () => {
  test.each([
    [['lsps', '--state', 'SIDEWAYS'], 'Allowed choices are DOWN, UP'],
    [['lsps', '--first', '0'], '1 or more'],
    [['path', 'A'], "missing required argument 'to'"],
    [['path', 'A', 'B', '--bandwidth', 'much'], 'such as 5G'],
    [['topology', '--as-of', 'yesterday'], 'a position in the log'],
    [['diff'], "required option '--from <moment>'"],
    [['update-lsp', 'x', '--up', '--down'], "cannot be used with option '--down'"],
    [['events', '--from', '1', '--after', '2'], "cannot be used with option '--after"],
    [['events', '--follow', '--first', '3'], "cannot be used with option '--follow'"],
    [['status', '--url', 'nowhere'], "'nowhere' (--url or CAIRN_URL) is not a URL of a PCE"],
    [['explode'], 'unknown command'],
  ])('%j', async (args, message) => {
    const { err, code } = await cairn(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

test.each([
  ['status'],
  ['pccs'],
  ['lsps'],
  ['lsp'],
  ['path'],
  ['topology'],
  ['import'],
  ['create-lsp'],
  ['update-lsp'],
  ['delete-lsp'],
  ['operation'],
  ['events'],
  ['diff'],
])('%s --help names the global options', async (name) => {
  const { out, code } = await cairn([name, '--help']);
  expect(code).toBe(0);
  expect(out).toContain(`cairn ${name}`);
  expect(out).toContain('--url <url>');
  expect(out).toContain('CAIRN_URL');
  expect(out).toContain('--json');
});

describe('events --follow', () => {
  test('resumes after the last event when the connection breaks; a refusal ends it', async () => {
    let connections = 0;
    let cut = (): void => {};
    const eventAppended = async function* ({ after }: { after: string }) {
      connections++;
      if (connections === 3) throw new GraphQLError('enough', { extensions: { code: 'STOP' } });
      const position = `${Number(after) + 1}`;
      yield { eventAppended: { ...EVENT, position } };
      setTimeout(cut, 50);
      await new Promise((resolve) => setTimeout(resolve, 200));
    };
    await withPce({ pce: { position: '6' }, eventAppended }, async (pce) => {
      cut = () => pce.cut();
      const { out, err, code, pauses } = await cairn(['events', '--follow', '--types', 'LspReported'], {
        url: pce.url,
      });
      expect(out).toBe(
        '       7  2026-03-01T12:00:01.000Z  LspReported             lsp-lisbon/gold\n' +
          '       8  2026-03-01T12:00:01.000Z  LspReported             lsp-lisbon/gold\n',
      );
      expect(err).toBe(
        'cairn: the connection ended; going on after position 7\n' +
          'cairn: the connection ended; going on after position 8\n' +
          'cairn: enough (STOP)\n',
      );
      expect(code).toBe(1);
      expect(pauses).toEqual([1000, 1000]);
      expect(pce.asked.map(({ args }) => args)).toEqual([
        {},
        { types: ['LspReported'], after: '6' },
        { types: ['LspReported'], after: '7' },
        { types: ['LspReported'], after: '8' },
      ]);
    });
  });

  test('from a time starts with the first event at it', async () => {
    const eventAppended = (): never => {
      throw new GraphQLError('seen');
    };
    const events = { nodes: [EVENT], pageInfo: { endCursor: '7', hasNextPage: true } };
    await withPce({ events, eventAppended }, async (pce) => {
      await cairn(['events', '--follow', '--from', '2026-03-01T12:00:00Z', '--json'], { url: pce.url });
      expect(pce.asked[1]).toEqual({ field: 'eventAppended', args: { after: '6' } });
    });
  });

  test('where there are no WebSockets, says so', () =>
    withServer(200, '{"data":{"pce":{"position":"6"}}}', async (url) => {
      const { err, code } = await cairn(['events', '--follow'], { url });
      expect({ err, code }).toEqual({ err: `cairn: ${url} does not take WebSocket connections\n`, code: 1 });
    }));
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  parsePceAddress,
  type SimulatePccOptions,
  simulatePcc,
} from '../../../../src/simulators/pcc/command.js';
import { SimulationError } from '../../../../src/simulators/pcc/simulation-error.js';
import { FakePce } from './fake-pce.js';
import { answerOf, ringNetwork } from './sample-network.js';

const network = ringNetwork(8);

/** A file with the topology, for the time of `body`. */
async function withTopologyFile(text: string, body: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cairn-simulator-'));
  try {
    const file = path.join(folder, 'topology.json');
    await writeFile(file, text);
    await body(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const simulated = async (options: SimulatePccOptions): Promise<readonly string[]> => {
  const lines: string[] = [];
  const { signal } = new AbortController();
  await simulatePcc(options, { progress: (line) => lines.push(line), signal });
  return lines;
};

describe('simulatePcc', () => {
  test('simulates from a file until the signal, and closes every session', async () => {
    await withTopologyFile(JSON.stringify(answerOf(network)), async (topology) => {
      const pce = await FakePce.listen();
      const lines: string[] = [];
      const ending = new AbortController();
      const { host, port } = pce.address;
      const running = simulatePcc(
        { pce: `${host}:${port}`, topology, lsps: 30, flap: 5, updatesPerSecond: 200 },
        { progress: (line) => lines.push(line), signal: ending.signal, settled: () => lines.push('settled') },
      );
      const sessions = await Promise.all(network.nodes.map(() => pce.session()));
      const reports = await Promise.all(sessions.map((session) => session.synchronization()));
      expect(reports.flat().length).toBe(30);
      while (!lines.includes('settled')) await new Promise((resolve) => setTimeout(resolve, 5));
      ending.abort();
      await running;
      expect(sessions.filter(({ messages }) => messages.at(-1)?.kind === 'Close').length).toBeGreaterThan(5);
      expect(lines[0]).toBe('8 nodes, 22 links: simulating 8 PCCs with 30 LSPs, seed 1');
      expect(lines.at(-1)).toMatch(/^stopped after \d+ reports$/);
      await pce.close();
    });
  });

  test('asks a GraphQL endpoint, which may not be ready yet, and ends after its duration', async () => {
    let asked = 0;
    const server = createServer((request, response) => {
      asked += 1;
      request.resume();
      if (asked === 1) response.writeHead(503).end();
      else response.writeHead(200, { connection: 'close' }).end(JSON.stringify(answerOf(network)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const graphql = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/graphql`;
    const pce = await FakePce.listen();
    const { host, port } = pce.address;
    const lines = await simulated({ pce: `${host}:${port}`, graphql, lsps: 5, pccs: 9, duration: 1.2 });
    expect(asked).toBe(2);
    expect(lines).toContain('only 8 of 9 PCCs: there is one for each node with an IPv4 router id');
    expect(lines).toContain('connected 8/8, 13 reports sent');
    expect(lines.filter((line) => line.includes('trying again'))).toEqual([]);
    await pce.close();
    await new Promise((resolve) => server.close(resolve));
  });

  test('a PCE that is not there is told once, and tried until the end', async () => {
    await withTopologyFile(JSON.stringify(network), async (topology) => {
      const pce = await FakePce.listen();
      const { host, port } = pce.address;
      await pce.close();
      const lines = await simulated({ pce: `${host}:${port}`, topology, duration: 0.3 });
      expect(lines.filter((line) => line.includes('ECONNREFUSED')).length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThan(15);
    });
  });

  test.each([
    [{ pce: 'here:there' }, '--pce here:there: HOST:PORT is wanted'],
    [{ pce: '127.0.0.1' }, 'either --graphql URL or --topology FILE'],
    [{ pce: '127.0.0.1', topology: 'a', graphql: 'b' }, 'either --graphql URL or --topology FILE'],
    [{ pce: '127.0.0.1', topology: '/does/not/exist' }, "can't be read"],
    [{ pce: '127.0.0.1', topology: 'a', pccs: 0 }, '--pccs 0: a whole number from 1 to'],
    [{ pce: '127.0.0.1', topology: 'a', lsps: 1.5 }, '--lsps 1.5: a whole number from 0 to'],
    [{ pce: '127.0.0.1', topology: 'a', failSetups: 1.5 }, '--fail-setups 1.5: a number from 0 to 1'],
    [{ pce: '127.0.0.1', topology: 'a', srv6: 256 }, '--srv6 256: a whole number from 0 to 255'],
    [{ pce: '127.0.0.1', topology: 'a', duration: Number.NaN }, '--duration NaN'],
    [{ pce: '127.0.0.1', topology: 'a', localAddress: '::1' }, '--local-address ::1'],
  ])('%j ends with a message that helps', async (options, text) => {
    const failed = simulated(options);
    await expect(failed).rejects.toBeInstanceOf(SimulationError);
    await expect(failed).rejects.toThrow(text);
  });

  test.each([
    ['{', 'is not JSON'],
    ['{}', 'no topology'],
    [JSON.stringify({ nodes: [], links: [] }), 'no node with an IPv4 router id'],
  ])('a file with %s ends with a message that helps', async (text, expected) => {
    await withTopologyFile(text, async (topology) => {
      await expect(simulated({ pce: '127.0.0.1', topology })).rejects.toThrow(expected);
    });
  });
});

test('parsePceAddress takes names, IPv4, IPv6 in brackets, with and without port', () => {
  expect(parsePceAddress('pce.example:4000')).toEqual({ host: 'pce.example', port: 4000 });
  expect(parsePceAddress('127.0.0.1')).toEqual({ host: '127.0.0.1', port: 4189 });
  expect(parsePceAddress('::1')).toEqual({ host: '::1', port: 4189 });
  expect(parsePceAddress('[::1]:5000')).toEqual({ host: '::1', port: 5000 });
  for (const bad of ['', ':1', 'a:0', 'a:70000', 'a:b', '[::1'])
    expect(() => parsePceAddress(bad)).toThrow(SimulationError);
});

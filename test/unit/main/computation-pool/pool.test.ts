import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Computation, PathComputer, Question } from '../../../../src/domain/computation/computer.js';
import { createPathComputer } from '../../../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../../../src/domain/values/topology.js';
import { ComputationPool, type PoolOptions } from '../../../../src/main/computation-pool/pool.js';
import { startThread } from '../../../../src/main/start-thread.js';

const POOL = new URL('../../../../src/main/computation-pool/pool.ts', import.meta.url).href;

const link = (id: string, source: string, target: string, reservable = 10): TopologyLink => ({
  id: LinkId(id),
  source: NodeId(source),
  target: NodeId(target),
  capacity: 10,
  reservable,
  igpMetric: 1,
  adminGroups: [],
  srlgs: [],
  operational: true,
});

/** A short way over B, a long one over C and D. */
const NODES = ['A', 'B', 'C', 'D', 'E'].map((id) => ({ id: NodeId(id), name: id }));
const LINKS = [
  link('ab', 'A', 'B'),
  link('be', 'B', 'E'),
  link('ac', 'A', 'C'),
  link('cd', 'C', 'D'),
  link('de', 'D', 'E'),
];
const SHORT = ['ab', 'be'];
const LONG = ['ac', 'cd', 'de'];

const fromAToE: Question & { kind: 'path' } = {
  kind: 'path',
  request: {
    request: pathRequest({ source: 'A', destination: 'E', bandwidth: 6, metric: 'IGP' }),
    signalling: { setupType: 'MANAGED' },
  },
};

const linksOf = (computation: Computation | undefined): readonly string[] | undefined =>
  computation?.kind === 'path' ? computation.path.path.links : undefined;

const crashing = (): Worker =>
  new Worker("require('node:worker_threads').parentPort.once('message', () => process.exit(3))", {
    eval: true,
  });

const running: ComputationPool[] = [];
afterEach(async () => {
  for (const pool of running.splice(0)) await pool.stop();
});

function poolWith(options: Partial<PoolOptions> = {}) {
  const lost: string[] = [];
  const by: string[] = [];
  const pool = new ComputationPool({
    workers: 2,
    worthwhile: 0,
    onLost: (detail) => lost.push(detail),
    onAnswered: (who, questions) => by.push(...Array.from({ length: questions }, () => who)),
    ...options,
  });
  running.push(pool);
  const computer = pool.newComputer();
  computer.setTopology(NODES, LINKS);
  return { pool, computer, lost, by };
}

const block = (computer: PathComputer): void =>
  computer.setClaim('other', {
    holdingPriority: 0,
    source: 'A',
    routes: [{ bandwidth: 6, links: [LinkId('ab')] }],
  });

describe('a pool of computation threads', () => {
  it('answers on the state at the question, whatever is set afterwards', async () => {
    const { computer, by } = poolWith();
    const before = computer.ask([fromAToE, fromAToE]);
    block(computer);
    const claimed = computer.ask([fromAToE]);
    computer.updateLinks([{ ...LINKS[4]!, operational: false }]);
    const failed = computer.ask([fromAToE]);
    expect((await before).map(linksOf)).toEqual([SHORT, SHORT]);
    expect((await claimed).map(linksOf)).toEqual([LONG]);
    expect((await failed).map(linksOf)).toEqual([undefined]);
    expect(by).toEqual(['thread', 'thread', 'thread', 'thread']);
  });

  it('computes where it is asked what is not worth a message', async () => {
    const { computer, by } = poolWith({ worthwhile: 10_000 });
    expect((await computer.ask([fromAToE])).map(linksOf)).toEqual([SHORT]);
    expect(by).toEqual(['caller']);
  });

  it('computes where it is asked what can not be said in JSON', async () => {
    const { computer, by } = poolWith();
    const { request } = fromAToE.request;
    const bounds = [{ metric: 'IGP' as const, max: Number.POSITIVE_INFINITY }];
    const unbounded = { ...fromAToE, request: { ...fromAToE.request, request: { ...request, bounds } } };
    expect((await computer.ask([unbounded])).map(linksOf)).toEqual([SHORT]);
    expect(by).toEqual(['caller']);
  });

  it('answers for a thread that ended, on the state at the question, and starts another one', async () => {
    let started = 0;
    const { computer, lost, by } = poolWith({
      workers: 1,
      startThread: () => (started++ === 0 ? crashing() : startThread(POOL, {})),
    });
    const asked = computer.ask([fromAToE]);
    block(computer);
    expect((await asked).map(linksOf)).toEqual([SHORT]);
    expect(lost).toEqual(['ended with code 3']);
    expect((await computer.ask([fromAToE])).map(linksOf)).toEqual([LONG]);
    expect(by).toEqual(['caller', 'thread']);
  });

  it('goes on without threads when none of them stays', async () => {
    const { computer, lost, by } = poolWith({ workers: 1, startThread: crashing });
    for (let turn = 0; turn < 8; turn++) {
      expect((await computer.ask([fromAToE])).map(linksOf)).toEqual([SHORT]);
    }
    expect(lost).toHaveLength(5);
    expect(by).toHaveLength(8);
  });

  it('refuses what the engine refuses, and goes on', async () => {
    const { computer, lost, by } = poolWith({ workers: 1 });
    // No list of what is to be excluded.
    const { exclude: _, ...lacking } = fromAToE.request.request;
    const impossible = {
      ...fromAToE,
      request: { ...fromAToE.request, request: lacking },
    } as unknown as Question;
    const alone = createPathComputer();
    alone.setTopology(NODES, LINKS);
    const told = await alone.ask([impossible]).catch((error: unknown) => String(error));
    const together = await Promise.allSettled([computer.ask([impossible]), computer.ask([fromAToE])]);
    expect(together.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(String((together[0] as PromiseRejectedResult).reason)).toBe(told);
    expect((await computer.ask([fromAToE])).map(linksOf)).toEqual([SHORT]);
    expect([lost, by.at(-1)]).toEqual([[], 'thread']);
  });

  it('answers what is under way when it is stopped, and what is asked afterwards', async () => {
    const { pool, computer } = poolWith();
    const underWay = computer.ask([fromAToE, fromAToE, fromAToE]);
    const stopped = pool.stop();
    expect((await underWay).map(linksOf)).toEqual([SHORT, SHORT, SHORT]);
    await stopped;
    expect((await computer.ask([fromAToE])).map(linksOf)).toEqual([SHORT]);
  });

  it('keeps networks of several computers apart', async () => {
    const { pool, computer } = poolWith({ workers: 1 });
    const others = [1, 2, 3, 4].map(() => {
      const other = pool.newComputer();
      other.setTopology(NODES, LINKS);
      block(other);
      return other;
    });
    for (let turn = 0; turn < 2; turn++) {
      expect((await computer.ask([fromAToE])).map(linksOf)).toEqual([SHORT]);
      for (const other of others) expect((await other.ask([fromAToE])).map(linksOf)).toEqual([LONG]);
    }
  });
});

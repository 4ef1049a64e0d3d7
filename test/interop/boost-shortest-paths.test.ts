// The Boost Graph Library, which this project did not write, answers the same questions for shortest paths.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTopologyDocument } from '../../src/app/topology-documents/parse-document.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import type { Metric } from '../../src/domain/values/metric.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { BoostDistances, type BoostGraph } from '../support/boost.js';
import { cases } from '../support/cases.js';
import { describeWithPeers, describeWithShared } from '../support/peers.js';

type Weighed = Extract<Metric, 'TE' | 'IGP' | 'DELAY'>;

const WEIGHTS = { TE: 'teMetric', IGP: 'igpMetric', DELAY: 'delay' } as const;

const nodeId = (index: number): NodeId => NodeId(`n${index}`);

const linksOf = ({ links }: Pick<BoostGraph, 'links'>, metric: Weighed): readonly TopologyLink[] =>
  links.map(({ from, to, weight, bandwidth }, index) => ({
    id: LinkId(`l${(index * 7919) % 100_003}-${index}`),
    source: nodeId(from),
    target: nodeId(to),
    // Route objects tell parallel links apart by these.
    sourceAddress: `10.0.${index >> 8}.${index & 255}`,
    targetAddress: `10.1.${index >> 8}.${index & 255}`,
    [WEIGHTS[metric]]: weight,
    capacity: bandwidth,
    reservable: bandwidth,
    adminGroups: [],
    srlgs: [],
    operational: true,
  }));

/** Cairn's answers: each the sum along the links of its path, which lead from end to end and have the bandwidth. */
function costsOf(graph: BoostGraph, metric: Weighed): readonly (number | undefined)[] {
  const computer = createPathComputer();
  const links = linksOf(graph, metric);
  const indexOf = new Map(links.map(({ id }, index) => [id, index]));
  computer.setTopology(
    Array.from({ length: graph.nodes }, (_, index) => ({ id: nodeId(index), name: '' })),
    links,
  );
  return graph.questions.map(({ source, target, bandwidth }) => {
    const request = pathRequest({
      source: nodeId(source),
      destination: nodeId(target),
      metric,
      bandwidth,
    });
    const computation = computer.compute({ request, signalling: { setupType: 'RSVP_TE' } });
    if (computation.kind === 'no-path') return undefined;
    const taken = computation.path.path.links.map((id) => graph.links[indexOf.get(id)!]!);
    const end = taken.reduce((at, { from, to, bandwidth: wide }) => {
      expect([from, wide >= bandwidth]).toEqual([at, true]);
      return to;
    }, source);
    expect(end).toBe(target);
    return taken.reduce((sum, { weight }) => sum + weight, 0);
  });
}

/** From trees to dense, from many ties to none; ends differ. */
const graphs: fc.Arbitrary<BoostGraph> = fc
  .record({
    nodes: fc.integer({ min: 2, max: 60 }),
    degree: fc.constantFrom(1, 2, 4, 10),
    spread: fc.constantFrom(1, 10, 1_000_000),
  })
  .chain(({ nodes, degree, spread }) => {
    const ends = fc
      .tuple(fc.nat(nodes - 1), fc.integer({ min: 1, max: nodes - 1 }))
      .map(([from, step]) => [from, (from + step) % nodes] as const);
    const size = { minLength: nodes, maxLength: nodes * degree, size: 'max' as const };
    return fc.record({
      nodes: fc.constant(nodes),
      links: fc.array(
        fc
          .tuple(ends, fc.integer({ min: 1, max: spread }), fc.integer({ min: 1, max: 6 }))
          .map(([[from, to], weight, bandwidth]) => ({ from, to, weight, bandwidth })),
        size,
      ),
      questions: fc.array(
        fc.tuple(ends, fc.nat(6)).map(([[source, target], bandwidth]) => ({ source, target, bandwidth })),
        { minLength: 40, maxLength: 40 },
      ),
    });
  });

/** A network of the REPETITA collection by its IGP metrics, and pairs of nodes with a third of the bandwidths there. */
function realGraph(file: string): BoostGraph {
  const parsed = parseTopologyDocument(readFileSync(file, 'utf8'), 'REPETITA', 'real');
  if (!parsed.ok) throw new Error(`${file} cannot be read`);
  const { nodes, links } = parsed.value;
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const known = links.map(({ source, target, igpMetric = 1, capacity }) => ({
    from: indexOf.get(source)!,
    to: indexOf.get(target)!,
    weight: igpMetric,
    bandwidth: capacity,
  }));
  const widths = known.map(({ bandwidth }) => bandwidth).sort((a, b) => a - b);
  const questions = Array.from({ length: 400 }, (_, index) => {
    const source = (index * 31) % nodes.length;
    const target = (source + 1 + ((index * 17) % (nodes.length - 1))) % nodes.length;
    return { source, target, bandwidth: index % 2 === 0 ? 0 : widths[Math.floor(widths.length / 3)]! };
  });
  return { nodes: nodes.length, links: known, questions };
}

describeWithPeers(['boost'], 'shortest paths against the Boost Graph Library', () => {
  let boost: BoostDistances;
  beforeAll(() => {
    boost = new BoostDistances();
  }, 60_000);
  afterAll(() => boost?.remove());

  test.each<Weighed>(['TE', 'IGP', 'DELAY'])(
    'the cost by %s is that of Boost, on random graphs',
    (metric) => {
      fc.assert(
        fc.property(graphs, (graph) => {
          expect(costsOf(graph, metric)).toEqual(boost.of(graph));
        }),
        { numRuns: cases(25) },
      );
    },
  );

  describeWithShared('on real networks', ['data', 'repetita', 'defo'], (folder) => {
    test.each(readdirSync(folder).filter((name) => name.endsWith('.graph')))('%s', (file) => {
      const graph = realGraph(path.join(folder, file));
      const distances = boost.of(graph);
      expect(costsOf(graph, 'IGP')).toEqual(distances);
      expect(distances.some((distance) => distance !== undefined)).toBe(true);
    });
  });
});

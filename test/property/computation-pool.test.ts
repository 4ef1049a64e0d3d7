import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Claim, PathComputer, Question } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { NetworkCopy } from '../../src/domain/computation/network-copy.js';
import { answerNow } from '../../src/domain/computation/question.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { ComputationPool } from '../../src/main/computation-pool/pool.js';
import { cases } from '../support/cases.js';
import { requestOn, type SmallNetwork, smallNetwork } from './computation-oracle.js';

const OWNERS = ['a', 'b', 'c'];

const lost: string[] = [];
const questionsBy = { thread: 0, caller: 0 };
const pool = new ComputationPool({
  workers: 2,
  worthwhile: 0,
  onLost: (detail) => lost.push(detail),
  onAnswered: (by, questions) => {
    questionsBy[by] += questions;
  },
});
afterAll(() => pool.stop());

const values = fc.record(
  {
    igpMetric: fc.integer({ min: 0, max: 6 }),
    delay: fc.nat(6),
    reservable: fc.nat(10),
    operational: fc.boolean(),
  },
  { requiredKeys: [] },
);

const nodeOf = (network: SmallNetwork) => fc.constantFrom(...network.nodes);

/** Loose routes by address, some of them backups. */
const claimOn = (network: SmallNetwork): fc.Arbitrary<Claim> =>
  fc
    .record({
      source: nodeOf(network),
      target: nodeOf(network),
      bandwidth: fc.nat(4),
      holdingPriority: fc.nat(7),
      protects: fc.option(fc.constantFrom(...OWNERS), { nil: undefined }),
    })
    .map(({ source, target, bandwidth, holdingPriority, protects }) => ({
      holdingPriority,
      source: source.id,
      routes: [
        {
          bandwidth,
          hops: [{ kind: 'address' as const, address: target.routerId ?? '', loose: true as const }],
        },
      ],
      ...(protects === undefined ? {} : { protects }),
    }));

const asked = (network: SmallNetwork) =>
  fc
    .record({
      request: requestOn(network),
      ownClaims: fc.subarray(OWNERS),
      previous: fc.option(fc.record({ target: nodeOf(network), bandwidth: fc.nat(3) }), { nil: undefined }),
    })
    .map(({ request, ownClaims, previous }) => ({
      request,
      signalling: { setupType: 'SR_MPLS', maximumSidDepth: 4 } as const,
      ownClaims,
      ...(previous === undefined
        ? {}
        : {
            previous: {
              bandwidth: previous.bandwidth,
              hops: [
                { kind: 'address' as const, address: previous.target.routerId ?? '', loose: true as const },
              ],
            },
          }),
    }));

const questionOn = (network: SmallNetwork): fc.Arbitrary<Question> =>
  fc.oneof(
    fc.record({ kind: fc.constant('path' as const), request: asked(network) }),
    fc.record({
      kind: fc.constant('together' as const),
      requests: fc.array(asked(network), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('set' as const),
      requests: fc.array(asked(network), { minLength: 1, maxLength: 2 }),
      required: fc.record(
        {
          disjointness: fc.record({
            level: fc.constantFrom('link' as const, 'node' as const, 'srlg' as const),
            strict: fc.boolean(),
          }),
          objective: fc.constantFrom('CUMULATIVE_COST' as const, 'MOST_LOADED_LINK' as const),
        },
        { requiredKeys: [] },
      ),
      from: fc.subarray(OWNERS),
    }),
  );

type Step = (computer: PathComputer) => void;
type Script = readonly ({ readonly change: Step } | { readonly questions: readonly Question[] })[];

const scriptOn = (network: SmallNetwork): fc.Arbitrary<Script> => {
  const links = network.links.length;
  const change: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ owner: fc.constantFrom(...OWNERS), claim: claimOn(network) }).map(
      ({ owner, claim }): Step =>
        (computer) =>
          computer.setClaim(owner, claim),
    ),
    fc.constantFrom(...OWNERS).map(
      (owner): Step =>
        (computer) =>
          computer.clearClaim(owner),
    ),
    fc.record({ link: fc.nat(Math.max(0, links - 1)), values }).map(({ link, values: changed }): Step => {
      const known = network.links[link];
      return (computer) => {
        if (known !== undefined) computer.updateLinks([{ ...known, ...changed }]);
      };
    }),
  );
  const questions = fc.array(questionOn(network), { minLength: 1, maxLength: 4 });
  return fc
    .array(
      fc.oneof(
        change.map((made) => ({ change: made })),
        questions.map((posed) => ({ questions: posed })),
      ),
      {
        maxLength: 10,
      },
    )
    .map((steps) => [
      { change: (computer: PathComputer) => computer.setTopology(network.nodes, network.links) },
      ...steps,
    ]);
};

const scripts = fc
  .array(smallNetwork().chain(scriptOn), { minLength: 1, maxLength: 2 })
  .map((parts) => parts.flat());

test('threads answer to the letter what one engine answers at the same moment, while links and claims change', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const pooled = pool.newComputer();
      const alone = createPathComputer();
      const outcomes: Promise<{ readonly expected: unknown; readonly answered: unknown }>[] = [];
      for (const step of script) {
        if ('change' in step) {
          step.change(pooled);
          step.change(alone);
          continue;
        }
        const expected = step.questions.map((question) => answerNow(alone, question));
        outcomes.push(pooled.ask(step.questions).then((answered) => ({ expected, answered })));
      }
      for (const { expected, answered } of await Promise.all(outcomes)) {
        expect(answered).toStrictEqual(expected);
        expect(JSON.stringify(answered)).toBe(JSON.stringify(expected));
      }
    }),
    { numRuns: cases(200) },
  );
  expect(lost).toEqual([]);
  expect(questionsBy.thread).toBeGreaterThan(questionsBy.caller);
});

test('a copy of the network that knows no claims gives the answers of the computer that has them', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      const computer = createPathComputer();
      let copy = new NetworkCopy([], []);
      const follower = {
        setTopology: (...topology: Parameters<PathComputer['setTopology']>) => {
          copy = new NetworkCopy(...topology);
        },
        updateLinks: (links: Iterable<TopologyLink>) => copy.updateLinks(links),
        setClaim: () => undefined,
        clearClaim: () => undefined,
      };
      for (const step of script) {
        if ('change' in step) {
          step.change(computer);
          step.change(follower as unknown as PathComputer);
          continue;
        }
        copy.setUnreserved(computer.unreserved);
        for (const question of step.questions) {
          const answered = copy.answer(computer.detach(question));
          expect(JSON.stringify(answered)).toBe(JSON.stringify(answerNow(computer, question)));
        }
      }
    }),
    { numRuns: cases(300) },
  );
});

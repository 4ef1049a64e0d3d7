import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Computation, ComputationRequest } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  denseNetwork,
  isAllowed,
  type SmallNetwork,
  smallNetwork,
  total,
} from './computation-oracle.js';

const requestsOn = (network: SmallNetwork, most: number): fc.Arbitrary<ComputationRequest[]> => {
  const node = fc.constantFrom(...network.nodes.map(({ id }) => id as string));
  return fc.array(
    fc
      .record({ source: node, destination: node, bandwidth: fc.nat(9), priority: fc.constantFrom(0, 3, 7) })
      .filter(({ source, destination }) => source !== destination)
      .map(({ priority, ...wanted }) => ({
        request: pathRequest({ ...wanted, setupPriority: priority }),
        signalling: { setupType: 'RSVP_TE' as const },
        holdingPriority: priority,
      })),
    { minLength: 1, maxLength: most },
  );
};

const setOn = (most: number, nodes = 5) =>
  smallNetwork(nodes).chain((network) =>
    requestsOn(network, most).chain((requests) =>
      fc.record({
        network: fc.constant(network),
        requests: fc.constant(requests),
        order: fc.shuffledSubarray([...requests.keys()], { minLength: requests.length }),
      }),
    ),
  );

type Choice = readonly (readonly TopologyLink[] | undefined)[];

/** Per priority how many and how much, then the sum of metrics: bigger is better at the first difference. */
function scoreOf(requests: readonly ComputationRequest[], choice: Choice): number[] {
  const placed = requests.filter((_, index) => choice[index] !== undefined);
  const levels = [0, 3, 7].flatMap((level) => {
    const here = placed.filter(({ request }) => request.setupPriority === level);
    return [here.length, here.reduce((sum, { request }) => sum + request.bandwidth, 0)];
  });
  return [...levels, -choice.reduce((sum, path) => sum + total(path ?? [], 'TE'), 0)];
}

const isBetter = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && a[at]! > b[at]!;
};

function fitsTogether(
  network: SmallNetwork,
  requests: readonly ComputationRequest[],
  choice: Choice,
): boolean {
  return network.links.every((link) => {
    const used = requests.reduce(
      (sum, { request }, index) => sum + (choice[index]?.includes(link) === true ? request.bandwidth : 0),
      0,
    );
    return used <= link.reservable || used === 0;
  });
}

function bestScore(network: SmallNetwork, requests: readonly ComputationRequest[]): number[] {
  let best: number[] | undefined;
  const choose = (choice: Choice): void => {
    if (!fitsTogether(network, requests, choice)) return;
    if (choice.length === requests.length) {
      const score = scoreOf(requests, choice);
      if (best === undefined || isBetter(score, best)) best = score;
      return;
    }
    const { request } = requests[choice.length]!;
    for (const path of [undefined, ...allowedPaths(network, request)]) choose([...choice, path]);
  };
  choose([]);
  return best ?? [];
}

function place(network: SmallNetwork, requests: readonly ComputationRequest[]): readonly Computation[] {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  const answers = computer.computeTogether(requests);
  for (const link of network.links) expect(computer.available(link.id, 7)).toBe(link.reservable);
  return answers;
}

const choiceOf = (network: SmallNetwork, answers: readonly Computation[]): Choice =>
  answers.map((answer) => {
    if (answer.kind === 'no-path') return undefined;
    return answer.path.path.links.map((id) => network.links.find((link) => link.id === id)!);
  });

describe('computation together', () => {
  test('is the best of all combinations of simple paths', () => {
    fc.assert(
      fc.property(setOn(3, 4), ({ network, requests }) => {
        const choice = choiceOf(network, place(network, requests));
        expect(fitsTogether(network, requests, choice)).toBe(true);
        expect(scoreOf(requests, choice)).toEqual(bestScore(network, requests));
      }),
      { numRuns: cases(2000) },
    );
  });

  test('is the best of all combinations when all contend for little', () => {
    const demand = fc.record({
      ends: fc.constantFrom('03', '13', '02', '12', '31'),
      bandwidth: fc.integer({ min: 3, max: 8 }),
      priority: fc.constantFrom(0, 7),
    });
    const contended = fc.record({
      network: denseNetwork(4),
      demands: fc.array(demand, { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(contended, ({ network, demands }) => {
        const requests = demands.map(
          ({ ends, bandwidth, priority }): ComputationRequest => ({
            request: pathRequest({
              source: `n${ends[0]}`,
              destination: `n${ends[1]}`,
              bandwidth,
              setupPriority: priority,
            }),
            signalling: { setupType: 'RSVP_TE' },
          }),
        );
        const choice = choiceOf(network, place(network, requests));
        expect(scoreOf(requests, choice)).toEqual(bestScore(network, requests));
      }),
      { numRuns: cases(1000) },
    );
  });

  test('gives every request the same answer in every order of requests', () => {
    fc.assert(
      fc.property(setOn(12), ({ network, requests, order }) => {
        // Requests that say exactly the same may swap their answers.
        const distinct = requests.map((asked, index) => ({ ...asked, ownClaims: [`owner ${index}`] }));
        const answers = place(network, distinct);
        const shuffled = place(
          network,
          order.map((index) => distinct[index]!),
        );
        expect(shuffled).toEqual(order.map((index) => answers[index]));
      }),
      { numRuns: cases(200) },
    );
  });

  test('of many requests is never worse than one after the other by priority and bandwidth', () => {
    // Different bandwidths, so that there is only one such order.
    const set = setOn(14, 6).map(({ network, requests }) => ({
      network,
      requests: requests.map((asked, index) => ({
        ...asked,
        request: { ...asked.request, bandwidth: 1 + ((index * 5) % 14) },
      })),
    }));
    fc.assert(
      fc.property(set, ({ network, requests }) => {
        const choice = choiceOf(network, place(network, requests));
        expect(fitsTogether(network, requests, choice)).toBe(true);
        choice.forEach((path, index) => {
          if (path !== undefined) expect(isAllowed(network, requests[index]!.request, path)).toBe(true);
        });
        const best = scoreOf(requests, choice);
        expect(isBetter(scoreOf(requests, oneAfterTheOther(network, requests)), best)).toBe(false);
      }),
      { numRuns: cases(150) },
    );
  });
});

test('of many requests nobody is refused for whom there is room, and no room is given twice', () => {
  const set = smallNetwork(7).chain((network) =>
    requestsOn(network, 30).map((requests) => ({ network, requests })),
  );
  fc.assert(
    fc.property(set, ({ network, requests }) => {
      const choice = choiceOf(network, place(network, requests));
      expect(fitsTogether(network, requests, choice)).toBe(true);
      const left = (link: TopologyLink): number => link.reservable - loadOf(requests, choice, link);
      choice.forEach((path, index) => {
        if (path === undefined) expect(allowedPaths(network, requests[index]!.request, left)).toEqual([]);
      });
    }),
    { numRuns: cases(150) },
  );
});

const loadOf = (requests: readonly ComputationRequest[], choice: Choice, link: TopologyLink): number =>
  requests.reduce(
    (sum, { request }, index) => sum + (choice[index]?.includes(link) === true ? request.bandwidth : 0),
    0,
  );

function oneAfterTheOther(network: SmallNetwork, requests: readonly ComputationRequest[]): Choice {
  const choice: (readonly TopologyLink[] | undefined)[] = requests.map(() => undefined);
  const order = [...requests.keys()].sort(
    (a, b) =>
      requests[a]!.request.setupPriority - requests[b]!.request.setupPriority ||
      requests[b]!.request.bandwidth - requests[a]!.request.bandwidth,
  );
  for (const index of order) {
    const left = (link: TopologyLink): number =>
      requests.reduce(
        (sum, { request }, other) => sum - (choice[other]?.includes(link) === true ? request.bandwidth : 0),
        link.reservable,
      );
    choice[index] = allowedPaths(network, requests[index]!.request, left)[0];
  }
  return choice;
}

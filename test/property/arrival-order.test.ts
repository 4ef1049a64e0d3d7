// The answer depends on what is known and asked, not on the order in which it arrived (RFC 8051 3.4.2).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ObservedPathRequest, PathAnswer } from '../../src/app/ports/pcc-observer.js';
import { PccId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { cases } from '../support/cases.js';
import { lspState, TestPce } from '../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../support/reference-network.js';

const RUNS = { numRuns: cases(60) };
const A = PccId('10.0.0.1');

type Numbers = readonly [number, number, number];
const numbers = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));

const requestOf = ([a, b, c]: Numbers, requestId: number, unit: number): ObservedPathRequest => ({
  requestId,
  request: pathRequest({
    source: '10.0.0.1',
    destination: ['10.0.0.2', '10.0.0.3', '10.0.0.4'][a % 3] ?? '',
    bandwidth: (b % 10) * unit,
    setupPriority: c % 8,
    alternatives: c % 3,
    ...(a % 5 === 0 ? { exclude: ['B'] } : {}),
  }),
  holdingPriority: c % 8,
  setupType: a % 2 === 0 ? 'RSVP_TE' : 'SR_MPLS',
  avoid: b % 4 === 0 ? ['C'] : [],
});

const lspOf = ([a, b]: Numbers, index: number) =>
  lspState({
    pcc: A,
    name: `lsp-${index}`,
    plspId: index + 1,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: (b % 4) * 1e9,
    route: a % 2 === 0 ? ROUTE_A_B_D : ROUTE_A_C_D,
  });

/** The same, in the order of `keys`. */
const inOrderOf = <Item>(items: readonly Item[], keys: readonly number[]): Item[] =>
  items
    .map((item, index) => ({ item, index, key: keys[index % keys.length] ?? 0 }))
    .sort((one, other) => one.key - other.key || other.index - one.index)
    .map(({ item }) => item);

/** The answers of requests that ask the same, on a network that became known in the given order. */
async function answers(
  lsps: readonly Numbers[],
  requests: readonly ObservedPathRequest[],
  keys: readonly number[],
  together: boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const cairn = await TestPce.start();
  const [head = '', links = ''] = REFERENCE_NETWORK.split('links:\n');
  await cairn.topology(`${head}links:\n${inOrderOf(links.trimEnd().split('\n'), keys).join('\n')}\n`);
  await cairn.connect(A, inOrderOf(lsps.map(lspOf), keys));
  const asked = inOrderOf(requests, keys);
  const given = together
    ? await cairn.pce.pathsRequested(A, asked, true)
    : (await Promise.all(asked.map((one) => cairn.pce.pathsRequested(A, [one], false)))).flat();
  await cairn.stop();
  // Requests that ask the same are told apart by nothing but their numbers: which of them gets which answer is open.
  const answersTo = new Map<string, string[]>();
  for (const [index, one] of asked.entries()) {
    const question = JSON.stringify({ ...one, requestId: 0 });
    const answer = JSON.stringify(withoutHold(given[index]));
    answersTo.set(question, [...(answersTo.get(question) ?? []), answer].sort());
  }
  return answersTo;
}

const withoutHold = (answer: PathAnswer | undefined): unknown =>
  answer?.kind === 'path' ? answer.path : answer;

const orders = fc.array(fc.nat(999), { minLength: 8, maxLength: 8 });

test.each([
  ['requests for which there is room are answered alike in every order', false, 1e6],
  ['requests of one set are answered alike in every order, scarce as bandwidth may be', true, 1e9],
])('%s', async (_name, together, unit) => {
  const lsps = fc.array(numbers, { maxLength: 4 });
  const asked = fc.array(numbers, { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(lsps, asked, orders, async (known, wanted, keys) => {
      const requests = wanted.map((seed, index) => requestOf(seed, index + 1, unit));
      const given = await answers(known, requests, [0], together);
      const otherwise = await answers(known, requests, keys, together);
      expect(otherwise).toEqual(given);
    }),
    RUNS,
  );
});

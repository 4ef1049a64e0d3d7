// The grammars: what is encoded from a structured message is decoded to the same message.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeMessage, encodeMessage, type Message } from '../../../src/southbound/pcep/codec/message.js';
import type { PcepObject } from '../../../src/southbound/pcep/codec/registry.js';
import { cases } from '../../support/cases.js';
import { objectArbitraries, unknownObject } from './pcep-arbitraries.js';

type Of<Kind extends PcepObject['kind']> = Extract<PcepObject, { kind: Kind }>;

const object = <Kind extends PcepObject['kind']>(row: string, _kind: Kind): fc.Arbitrary<Of<Kind>> => {
  const arbitrary = objectArbitraries[row];
  if (arbitrary === undefined) throw new Error(`no generator for ${row}`);
  return arbitrary as fc.Arbitrary<Of<Kind>>;
};
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(arbitrary, { maxLength: 3 });

/** RFC 8664 and RFC 9603 section 5.2.1 refuse mixtures of segments and other subobjects, and of SID forms. */
const plainRoute = <T extends { readonly subobjects: readonly { readonly kind: string }[] }>(
  route: T,
): T => ({
  ...route,
  subobjects: route.subobjects.filter(({ kind }) => kind !== 'SR' && kind !== 'SRv6'),
});
const ero = object('7/1', 'ERO').map(plainRoute);
const rro = object('8/1', 'RRO').map(plainRoute);
const mustProcess = <T extends { readonly p?: boolean }>(value: T): T => ({ ...value, p: true });
const srp = object('33/1', 'SRP');
const lsp = object('32/1', 'LSP');
/** With a PLSP-ID: a request that is no instantiation and needs no name. */
const numberedLsp = lsp.map((value) => ({ ...value, plspId: value.plspId | 1 }));
const metrics = few(object('6/1', 'METRIC'));
const requested = object('5/1', 'BANDWIDTH');
const existing = object('5/2', 'BANDWIDTH');
const associations = few(object('40/1', 'ASSOCIATION'));

const attributes = {
  of: maybe(object('21/1', 'OF')),
  lspa: maybe(object('9/1', 'LSPA')),
  bandwidth: maybe(requested),
  metrics,
  iro: maybe(object('10/1', 'IRO')),
  others: few(unknownObject.map((value) => ({ ...value, p: false }))),
};

const actualWith = (rroPresent: boolean) =>
  fc
    .record({ bandwidth: maybe(existing), metrics: rroPresent ? metrics : fc.constant([]) })
    .map((actual) => (actual.bandwidth === undefined && actual.metrics.length === 0 ? undefined : actual));

const report = fc.boolean().chain((withRro) =>
  fc.record({
    srp: maybe(srp),
    lsp,
    associations,
    ero,
    actual: actualWith(withRro),
    rro: withRro ? rro : fc.constant(undefined),
    ...attributes,
  }),
);
const request = fc.record({
  rp: object('2/1', 'RP').map((rp) => ({
    ...mustProcess(rp),
    reoptimization: false,
    requestId: (rp.requestId | 1) >>> 0,
  })),
  endPoints: object('4/2', 'END-POINTS').map(mustProcess),
  lsp: maybe(lsp),
  associations,
  rro: maybe(rro),
  existingBandwidth: maybe(existing),
  xro: maybe(object('17/1', 'XRO')),
  ...attributes,
});
const svec = fc.record({
  svec: object('11/1', 'SVEC'),
  of: maybe(object('21/1', 'OF')),
  metrics,
  xro: maybe(object('17/1', 'XRO')),
  others: few(unknownObject),
});
const reply = fc.record({
  rp: object('2/1', 'RP'),
  lsp: maybe(lsp),
  noPath: maybe(object('3/1', 'NO-PATH')),
  ...attributes,
  paths: few(fc.record({ ero, ...attributes })),
});
const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(arbitrary, { minLength: 1, maxLength: 3 });

const messages: readonly (readonly [Message['kind'], fc.Arbitrary<unknown>])[] = [
  ['PCRpt', fc.record({ kind: fc.constant('PCRpt'), reports: some(report) })],
  [
    'PCUpd',
    fc.record({
      kind: fc.constant('PCUpd'),
      updates: some(fc.record({ srp, lsp, associations, ero, ...attributes })),
    }),
  ],
  [
    'PCInitiate',
    fc.record({
      kind: fc.constant('PCInitiate'),
      requests: some(
        fc.record({
          srp,
          lsp: numberedLsp,
          endPoints: maybe(object('4/1', 'END-POINTS')),
          ero: maybe(ero),
          associations,
          ...attributes,
        }),
      ),
    }),
  ],
  ['PCReq', fc.record({ kind: fc.constant('PCReq'), svecs: few(svec), requests: some(request) })],
  ['PCRep', fc.record({ kind: fc.constant('PCRep'), svecs: few(svec), replies: some(reply) })],
  [
    'PCNtf',
    fc.record({
      kind: fc.constant('PCNtf'),
      notifies: some(
        fc.record({
          rps: some(object('2/1', 'RP')),
          notifications: some(object('12/1', 'NOTIFICATION')),
          others: few(unknownObject),
        }),
      ),
    }),
  ],
  [
    'PCErr',
    fc.record({
      kind: fc.constant('PCErr'),
      entries: some(
        fc.record({
          rps: fc.constant([]),
          srps: some(srp),
          lsps: few(lsp),
          errors: some(object('13/1', 'PCEP-ERROR')),
          others: few(unknownObject),
        }),
      ),
      open: maybe(object('1/1', 'OPEN')),
    }),
  ],
];

describe('a structured message', () => {
  test.each(messages)('%s survives encoding and decoding', (_kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (message) => {
        const decoded = decodeMessage(encodeMessage(message as Message));
        expect(decoded).toEqual({ ok: true, value: { message, failures: [] } });
      }),
      { numRuns: cases(60) },
    );
  });
});

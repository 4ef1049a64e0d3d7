import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AssociationJudging } from '../../../../../src/app/ports/pcc-observer.js';
import { groupText } from '../../../../../src/domain/values/association.js';
import { LspId, PccId } from '../../../../../src/domain/values/identifiers.js';
import { decodeMessage } from '../../../../../src/southbound/pcep/codec/message.js';
import type { Association } from '../../../../../src/southbound/pcep/codec/objects/association.js';
import {
  type AssociationIntake,
  requestedAssociations,
  takeAssociations,
} from '../../../../../src/southbound/pcep/session/association-intake.js';
import { cases } from '../../../../support/cases.js';

const JOINING = {
  lsp: LspId(PccId('10.0.0.1'), 'one'),
  source: '10.0.0.1',
  destination: '10.0.0.4',
};
const ANYBODY: AssociationJudging = { judge: () => undefined, isKnown: () => true };
const disjoint = (id: number, more: Partial<Association> = {}): Association => ({
  kind: 'ASSOCIATION',
  remove: false,
  associationType: 2,
  associationId: id,
  source: '10.0.0.100',
  tlvs: [
    {
      kind: 'DISJOINTNESS-CONFIGURATION',
      linkDiverse: true,
      nodeDiverse: false,
      srlgDiverse: false,
      shortestPath: false,
      strict: true,
    },
  ],
  ...more,
});
const idsOf = ({ joined = [] }: Pick<AssociationIntake, 'joined'>): readonly number[] =>
  joined.map(({ group }) => group.id);
const take = (objects: readonly Association[], known?: AssociationIntake, judging = ANYBODY) =>
  takeAssociations(objects, JOINING, known, judging);

describe('the groups of an LSP over its reports (RFC 8697 6.3.1)', () => {
  test('are those of the first report, and then what changes', () => {
    const first = take([disjoint(1), disjoint(2)]);
    expect(idsOf(first)).toEqual([1, 2]);
    const second = take([disjoint(3), disjoint(1, { remove: true })], first);
    expect(idsOf(second)).toEqual([2, 3]);
    expect(second.refusal).toBeUndefined();
    expect(
      take([disjoint(2, { remove: true }), disjoint(3, { remove: true })], second).joined,
    ).toBeUndefined();
  });

  test('are left without saying anything but the key', () => {
    const first = take([disjoint(1)]);
    expect(take([disjoint(1, { remove: true, tlvs: [] })], first).joined).toBeUndefined();
  });

  test.each([
    ['of a type that is not supported', disjoint(1, { associationType: 9 }), 26, 1],
    ['without its configuration', disjoint(1, { tlvs: [] }), 6, 15],
  ])('do not hold one %s, which is said once', (_what, object, errorType, errorValue) => {
    const first = take([object, disjoint(2)]);
    expect(idsOf(first)).toEqual([2]);
    expect(first.refusal).toMatchObject({ errorType, errorValue });
    expect(take([object], first).refusal).toBeUndefined();
  });

  test('are left again where the LSP says something that it can not', () => {
    const first = take([disjoint(1)]);
    expect(take([disjoint(1, { tlvs: [] })], first).joined).toBeUndefined();
  });

  test.each([
    ['too-many-lsps', 2],
    ['too-many-groups', 3],
    ['information-mismatch', 6],
    ['ends-mismatch', 9],
    ['second-member', 10],
  ] as const)('do not hold one that the other members forbid: %s is 26/%d', (fault, errorValue) => {
    const taken = take([disjoint(1)], undefined, { ...ANYBODY, judge: () => fault });
    expect(taken.joined).toBeUndefined();
    expect(taken.refusal).toMatchObject({ errorType: 26, errorValue });
  });

  test('can not be left where nobody knows the group: 26/4', () => {
    const taken = take([disjoint(1, { remove: true })], undefined, { ...ANYBODY, isKnown: () => false });
    expect(taken.refusal).toMatchObject({ errorType: 26, errorValue: 4 });
  });

  test('have their limit, whatever a head-end reports', () => {
    const many = Array.from({ length: 40 }, (_, at) => disjoint(at + 1));
    const taken = take(many);
    expect(taken.joined).toHaveLength(16);
    expect(taken.refusal).toMatchObject({ errorType: 26, errorValue: 3 });
  });
});

describe('the groups of a path request (RFC 8697 6.3.2)', () => {
  const asked = (object: Association, isKnown = true) =>
    requestedAssociations([object], JOINING, { ...ANYBODY, isKnown: () => isKnown });

  test('have to be known where they must be obeyed', () => {
    expect(asked(disjoint(1, { p: true }))).toMatchObject({ ok: true, value: [{ group: { id: 1 } }] });
    const unknown = asked(disjoint(1, { p: true }), false);
    expect(unknown).toMatchObject({ ok: false, error: { errorType: 26, errorValue: 4 } });
    expect(asked(disjoint(1, { p: false }), false)).toEqual({ ok: true, value: [] });
  });

  test('have to be of a type that is supported, and their R flag says nothing', () => {
    const foreign = asked(disjoint(1, { p: true, associationType: 6 }), false);
    expect(foreign).toMatchObject({ ok: false, error: { errorType: 26, errorValue: 1 } });
    expect(asked(disjoint(1, { p: true, remove: true }))).toMatchObject({ ok: true, value: [{}] });
  });
});

const LSP = '20100010000050190011000 46c737035'.replaceAll(' ', '');
const ERO = '0710000c01080a0000022000';

test('whatever octets an ASSOCIATION object has, its LSP is in groups that differ, and no more than there may be', () => {
  const body = fc.uint8Array({ minLength: 4, maxLength: 60 });
  const key = fc.constantFrom('0000000000020001', '0000000100020001', '0000000000010001');
  const objects = fc.array(fc.tuple(fc.option(key, { nil: '' }), body, fc.constantFrom('10', '20')), {
    minLength: 1,
    maxLength: 6,
  });
  let taken = 0;
  fc.assert(
    fc.property(fc.array(objects, { minLength: 1, maxLength: 3 }), (reports) => {
      let known: AssociationIntake | undefined;
      for (const report of reports) {
        const bytes = report.map(([start, rest, type]) => {
          const content = start + Buffer.from(rest).toString('hex');
          const padded = content.padEnd(Math.ceil(content.length / 8) * 8, '0');
          return `28${type}${(4 + padded.length / 2).toString(16).padStart(4, '0')}${padded}`;
        });
        const payload = Buffer.from([LSP, ...bytes, ERO].join(''), 'hex');
        const header = Buffer.from([0x20, 10, (payload.length + 4) >> 8, (payload.length + 4) & 0xff]);
        const decoded = decodeMessage(Buffer.concat([header, payload]));
        if (!decoded.ok || decoded.value.message.kind !== 'PCRpt') continue;
        for (const { associations } of decoded.value.message.reports) {
          known = takeAssociations(associations, JOINING, known, ANYBODY);
          const texts = (known.joined ?? []).map(({ group }) => groupText(group));
          taken += associations.length;
          expect(new Set(texts).size).toBe(texts.length);
          expect(texts.length).toBeLessThanOrEqual(16);
          expect(known.refused.size).toBeLessThanOrEqual(64);
        }
      }
    }),
    { numRuns: cases(400) },
  );
  expect(taken).toBeGreaterThan(cases(50));
});

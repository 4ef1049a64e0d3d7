import { expect, test } from '@jest/globals';
import type { Conflict } from '../../../../src/domain/computation/computer.js';
import { membersInConflict } from '../../../../src/domain/lsp/disjoint-group.js';
import { LinkId } from '../../../../src/domain/values/identifiers.js';

const conflict = (one: string, other: string): Conflict => ({
  owners: [one, other],
  shared: { links: [LinkId('A-B')], nodes: [], srlgs: [] },
});
const member = (owner: string, shortestFirst = false) => ({ owner, shortestFirst });

test('both of two that share something are in conflict, in the order of the group', () => {
  const group = [member('x'), member('y'), member('z')];
  expect(membersInConflict(group, [conflict('z', 'x')])).toEqual(['x', 'z']);
});

test('one that is computed first stays, the one beside it is in conflict (RFC 8800 5.5)', () => {
  expect(membersInConflict([member('x', true), member('y')], [conflict('x', 'y')])).toEqual(['y']);
});

test('two that are computed first may share what they like', () => {
  expect(membersInConflict([member('x', true), member('y', true)], [conflict('x', 'y')])).toEqual([]);
});

test('nobody is in conflict where nothing is shared', () => {
  expect(membersInConflict([member('x'), member('y')], [])).toEqual([]);
});

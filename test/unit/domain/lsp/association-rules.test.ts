import { describe, expect, test } from '@jest/globals';
import { associationFault, type Joined } from '../../../../src/domain/lsp/association-rules.js';
import type {
  DisjointAssociation,
  ProtectionAssociation,
} from '../../../../src/domain/values/association.js';
import { LspId, PccId } from '../../../../src/domain/values/identifiers.js';

const lsp = (name: string, tunnelId?: number, destination = '10.0.0.4') => ({
  lsp: LspId(PccId('10.0.0.1'), name),
  source: '10.0.0.1',
  destination,
  tunnelId,
});
const disjoint = (more: Partial<DisjointAssociation> = {}): DisjointAssociation => ({
  kind: 'disjoint',
  group: { type: 2, id: 1, source: '10.0.0.100' },
  constraint: { level: 'link', strict: true },
  shortestFirst: false,
  ...more,
});
const protection = (role: ProtectionAssociation['role'], protectionType = 2): ProtectionAssociation => ({
  kind: 'protection',
  group: { type: 1, id: 1, source: '10.0.0.100' },
  role,
  secondary: false,
  protectionType,
});

describe('a disjoint group (RFC 8697 6.4, RFC 8800 5)', () => {
  const member = (name: string): Joined => ({ ...lsp(name), association: disjoint() });

  test('asks the same of all, but for who is computed first', () => {
    expect(associationFault(lsp('b'), disjoint({ shortestFirst: true }), [member('a')])).toBeUndefined();
    const strictness = disjoint({ constraint: { level: 'link', strict: false } });
    expect(associationFault(lsp('b'), strictness, [member('a')])).toBe('information-mismatch');
    expect(associationFault(lsp('b'), disjoint({ objective: 'SHARED_LINKS' }), [member('a')])).toBe(
      'information-mismatch',
    );
  });

  test('lets its only member say something else', () => {
    const other = disjoint({ constraint: { level: 'srlg', strict: true } });
    expect(associationFault(lsp('a'), other, [member('a')])).toBeUndefined();
  });

  test('has no more members than are computed as a set', () => {
    const members = Array.from({ length: 8 }, (_, at) => member(`m${at}`));
    expect(associationFault(lsp('m7'), disjoint(), members)).toBeUndefined();
    expect(associationFault(lsp('b'), disjoint(), members)).toBe('too-many-lsps');
  });
});

describe('a protection group (RFC 8745 4.5)', () => {
  const working: Joined = { ...lsp('w', 7), association: protection('working') };

  test('is of one tunnel', () => {
    expect(associationFault(lsp('p', 7), protection('protection'), [working])).toBeUndefined();
    expect(associationFault(lsp('p'), protection('protection'), [working])).toBeUndefined();
    expect(associationFault(lsp('p', 8), protection('protection'), [working])).toBe('ends-mismatch');
    expect(associationFault(lsp('p', 7, '10.0.0.5'), protection('protection'), [working])).toBe(
      'ends-mismatch',
    );
  });

  test('has one protection type', () => {
    expect(associationFault(lsp('p', 7), protection('protection', 4), [working])).toBe(
      'information-mismatch',
    );
  });

  test.each([
    [8, 'working', 'second-member'],
    [16, 'protection', undefined],
    [4, 'working', undefined],
    [2, 'working', undefined],
  ] as const)('of type %d with a working LSP takes a further %s LSP: %s', (type, role, fault) => {
    const other: Joined = { ...lsp('w', 7), association: protection('working', type) };
    expect(associationFault(lsp('b', 7), protection(role, type), [other])).toBe(fault);
  });
});

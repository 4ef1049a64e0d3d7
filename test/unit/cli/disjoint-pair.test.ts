import { describe, expect, test } from '@jest/globals';
import { cairn } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { PATH, SHORT_PATH } from './network.js';

describe('a disjoint pair', () => {
  const NOTHING = { links: [], nodes: [], srlgs: [] };

  test('is shown path by path, with what both use', () => {
    const results = [
      { path: PATH, noPath: null },
      { path: PATH, noPath: null },
    ];
    const shared = { links: ['LIS-MAD'], nodes: ['MAD'], srlgs: [7] };
    return withPce(
      { computePaths: { results, shared, exact: false, position: '9' } },
      async ({ url, asked }) => {
        const { out, code } = await cairn('path LIS PAR --disjoint srlg-node --best-effort'.split(' '), {
          url,
        });
        expect(code).toBe(0);
        expect(out.match(/^Path from LIS to PAR/gm)).toHaveLength(2);
        expect(out).toContain('Both use: link LIS-MAD, node MAD, SRLG 7.\n');
        expect(out).toContain('The search met its limit');
        expect(asked[0]?.args).toMatchObject({
          requests: [{ source: 'LIS' }, { source: 'LIS' }],
          disjointness: { level: 'SRLG_NODE', strict: false },
        });
      },
    );
  });

  test('that does not exist says why, with exit code 1', () => {
    const relaxations = [
      { constraint: 'disjointness', from: 'link', to: 'sharing link LIS-MAD', path: SHORT_PATH },
    ];
    const refused = {
      path: null,
      noPath: { reasons: ['DISJOINTNESS'], relaxations, bounds: [], bottleneck: null, cheapest: null },
    };
    const computePaths = { results: [refused, refused], shared: NOTHING, exact: true, position: '9' };
    return withPce({ computePaths }, async ({ url }) => {
      const { out, code } = await cairn(['path', 'LIS', 'PAR', '--disjoint', 'link'], { url });
      expect(code).toBe(1);
      expect(out).toContain('DISJOINTNESS  no paths that share as little as they must');
      expect(out).toContain('sharing link LIS-MAD');
    });
  });
});

import { expect, test } from '@jest/globals';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { LINK, SHORT_PATH } from './network.js';

test('tree shows the way to each leaf, and fails when one is not reached', () =>
  withPce(
    {
      computeTree: {
        links: [LINK],
        cost: 130,
        exact: true,
        position: '9',
        leaves: [
          { leaf: 'PAR', path: SHORT_PATH, noPath: null },
          {
            leaf: 'WAW',
            path: null,
            noPath: { reasons: ['BANDWIDTH'], relaxations: [], bounds: [] },
          },
        ],
      },
    },
    async ({ url, asked }) => {
      const args =
        'tree LIS PAR WAW --bandwidth 1G --bound DELAY=2ms --exclude B --present LIS-MAD --as-of 9';
      const { out, code } = await cairn(args.split(' '), { url });
      expect(code).toBe(1);
      expect(out).toBe(
        shown(`
        Tree from LIS: 1 link, cost 130, none is cheaper
        links: LIS-MAD

        LEAF  PATH               DELAY
        PAR   LIS PAR          12.3 ms
        WAW   none: BANDWIDTH        -

        Computed in the network at position 9.
        `),
      );
      expect(asked[0]?.args).toMatchObject({
        request: {
          root: 'LIS',
          leaves: ['PAR', 'WAW'],
          bandwidth: 1e9,
          bounds: [{ metric: 'DELAY', max: 2000 }],
          exclude: ['B'],
        },
        present: ['LIS-MAD'],
        asOf: { position: '9' },
      });
    },
  ));

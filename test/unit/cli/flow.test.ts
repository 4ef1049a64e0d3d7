import { expect, test } from '@jest/globals';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { BROKEN, LINK, MAD, SHORT_PATH } from './network.js';

test('flow shows how much fits, what limits it and how it could be carried', () =>
  withPce(
    {
      maxFlow: {
        bandwidth: 12.5e9,
        cut: [{ link: LINK, available: 12.5e9 }],
        paths: [{ bandwidth: 12.5e9, path: SHORT_PATH }],
        linkConnectivity: { paths: 1, cut: [LINK] },
        nodeConnectivity: { paths: 2, nodes: [MAD], links: [BROKEN] },
        position: '9',
      },
    },
    async ({ url, asked }) => {
      const { out, code } = await cairn(
        'flow LIS PAR --priority 3 --capacity --exclude B --exclude-srlgs 7 --as-of 9'.split(' '),
        { url },
      );
      expect(code).toBe(0);
      expect(out).toBe(
        shown(`
        At most 12.5 Gbit/s from LIS to PAR

        Limited by the minimum cut:
          LINK     FROM  TO          ROOM    CAPACITY
          LIS-MAD  LIS   MAD  12.5 Gbit/s  100 Gbit/s

        One way to carry it:
            BANDWIDTH  PATH       DELAY
          12.5 Gbit/s  LIS PAR  12.3 ms

        1 path without a common link: one each by LIS-MAD
        2 paths without a common node: one each by MAD, MAD-PAR

        Computed in the network at position 9.
        `),
      );
      expect(asked[0]?.args).toMatchObject({
        source: 'LIS',
        destination: 'PAR',
        priority: 3,
        capacity: 'CAPACITY',
        links: { exclude: ['B'], excludeSrlgs: [7] },
        asOf: { position: '9' },
      });
    },
  ));

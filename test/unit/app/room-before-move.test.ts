// Victims of one failure that rely on each other's leaving: nobody comes before the other has gone (RFC 8051 3.4.2).
import { afterEach, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { lspState, TestPce } from '../../support/pce.js';
import { type Fault, PlayedPccs } from '../../support/played-pcc.js';

const S = PccId('10.0.0.1');
const MIDDLES = ['X', 'Y', 'Z'] as const;
type Middle = (typeof MIDDLES)[number];

/** From S to T over X, Y or Z, the last of which is dear. */
const networkOf = (capacityOfX: number, isYUp: boolean): string =>
  [
    'cairn: topology/1',
    'name: three-ways',
    'nodes:',
    '  - { id: S, routerId: 10.0.0.1 }',
    '  - { id: T, routerId: 10.0.0.2 }',
    ...MIDDLES.map((middle, at) => `  - { id: ${middle}, routerId: 10.0.0.${at + 3} }`),
    'links:',
    ...MIDDLES.filter((middle) => isYUp || middle !== 'Y').flatMap((middle) => {
      const at = MIDDLES.indexOf(middle);
      const metric = middle === 'Z' ? 5 : 1;
      const rest = `igpMetric: ${metric}, teMetric: ${metric}, capacity: ${middle === 'X' ? capacityOfX : 10e9}`;
      return [
        `  - { from: S, to: ${middle}, fromAddress: 10.1.${at}.1, toAddress: 10.1.${at}.2, ${rest} }`,
        `  - { from: ${middle}, to: T, fromAddress: 10.2.${at}.1, toAddress: 10.2.${at}.2, ${rest} }`,
      ];
    }),
  ].join('\n');

const over = (name: string, plspId: number, middle: Middle, bandwidth: number): LspState => {
  const at = MIDDLES.indexOf(middle);
  return lspState({
    pcc: S,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.2',
    bandwidth,
    route: [
      { kind: 'address', address: `10.1.${at}.2` },
      { kind: 'address', address: `10.2.${at}.2` },
    ],
  });
};

let cairn: TestPce;

afterEach(() => cairn.stop());

/** X has a little less than what is on it, and Y fails: what was on Y fits on X when the larger of the two there has gone to Z. */
async function asked(fault?: Fault): Promise<readonly string[]> {
  cairn = await TestPce.start();
  await cairn.topology(networkOf(10e9, true));
  const pccs = new PlayedPccs([S]);
  for (const lsp of [over('stays', 1, 'X', 3e9), over('leaves', 2, 'X', 6e9), over('broken', 3, 'Y', 5e9)])
    pccs.lsps.set(`${S}/${lsp.name}`, lsp);
  await pccs.connectTo(cairn);
  pccs.fault = (sent) => (sent.kind === 'update' && sent.plspId === 2 ? fault : undefined);
  await cairn.topology(networkOf(8.9e9, false), true);
  await cairn.settled();
  return pccs.asked.flatMap((sent) =>
    sent.kind === 'update'
      ? [`${['stays', 'leaves', 'broken'][sent.plspId - 1]} ${sent.intended.path.path.nodes[1]}`]
      : [],
  );
}

test('who needs the room of another comes when that one has left', async () => {
  expect(await asked()).toEqual(['leaves Z', 'broken X']);
  const types = (await cairn.store.readAll(0, 1_000)).map(({ type }) => type);
  expect(types.indexOf('OperationSucceeded')).toBeLessThan(types.lastIndexOf('LspUpdateRequested'));
});

test('when the other is refused it takes another way', async () => {
  expect((await asked('refuse')).slice(0, 2)).toEqual(['leaves Z', 'broken Z']);
});

import { expect, test } from '@jest/globals';
import { cairn } from './cli-run.js';
import { withPce } from './fake-pce.js';

const TAKEN = { recorded: 1, kept: 0, refused: [] };

test('measure tells what an LSP carries', () =>
  withPce({ reportRates: TAKEN }, async ({ url, asked }) => {
    const { out, code } = await cairn(['measure-lsp', 'lisbon/gold', '2.5G'], { url });
    expect([out, code]).toEqual(['recorded\n', 0]);
    expect(asked[0]?.args).toEqual({ rates: [{ lspId: 'lisbon/gold', rate: 2.5e9 }] });
  }));

test.each([
  [{ ...TAKEN, recorded: 0, kept: 1 }, 'kept until the sample interval is over\n'],
  [
    { ...TAKEN, recorded: 0, refused: [{ lspId: 'lisbon/gold', reason: 'there is no such LSP' }] },
    'refused: there is no such LSP\n',
  ],
])('measure says what became of the rate', (reportRates, said) =>
  withPce({ reportRates }, async ({ url }) => {
    const { out } = await cairn(['measure-lsp', 'lisbon/gold', '1G'], { url });
    expect(out).toBe(said);
  }),
);

test('auto-bandwidth has an LSP adjusted, or not', () =>
  withPce(
    { setAutoBandwidth: { id: 'lisbon/gold', autoBandwidth: { origin: 'OPERATOR' } } },
    async ({ url, asked }) => {
      const args =
        'auto-bandwidth lisbon/gold --maximum-bandwidth 10G --overflow-percentage 20 --overflow-count 2';
      const { out } = await cairn(args.split(' '), { url });
      expect(out).toBe('lisbon/gold: adjusted (operator)\n');
      await cairn(['auto-bandwidth', 'lisbon/gold', '--off'], { url });
      await cairn(['auto-bandwidth', 'lisbon/gold', '--default'], { url });
      const inputs = asked.map(({ args: { input } }) => input);
      expect(inputs).toMatchObject([
        { enabled: true, maximumBandwidth: 10e9, overflowPercentage: 20, overflowCount: 2 },
        { enabled: false },
        { lspId: 'lisbon/gold' },
      ]);
      expect(inputs[2]).not.toHaveProperty('enabled');
    },
  ));

test('auto-bandwidth says where it is off', () =>
  withPce({ setAutoBandwidth: { id: 'lisbon/gold', autoBandwidth: null } }, async ({ url }) => {
    const { out } = await cairn(['auto-bandwidth', 'lisbon/gold', '--off'], { url });
    expect(out).toBe('lisbon/gold: not adjusted\n');
  }));

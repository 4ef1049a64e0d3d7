// docs/refusals.md is run: its network, its LSP and each of its commands, through the API and the engine.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { projectRoot, readProjectFile } from '../../support/project.js';
import { cairn } from './cli-run.js';

const PAGE = 'docs/refusals.md';
const REFUSAL = /^### (\d+)\. (.+)\n\n```console\n\$ cairn (.+)\n([\s\S]*?)```\n\n(.+)\n/gm;

/** With UPDATE=1 the answers on the page are written anew: review the difference. */
const updating = process.env['UPDATE'] === '1';

const page = readProjectFile(PAGE);
const refusals = [...page.matchAll(REFUSAL)].map(
  ([block, number = '', title = '', command = '', answer = '']) => ({
    block,
    number: Number(number),
    title,
    command,
    answer,
  }),
);

let pce: TestPce;
let client: GraphqlClient;
let updated = page;

beforeAll(async () => {
  const [, network = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  pce = await TestPce.start();
  await pce.topology(network);
  const hops = ['10.0.12.2', '10.0.24.2', '10.0.46.2'].map(
    (address) => ({ kind: 'address', address }) as const,
  );
  const pcc = PccId('10.0.0.1');
  const gold = { pcc, name: 'gold', source: '10.0.0.1', destination: '10.0.0.6', route: hops };
  await pce.connect(pcc, [lspState({ ...gold, bandwidth: 6e9, setupPriority: 3, holdingPriority: 3 })]);
  client = await GraphqlClient.start(pce);
});

afterAll(async () => {
  await client.server.close();
  await pce.stop();
  if (updating) writeFileSync(path.join(projectRoot, PAGE), updated);
});

describe('the page of refusals', () => {
  test('has at least 20, numbered, each with its answer and a sentence', () => {
    expect(refusals.length).toBeGreaterThanOrEqual(20);
    expect(refusals.map(({ number }) => number)).toEqual(refusals.map((_, index) => index + 1));
    expect(page.match(/^### /gm)).toHaveLength(refusals.length);
  });

  test('has every reason that there is', () => {
    const shown = new Set(
      refusals.flatMap(({ answer }) => answer.match(/^ {2}[A-Z]+(_[A-Z]+)*(?= {2})/gm) ?? []),
    );
    const reasons =
      'UNKNOWN_DESTINATION UNREACHABLE BANDWIDTH AFFINITY EXCLUSION INCLUSION METRIC_BOUND POLICY';
    expect([...shown].map((reason) => reason.trim())).toEqual(expect.arrayContaining(reasons.split(' ')));
  });

  test.each(refusals)('$number. $title: cairn $command', async ({ block, command, answer }) => {
    const { out, err, code } = await cairn(command.split(' '), { url: `http://${client.address}/graphql` });
    expect({ err, code }).toEqual({ err: '', code: 1 });
    // Where in the log it was computed says nothing about the refusal.
    const said = out.replace(/\nComputed in the network at position \d+\.\n$/, '');
    const heading = block.slice(0, block.indexOf('$ cairn'));
    const rest = block.slice(block.lastIndexOf('```'));
    if (updating) updated = updated.replace(block, () => `${heading}$ cairn ${command}\n${said}${rest}`);
    else expect(said).toBe(answer);
  });
});

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { projectRoot, readProjectFile } from '../../support/project.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

const GUIDE = 'docs/graphql.md';
const EXAMPLE = /```graphql\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;

/** With UPDATE=1 the answers in the guide are written anew: review the difference. */
const updating = process.env['UPDATE'] === '1';

test('every query of the guide answers what the guide says', async () => {
  const cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  const pcc = PccId('10.0.0.1');
  const north = { pcc, name: 'north', source: '10.0.0.1', destination: '10.0.0.4', route: ROUTE_A_B_D };
  await cairn.connect(pcc, [lspState({ ...north, bandwidth: 1e9 })]);
  const client = await GraphqlClient.start(cairn);
  const guide = readProjectFile(GUIDE);
  let updated = guide;
  try {
    const examples = [...guide.matchAll(EXAMPLE)];
    expect(examples.length).toBeGreaterThanOrEqual(8);
    for (const [block, query = '', written = ''] of examples) {
      cairn.clock.advance(1_000);
      await cairn.settled();
      const answer = await client.ask(query);
      const printed = `\`\`\`graphql\n${query}\`\`\`\n\n\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\``;
      if (updating) updated = updated.replace(block, () => printed);
      else expect(answer).toEqual(JSON.parse(written));
    }
  } finally {
    await client.server.close();
    await cairn.stop();
  }
  if (updating) writeFileSync(path.join(projectRoot, GUIDE), updated);
});

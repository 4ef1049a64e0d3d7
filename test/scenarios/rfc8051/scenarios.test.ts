// docs/scenarios.md is what these runs find: RFC 8051's scenarios through PCEP, without and with a PCE that knows its LSPs.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { projectRoot, readProjectFile } from '../../support/project.js';
import { j10 } from './diversity.js';
import { j9, j12 } from './failures.js';
import { j3, j6 } from './measured.js';
import { pageOf, sectionOf } from './page.js';
import { j4a, j4b } from './perturbation.js';
import { j1, j2, j5, j13 } from './placement.js';
import { j8 } from './protection.js';
import { j7 } from './scheduling.js';

const PAGE = 'docs/scenarios.md';
const SCENARIOS = [j1, j2, j3, j4a, j4b, j5, j6, j7, j8, j9, j10, j12, j13];

/** With UPDATE=1 the page is written anew: review the difference. */
const updating = process.env['UPDATE'] === '1';
const sections: string[] = [];

afterAll(() => {
  if (updating && sections.length === SCENARIOS.length)
    writeFileSync(path.join(projectRoot, PAGE), pageOf(sections));
});

test.each(SCENARIOS)('$id $title', async (scenario) => {
  const section = sectionOf(scenario, await scenario.run());
  sections.push(section);
  if (!updating) expect(readProjectFile(PAGE)).toContain(section);
});

test('the page has nothing else', () => {
  if (!updating && sections.length === SCENARIOS.length) expect(readProjectFile(PAGE)).toBe(pageOf(sections));
});

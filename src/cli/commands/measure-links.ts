import type { Command } from 'commander';
import type { LinkSampleInput, MeasurementReport } from '../../graphql/generated/types.js';
import { CommandFailure } from '../failure.js';
import { counted } from '../print/quantities.js';
import { readGiven } from '../read-given.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';

const MUTATION = `mutation Measure($input: MeasureLinksInput!) {
  measureLinks(input: $input) { source samples recorded unknownLinks }
}`;

/** Samples that go to the PCE at once. */
const BATCH = 2_000;

export function addMeasureLinksCommand(program: Command, terminal: Terminal): void {
  program
    .command('measure-links')
    .description('tell what a collector measured on links: utilisation, delay, loss')
    .argument('<collector>', 'its name')
    .argument(
      '<file>',
      'one JSON object a line, as LinkSampleInput of the GraphQL schema; - reads standard input',
    )
    .action((collector: string, file: string, _options: unknown, command: Command) =>
      withSession(command, terminal, (session) => measure(session, collector, file)),
    );
}

async function measure(session: Session, collector: string, file: string): Promise<void> {
  const samples = samplesIn(await readGiven(session.terminal, file), file);
  const reports: MeasurementReport[] = [];
  for (let first = 0; first < samples.length; first += BATCH) {
    const input = { collector, samples: samples.slice(first, first + BATCH) };
    const data = await session.client.ask<{ measureLinks: MeasurementReport }>(MUTATION, { input });
    reports.push(data.measureLinks);
  }
  const unknownLinks = [...new Set(reports.flatMap((report) => report.unknownLinks))];
  const recorded = reports.reduce((sum, report) => sum + report.recorded, 0);
  const source = reports[0]?.source ?? collector;
  const measureLinks = { source, samples: samples.length, recorded, unknownLinks };
  present(session, { measureLinks }, () => [
    `${source}: ${counted(samples.length, 'sample')}, ${counted(recorded, 'link')} recorded`,
  ]);
  if (!session.json)
    for (const link of unknownLinks) session.terminal.tell(`warning: there is no link ${link}`);
}

/** What the lines mean is for the PCE to say. */
function samplesIn(text: string, file: string): readonly LinkSampleInput[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as LinkSampleInput];
    } catch {
      throw new CommandFailure(`${file}, line ${index + 1}: not JSON`);
    }
  });
}

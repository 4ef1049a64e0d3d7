import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { calendar } from './calendar/calendar.js';
import { codec } from './codec/codec.js';
import { failure } from './failure/failure.js';
import { groups } from './groups/groups.js';
import { ingest } from './ingest/ingest.js';
import { type Benchmark, type Finding, plain, shown } from './measure.js';
import { memory } from './memory/memory.js';
import { cspf, disjoint, kShortest } from './paths/paths.js';
import { pcreq } from './pcreq/pcreq.js';
import { placement } from './placement/placement.js';
import { pool } from './pool/pool.js';
import { reoptimize } from './reoptimize/reoptimize.js';
import { asOf } from './replay/as-of.js';
import { replay } from './replay/replay.js';
import { restoration } from './restoration/restoration.js';
import { tree } from './tree/tree.js';

/** npm run bench -- NAME | all [--json FILE] */

const BENCHMARKS: readonly Benchmark[] = [
  ingest,
  pcreq,
  replay,
  asOf,
  memory,
  codec,
  cspf,
  kShortest,
  disjoint,
  groups,
  pool,
  placement,
  reoptimize,
  failure,
  restoration,
  tree,
  calendar,
];

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const [name] = positionals;
  if (name === undefined) {
    list();
    return 0;
  }
  const chosen = name === 'all' ? BENCHMARKS : BENCHMARKS.filter((benchmark) => benchmark.name === name);
  if (chosen.length === 0 || positionals.length > 1) {
    console.error(`there is no benchmark ${positionals.join(' ')}`);
    list();
    return 1;
  }
  const findings: Finding[] = [];
  console.log(machine());
  for (const benchmark of chosen) {
    console.log(`\n${benchmark.name}: ${benchmark.summary}`);
    const found = await benchmark.run();
    for (const finding of found) print(finding);
    for (const limit of benchmark.limits) console.log(`  - ${limit}`);
    findings.push(...found);
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify(findings.map(plain), undefined, 2)}\n`);
  return 0;
}

function list(): void {
  console.log('npm run bench -- NAME [--json FILE]\n');
  for (const { name, summary } of BENCHMARKS) console.log(`  ${name.padEnd(10)} ${summary}`);
  console.log(`  ${'all'.padEnd(10)} all of them, one after the other`);
}

function machine(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} x ${first?.model ?? 'CPU'}, ${memory}`;
}

function print({ name, value, unit, range, versus, ratio, note }: Finding): void {
  const spread =
    range === undefined || range[0] === range[1] ? '' : ` [${shown(range[0])} to ${shown(range[1])}]`;
  console.log(`  ${name}\n    ${shown(value)} ${unit}${spread}${note === undefined ? '' : ` (${note})`}`);
  if (versus !== null)
    console.log(`    versus ${shown(versus.value)}: ${versus.name}; ratio ${shown(ratio ?? Number.NaN)}`);
}

process.exitCode = await main();

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Programs that others would use, or write by hand in C, for the same questions; they lie beside the project. */
const FOLDER = fileURLToPath(new URL('../../../../shared/perf/shortest-path/', import.meta.url));
const REPETITA = fileURLToPath(
  new URL('../../../../shared/data/repetita/rocketfuel/rf1239_real_hard.graph', import.meta.url),
);
const MODULES = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

interface Program {
  readonly source: string;
  readonly libraries: readonly string[];
}

const PROGRAMS = {
  csr: { source: 'csr.c', libraries: [] },
  csr2: { source: 'csr2.c', libraries: [] },
  ksp: { source: 'ksp.c', libraries: [] },
  boost: { source: 'boost.cpp', libraries: [] },
  igraph: { source: 'ig.c', libraries: ['-I/usr/include/igraph', '-ligraph'] },
  igraphK: { source: 'igk.c', libraries: ['-I/usr/include/igraph', '-ligraph'] },
  lemon: { source: 'lemon.cpp', libraries: [] },
} as const satisfies Record<string, Program>;

export interface Contestant {
  readonly name: string;
  readonly program: keyof typeof PROGRAMS | 'npm';
  readonly algorithm: string;
  /** Of the graph's questions it gets this share: slow ones would take minutes. */
  readonly share: number;
  /** Left out of graphs with more nodes. */
  readonly mostNodes?: number;
  /** The npm package that it needs. */
  readonly needs?: string;
}

/** What each program prints. */
export interface Outcome {
  readonly cpu_qps: number;
  readonly sum: number;
  readonly unreach: number;
}

export const hasPrograms = (): boolean => existsSync(FOLDER);

export interface BenchGraph {
  readonly name: string;
  readonly nodes: number;
  /** Path without extension of the graph and of its questions. */
  readonly base: string;
}

/** An Internet provider's network, and hierarchies of points of presence of three sizes. */
export function generateGraphs(folder: string): readonly BenchGraph[] {
  const at = (name: string): string => path.join(folder, name);
  const script = [
    `import sys; sys.path.insert(0, ${JSON.stringify(FOLDER)}); sys.dont_write_bytecode = True; import gen`,
    `gen.repetita(${JSON.stringify(REPETITA)}, ${JSON.stringify(at('rf1239'))}, 5000)`,
    `gen.isp(2000, 10000, ${JSON.stringify(at('isp2k'))}, 2000)`,
    `gen.isp(20000, 100000, ${JSON.stringify(at('isp20k'))}, 500)`,
    `gen.isp(200000, 1000000, ${JSON.stringify(at('isp200k'))}, 60)`,
  ].join('\n');
  execFileSync('python3', ['-B', '-c', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  return [
    { name: 'rf1239', nodes: 315, base: at('rf1239') },
    { name: 'isp2k', nodes: 2_000, base: at('isp2k') },
    { name: 'isp20k', nodes: 20_000, base: at('isp20k') },
    { name: 'isp200k', nodes: 200_000, base: at('isp200k') },
  ];
}

/** The programs that can be built here; says of the others that they are left out. */
export class Programs {
  readonly #folder: string;
  readonly #built = new Map<string, boolean>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** True if the contestant can take part. */
  has({ name, program, needs }: Contestant): boolean {
    const known = this.#built.get(needs ?? program);
    if (known !== undefined) return known;
    const isThere = program === 'npm' ? existsSync(path.join(MODULES, needs ?? '')) : this.#build(program);
    if (!isThere)
      console.error(
        `  ${name} is left out: ${needs ?? PROGRAMS[program as keyof typeof PROGRAMS].source} can't be used here`,
      );
    this.#built.set(needs ?? program, isThere);
    return isThere;
  }

  run({ program, algorithm }: Contestant, graph: BenchGraph, questions: number): Outcome {
    const [command, args] =
      program === 'npm'
        ? [process.execPath, [path.join(FOLDER, 'jslibs.cjs'), graph.base, algorithm, `${questions}`]]
        : [path.join(this.#folder, program), [graph.base, algorithm, `${questions}`]];
    const output = execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NODE_PATH: MODULES },
    });
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Outcome;
  }

  #build(program: keyof typeof PROGRAMS): boolean {
    const { source, libraries } = PROGRAMS[program];
    const compiler = source.endsWith('.c') ? 'gcc' : 'g++';
    const target = path.join(this.#folder, program);
    const args = ['-O3', '-march=native', '-w', '-o', target, path.join(FOLDER, source), ...libraries, '-lm'];
    try {
      execFileSync(compiler, args, { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
}

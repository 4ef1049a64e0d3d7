import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peerProgram } from './peers.js';
import { projectRoot } from './project.js';

/** A graph of directed links between nodes 0 to `nodes` - 1, and what is asked of it. */
export interface BoostGraph {
  readonly nodes: number;
  readonly links: readonly {
    readonly from: number;
    readonly to: number;
    readonly weight: number;
    readonly bandwidth: number;
  }[];
  readonly questions: readonly {
    readonly source: number;
    readonly target: number;
    readonly bandwidth: number;
  }[];
}

/** Shortest distances by the Boost Graph Library, in a program that is compiled for the tests. */
export class BoostDistances {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cairn-boost-'));
  readonly #program = path.join(this.#folder, 'boost-shortest-paths');

  /** Some seconds. Throws when it cannot be compiled. */
  constructor() {
    const source = path.join(projectRoot, 'test', 'support', 'boost-shortest-paths.cpp');
    execFileSync(peerProgram('boost', 'g++'), ['-O1', '-w', '-o', this.#program, source]);
  }

  /** Of each question; undefined where no way has the bandwidth. */
  of({ nodes, links, questions }: BoostGraph): readonly (number | undefined)[] {
    const lines = [
      `${nodes} ${links.length} ${questions.length}`,
      ...links.map(({ from, to, weight, bandwidth }) => `${from} ${to} ${weight} ${bandwidth}`),
      ...questions.map(({ source, target, bandwidth }) => `${source} ${target} ${bandwidth}`),
    ];
    const printed = execFileSync(this.#program, { input: lines.join('\n'), encoding: 'utf8' });
    const distances = printed.trim().split('\n').map(Number);
    if (distances.length !== questions.length) throw new Error(`${distances.length} answers`);
    return distances.map((distance) => (distance < 0 ? undefined : distance));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

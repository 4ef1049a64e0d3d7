import { Child } from '../child.js';
import { type Finding, ofRounds, single } from '../measure.js';
import type { Answered, How, PathsQuestion } from './cairn-paths.js';
import {
  type BenchGraph,
  type Contestant,
  generateGraphs,
  hasPrograms,
  type Outcome,
  Programs,
} from './programs.js';

/** Cairn and the programs take turns at the same questions; every sum of answers must be that of the first program. */
export interface Race {
  readonly name: string;
  /** The hand-written C that all are compared with. */
  readonly yardstick: Contestant;
  readonly others: readonly Contestant[];
  readonly hows: readonly { readonly how: How; readonly label: string }[];
  /** Questions and rounds by graph. */
  readonly questions: readonly number[];
  readonly rounds: readonly number[];
  /** Paths per question. */
  readonly paths: number;
  /** What is measured besides, per graph. */
  readonly more?: (cairn: Child, graph: BenchGraph, questions: number) => Promise<readonly Finding[]>;
}

/** Parts of the questions after which sums are compared, so that no two mistakes can make up for each other. */
const CHECKPOINTS = [0.25, 0.5, 0.75, 1];

export async function race(plan: Race, folder: string): Promise<readonly Finding[]> {
  const programs = new Programs(folder);
  if (!hasPrograms()) {
    console.error(`  ${plan.name} is left out: there is no ../shared/perf/shortest-path beside the project`);
    return [];
  }
  if (!programs.has(plan.yardstick)) return [];
  const findings: Finding[] = [];
  const first = new Map<How, number>();
  let mistakes = 0;
  for (const [index, graph] of generateGraphs(folder).entries()) {
    const cairn = new Child('./paths/cairn-paths.ts');
    await cairn.ask<number>({ kind: 'load', base: graph.base } satisfies PathsQuestion);
    const lap = new Lap(plan, programs, cairn, graph, plan.questions[index] ?? 0);
    mistakes += await lap.compareSums();
    for (let round = 0; round < (plan.rounds[index] ?? 0); round++) mistakes += await lap.round();
    findings.push(...lap.findings(), ...growth(plan, lap, first));
    if (plan.more !== undefined) findings.push(...(await plan.more(cairn, graph, lap.questions)));
    await cairn.end();
  }
  const figures = { name: `${plan.name}: answers that differ`, unit: 'answers', higherIsBetter: false };
  return [...findings, single(figures, mistakes)];
}

/** Time per question over that on the smallest graph. */
function growth({ name, hows }: Race, lap: Lap, first: Map<How, number>): readonly Finding[] {
  return hows.flatMap(({ how, label }) => {
    const perSecond = lap.medianOf(how);
    const smallest = first.get(how);
    if (smallest === undefined) {
      first.set(how, perSecond);
      return [];
    }
    const figures = {
      name: `${name}: ${lap.graph.name}, ${label}, time beside the smallest graph`,
      unit: 'times',
      higherIsBetter: false,
    };
    return [single(figures, smallest / perSecond)];
  });
}

/** One graph. */
class Lap {
  readonly graph: BenchGraph;
  readonly questions: number;
  readonly #plan: Race;
  readonly #programs: Programs;
  readonly #cairn: Child;
  readonly #others: readonly Contestant[];
  readonly #rates = new Map<string, number[]>();

  constructor(plan: Race, programs: Programs, cairn: Child, graph: BenchGraph, questions: number) {
    this.#plan = plan;
    this.#programs = programs;
    this.#cairn = cairn;
    this.graph = graph;
    this.questions = questions;
    this.#others = plan.others.filter(
      (other) => graph.nodes <= (other.mostNodes ?? Number.POSITIVE_INFINITY) && programs.has(other),
    );
  }

  /** How many sums differ from the yardstick's. */
  async compareSums(): Promise<number> {
    let wrong = 0;
    for (const part of CHECKPOINTS) {
      const questions = Math.ceil(part * this.questions);
      const outcome = this.#programs.run(this.#plan.yardstick, this.graph, questions);
      for (const { how } of this.#plan.hows) wrong += differs(await this.#ask(how, questions), outcome);
    }
    return wrong;
  }

  async round(): Promise<number> {
    const yardstick = this.#programs.run(this.#plan.yardstick, this.graph, this.questions);
    this.#note(this.#plan.yardstick.name, yardstick.cpu_qps);
    let wrong = 0;
    for (const { how } of this.#plan.hows) {
      const answered = await this.#ask(how, this.questions);
      this.#note(how, answered.perSecond);
      wrong += differs(answered, yardstick);
    }
    for (const other of this.#others) {
      const questions = Math.max(1, Math.ceil(this.questions * other.share));
      this.#note(other.name, this.#programs.run(other, this.graph, questions).cpu_qps);
    }
    return wrong;
  }

  findings(): readonly Finding[] {
    const { name, yardstick, hows } = this.#plan;
    return hows.flatMap(({ how, label }, index) =>
      // The first way to ask is the one that the others are compared with.
      [yardstick, ...(index === 0 ? this.#others : [])].map((other) =>
        ofRounds(
          {
            name: `${name}: ${this.graph.name}, ${label}, beside ${other.name}`,
            unit: 'questions/s',
            higherIsBetter: true,
            note: `${this.graph.nodes} nodes, processor time`,
          },
          this.#ratesOf(how),
          { name: other.name, rounds: this.#ratesOf(other.name) },
        ),
      ),
    );
  }

  medianOf(how: How): number {
    const rates = this.#ratesOf(how).toSorted((a, b) => a - b);
    return rates[rates.length >> 1] ?? Number.NaN;
  }

  #ask(how: How, questions: number): Promise<Answered> {
    const question: PathsQuestion = { kind: 'ask', how, questions, paths: this.#plan.paths };
    return this.#cairn.ask<Answered>(question);
  }

  #note(name: string, rate: number): void {
    this.#rates.set(name, [...this.#ratesOf(name), rate]);
  }

  #ratesOf(name: string): readonly number[] {
    return this.#rates.get(name) ?? [];
  }
}

const differs = (answered: Answered, outcome: Outcome): number =>
  answered.sum === outcome.sum && answered.unreachable === outcome.unreach ? 0 : 1;

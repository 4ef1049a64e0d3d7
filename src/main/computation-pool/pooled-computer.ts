import type {
  AnswerTo,
  Claim,
  ComputationRequest,
  FlowRequest,
  PathComputer,
  Question,
  Signalling,
  TreeComputationRequest,
} from '../../domain/computation/computer.js';
import { createPathComputer, type DetachableComputer } from '../../domain/computation/engine.js';
import { answerNow, requestsOf } from '../../domain/computation/question.js';
import type { DisjointnessConstraint, DisjointnessLevel } from '../../domain/values/disjointness.js';
import type { LinkId } from '../../domain/values/identifiers.js';
import type { SetRequirements } from '../../domain/values/set-requirements.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import { ReservationVersions, release, SharedTopology } from './network-versions.js';
import type { Outcome, Task, TaskTaker } from './task.js';

type AnyAnswer = AnswerTo<Question>;

/** Tasks per thread that the questions of one call are divided into, so that no thread waits long for the slowest. */
const TASKS_PER_THREAD = 4;
/** Answers come back together: more of them would hold up other work when they are read. */
const MOST_QUESTIONS = 64;
/** States of the reservations that may be asked at a time, beyond one for each thread. */
const SPARE_VERSIONS = 2;
/** Milliseconds to copy what the reservations say of a link at one priority. */
const COPY_TIME = 2e-6;
/** JSON has no infinite numbers and no functions. */
const isText = (question: Question): boolean =>
  requestsOf(question).every(
    ({ request: { bandwidth, bounds }, booked }) =>
      booked === undefined && Number.isFinite(bandwidth) && bounds.every(({ max }) => Number.isFinite(max)),
  );

/** Milliseconds that this thread has to do with a question that another one answers, and as much again to be worth it. */
const MESSAGE_TIME = 0.03;

/** Milliseconds that a question takes, as far as known: before the first one a guess. */
const FIRST_GUESS: Readonly<Record<Question['kind'], number>> = { path: 0.1, together: 2, set: 2 };
/** Weight of the newest. */
const LEARNING = 0.1;

/**
 * The engine of this thread, and the threads of a pool for `ask` where that saves time. Everything else is the
 * engine's own.
 */
export class PooledComputer implements PathComputer {
  readonly #engine: DetachableComputer = createPathComputer();
  readonly #pool: TaskTaker;
  readonly #milliseconds = { ...FIRST_GUESS };
  #topology = new SharedTopology([], []);
  #reservations: ReservationVersions;
  /** Grows with every change of what the reservations say. */
  #version = 0;

  constructor(pool: TaskTaker) {
    this.#pool = pool;
    this.#reservations = this.#newReservations();
  }

  setTopology(nodes: Iterable<TopologyNode>, links: Iterable<TopologyLink>): void {
    const topology = { nodes: [...nodes], links: [...links] };
    this.#engine.setTopology(topology.nodes, topology.links);
    this.#topology = new SharedTopology(topology.nodes, topology.links);
    this.#reservations = this.#newReservations();
    this.#version += 1;
  }

  updateLinks(links: Iterable<TopologyLink>): boolean {
    const changed = [...links];
    if (!this.#engine.updateLinks(changed)) return false;
    this.#topology.changes.push(...changed);
    if (this.#topology.isWornOut) this.#topology = this.#topology.renewed();
    this.#version += 1;
    return true;
  }

  setClaim(owner: string, claim: Claim): void {
    this.#engine.setClaim(owner, claim);
    this.#version += 1;
  }

  clearClaim(owner: string): void {
    this.#engine.clearClaim(owner);
    this.#version += 1;
  }

  setBooked(link: LinkId, byPriority: readonly number[] | undefined): void {
    this.#engine.setBooked(link, byPriority);
    this.#version += 1;
  }

  async ask<Asked extends Question>(questions: readonly Asked[]): Promise<readonly AnswerTo<Asked>[]> {
    const answers = this.#isWorthwhile(questions) ? this.#askThreads(questions) : undefined;
    return (answers ?? this.#answerHere(questions)) as Promise<readonly AnswerTo<Asked>[]>;
  }

  async #answerHere(questions: readonly Question[]): Promise<readonly AnyAnswer[]> {
    const started = performance.now();
    const answers = questions.map((question) => answerNow(this.#engine, question));
    this.#learn(questions, performance.now() - started);
    this.#pool.answered('caller', questions.length);
    return answers;
  }

  /** Undefined while too much is waiting, or too many states are being asked. */
  #askThreads(questions: readonly Question[]): Promise<readonly AnyAnswer[]> | undefined {
    const { workers, room } = this.#pool;
    const share = Math.ceil(questions.length / (workers * TASKS_PER_THREAD));
    const size = Math.max(1, Math.min(MOST_QUESTIONS, share));
    const count = Math.ceil(questions.length / size);
    if (count > room) return undefined;
    // One for all, as if it were a task, so that it is there until all are given.
    const reservations = this.#reservations.acquire(this.#version, this.#engine.unreserved);
    if (reservations === undefined) return undefined;
    const [topology, changes] = [this.#topology, this.#topology.changes.length];
    const parts = Array.from({ length: count }, (_, part) => {
      const asked = questions.slice(part * size, (part + 1) * size);
      const detached = asked.map((question) => this.#engine.detach(question));
      reservations.users += 1;
      return new Promise<readonly AnyAnswer[]>((resolve, reject) => {
        const task: Task = {
          topology,
          changes,
          reservations,
          questions: detached,
          ended: (outcome) => {
            try {
              resolve(this.#answersOf(task, asked, outcome));
            } catch (error) {
              reject(error);
            } finally {
              release(reservations);
            }
          },
        };
        this.#pool.give(task);
      });
    });
    release(reservations);
    return Promise.all(parts).then((answers) => answers.flat());
  }

  /** What a thread did not answer is answered here, on the same state. */
  #answersOf(task: Task, asked: readonly Question[], outcome: Outcome): readonly AnyAnswer[] {
    if (outcome !== 'lost') {
      this.#learn(asked, outcome.milliseconds);
      this.#pool.answered('thread', asked.length);
      return JSON.parse(outcome.answers) as AnyAnswer[];
    }
    this.#pool.answered('caller', asked.length);
    const copy = task.topology.copy(task.changes);
    copy.setUnreserved(task.reservations.values);
    return task.questions.map((question) => copy.answer(question));
  }

  #isWorthwhile(questions: readonly Question[]): boolean {
    const { room, worthwhile } = this.#pool;
    if (room <= 0 || !questions.every(isText)) return false;
    if (worthwhile === 0) return true;
    let saved = -COPY_TIME * this.#engine.unreserved.length;
    for (const { kind } of questions) saved += Math.max(0, this.#milliseconds[kind] - MESSAGE_TIME);
    return saved >= worthwhile;
  }

  /** Questions of one kind; of a mixture the first kind stands for all. */
  #learn(questions: readonly Question[], milliseconds: number): void {
    const kind = questions[0]?.kind;
    if (kind === undefined) return;
    const each = milliseconds / questions.length;
    this.#milliseconds[kind] += LEARNING * (each - this.#milliseconds[kind]);
  }

  #newReservations(): ReservationVersions {
    return new ReservationVersions(this.#pool.workers + SPARE_VERSIONS);
  }

  // As they are

  compute(request: ComputationRequest) {
    return this.#engine.compute(request);
  }

  computeTogether(requests: readonly ComputationRequest[]) {
    return this.#engine.computeTogether(requests);
  }

  findPath(request: ComputationRequest) {
    return this.#engine.findPath(request);
  }

  maxFlow(request: FlowRequest) {
    return this.#engine.maxFlow(request);
  }

  computeTree(request: TreeComputationRequest) {
    return this.#engine.computeTree(request);
  }

  computeDisjoint(
    requests: readonly ComputationRequest[],
    constraint: DisjointnessConstraint,
    from?: readonly string[],
  ) {
    return this.#engine.computeDisjoint(requests, constraint, from);
  }

  computeSet(requests: readonly ComputationRequest[], required: SetRequirements, from?: readonly string[]) {
    return this.#engine.computeSet(requests, required, from);
  }

  conflicts(owners: readonly string[], level: DisjointnessLevel) {
    return this.#engine.conflicts(owners, level);
  }

  computeProtected(request: ComputationRequest, level: DisjointnessLevel) {
    return this.#engine.computeProtected(request, level);
  }

  resolve(...asked: Parameters<PathComputer['resolve']>) {
    return this.#engine.resolve(...asked);
  }

  pin(source: string, waypoints: readonly string[], signalling: Signalling) {
    return this.#engine.pin(source, waypoints, signalling);
  }

  findNode(reference: string) {
    return this.#engine.findNode(reference);
  }

  reserved(link: LinkId) {
    return this.#engine.reserved(link);
  }

  available(link: LinkId, priority: number) {
    return this.#engine.available(link, priority);
  }

  unbooked(link: LinkId, priority: number) {
    return this.#engine.unbooked(link, priority);
  }

  ownersOver(link: LinkId) {
    return this.#engine.ownersOver(link);
  }

  claimedPath(owner: string) {
    return this.#engine.claimedPath(owner);
  }
}

import type { PathComputer } from '../../domain/computation/computer.js';
import type { LspId, OperationId } from '../../domain/values/identifiers.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { EventType } from '../../events/catalogue/event.js';
import type { EventStore } from '../../events/store.js';
import type { NetworkView } from '../network-view.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { SnapshotCodec } from '../ports/snapshot-codec.js';
import { InFlight } from './in-flight.js';
import { PastWalk } from './past-walk.js';
import {
  type Answers,
  type Asking,
  answersTo,
  type Question,
  Questions,
  type Unaskable,
} from './question.js';
import { type AuditedAnswer, concerns, type Subject, subjectOf } from './subject.js';

export interface AuditDependencies {
  readonly store: EventStore;
  readonly codec: SnapshotCodec;
  readonly newComputer: () => PathComputer;
  readonly clock: Clock;
}

/** Which decisions, in the order of the log. */
export interface AuditFilter {
  /** Events after this position, up to and including `to`. */
  readonly after: number;
  readonly to: number;
  readonly lsp?: LspId;
  readonly operation?: OperationId;
  readonly types?: readonly EventType[];
  readonly first: number;
}

export type AuditVerdict = 'reproduced' | 'different' | 'not-computed';

export interface AuditFinding extends Omit<Subject, 'recorded' | 'set' | 'record' | 'decided'> {
  readonly verdict: AuditVerdict;
  /** Position of the network that was computed on; absent when nothing was. */
  readonly computedAt?: number;
  /** Why it was not computed again, or can't have been as the record says. */
  readonly reason?: string;
  /** Pairs of what the log says and what came out now. */
  readonly differences: readonly AuditDifference[];
}

export interface AuditDifference {
  readonly recorded: AuditedAnswer;
  readonly recomputed: AuditedAnswer;
}

export interface AuditPage {
  readonly findings: readonly AuditFinding[];
  /** Everything up to here is done: where to go on. */
  readonly auditedTo: number;
  readonly hasMore: boolean;
}

const READ = 1_000;
/** Events that one page looks at, and milliseconds after which it ends early. */
const SCAN_LIMIT = 200_000;
const PAGE_TIME = 2_000;
/** Decisions that are being computed at a time. */
const MOST_AHEAD = 64;
/** Milliseconds of computing after which other work has its turn. */
const SLICE_TIME = 20;
/** The past that a page ended in is kept so long for the next page, milliseconds. */
const KEEP_TIME = 60_000;

interface Task {
  readonly subject: Subject;
  readonly asking: Asking | Unaskable;
}

/**
 * Computes decisions of the log again, each on the network and with the decisions in flight that it saw, and compares
 * (RFC 4655 9.4). The log is walked forwards with one state: O(events + computations) over all pages of a range. One page
 * is made at a time.
 */
export class Audit {
  readonly #dependencies: AuditDependencies;
  readonly #walk: PastWalk;
  #last: Promise<unknown> = Promise.resolve();
  #forgetting: Timer | undefined;

  constructor(dependencies: AuditDependencies) {
    this.#dependencies = dependencies;
    this.#walk = new PastWalk(dependencies);
  }

  page(filter: AuditFilter): Promise<AuditPage> {
    const made = this.#last.then(() => this.#page(filter));
    this.#last = made.catch(() => undefined);
    return made;
  }

  stop(): void {
    this.#forgetting?.cancel();
  }

  async #page(filter: AuditFilter): Promise<AuditPage> {
    const { clock } = this.#dependencies;
    this.#forgetting?.cancel();
    const end = clock.now() + PAGE_TIME;
    const { tasks, scannedTo, hasMore } = await this.#scan(filter);
    const computed = new Recomputation(this.#walk, clock);
    // The walk goes on while threads compute what was asked further back.
    const finding: Promise<AuditFinding>[] = [];
    for (const { subject, asking } of tasks) {
      if (finding.length > 0 && clock.now() >= end) break;
      if ('question' in asking) await computed.ask(asking.question);
      finding.push(findingOf(subject, asking, computed));
      if (finding.length >= MOST_AHEAD) await finding[finding.length - MOST_AHEAD];
    }
    const findings = await Promise.all(finding);
    const cut = findings.length < tasks.length;
    const page = {
      findings,
      auditedTo: cut ? (findings.at(-1)?.event.position ?? filter.after) : scannedTo,
      hasMore: cut || hasMore,
    };
    if (page.hasMore) this.#forgetting = clock.schedule(KEEP_TIME, () => this.#walk.forget());
    else this.#walk.forget();
    return page;
  }

  async #scan(filter: AuditFilter) {
    const { store } = this.#dependencies;
    const inFlight = new InFlight(store, filter.after);
    const questions = new Questions(store, inFlight);
    const tasks: Task[] = [];
    const to = Math.min(filter.to, store.head());
    let position = filter.after;
    while (position < to && position - filter.after < SCAN_LIMIT) {
      const events = await store.readAll(position, Math.min(READ, to - position));
      if (events.length === 0) break;
      for (const event of events) {
        const subject = subjectOf(event);
        if (subject !== undefined && isWanted(subject, filter)) {
          if (tasks.length === filter.first) return { tasks, scannedTo: position, hasMore: true };
          tasks.push({ subject, asking: await questions.of(subject) });
        }
        inFlight.note(event);
        position = event.position;
      }
    }
    return { tasks, scannedTo: Math.max(position, filter.after), hasMore: position < to };
  }
}

const isWanted = (subject: Subject, { lsp, operation, types }: AuditFilter): boolean =>
  (lsp === undefined || concerns(subject, lsp)) &&
  (operation === undefined || subject.operation === operation) &&
  (types === undefined || types.includes(subject.event.type));

/** What Cairn never wrote may be more than the path computer can take: that is found, and the audit goes on. */
const tryAnswersTo = (question: Question, view: NetworkView): Promise<Answers> =>
  answersTo(question, view).catch((error: unknown) => ({
    verdict: 'different',
    reason: `it can not be computed: ${String(error)}`,
  }));

/** Answers questions of ascending positions, each set once. */
class Recomputation {
  readonly #walk: PastWalk;
  readonly #clock: Clock;
  readonly #answers = new Map<Question, Promise<Answers>>();
  #sliceEnd: number;

  constructor(walk: PastWalk, clock: Clock) {
    this.#walk = walk;
    this.#clock = clock;
    this.#sliceEnd = clock.now() + SLICE_TIME;
  }

  /** Resolves when it is asked, one after the other; the answers may come later. */
  async ask(question: Question): Promise<void> {
    if (this.#answers.has(question)) return;
    await this.#giveWay();
    const view: NetworkView = await this.#walk.at(question.position);
    this.#answers.set(question, tryAnswersTo(question, view));
  }

  /** To a question that was asked. */
  async answers(question: Question): Promise<Answers> {
    const answers = this.#answers.get(question);
    if (answers === undefined) throw new Error('the answers to a question that was not asked');
    // Only a set has several subjects.
    if (question.asked.length === 1) this.#answers.delete(question);
    return answers;
  }

  async #giveWay(): Promise<void> {
    if (this.#clock.now() < this.#sliceEnd) return;
    await new Promise<void>((resolve) => {
      this.#clock.schedule(0, resolve);
    });
    this.#sliceEnd = this.#clock.now() + SLICE_TIME;
  }
}

async function findingOf(
  { recorded, set: _set, record: _record, decided: _decided, replanned: _replanned, ...about }: Subject,
  asking: Asking | Unaskable,
  computed: Recomputation,
): Promise<AuditFinding> {
  if ('verdict' in asking) return { ...about, ...asking, differences: [] };
  const { question, member } = asking;
  const answers = await computed.answers(question);
  if ('verdict' in answers) return { ...about, ...answers, differences: [] };
  const own = member === undefined ? answers : answers.slice(member, member + 1);
  const differences = differencesOf(recorded, own);
  const verdict = differences.length === 0 ? 'reproduced' : 'different';
  return { ...about, verdict, computedAt: question.position, differences };
}

/** Pair by pair; a booking may have had another number of occurrences. */
function differencesOf(
  recorded: readonly AuditedAnswer[],
  recomputed: readonly AuditedAnswer[],
): readonly AuditDifference[] {
  const pairs = Array.from({ length: Math.max(recorded.length, recomputed.length) }, (_, at) => ({
    recorded: recorded[at] ?? {},
    recomputed: recomputed[at] ?? {},
  }));
  return pairs.filter((pair) => !isSame(pair.recorded, pair.recomputed));
}

/** In everything that was recorded. */
const isSame = (recorded: AuditedAnswer, recomputed: AuditedAnswer): boolean =>
  structurallyEqual(recorded.links, recomputed.links) &&
  structurallyEqual(recorded.noPath, recomputed.noPath) &&
  structurallyEqual(recorded.window, recomputed.window) &&
  recorded.bandwidth === recomputed.bandwidth &&
  structurallyEqual(recorded.fits, recomputed.fits) &&
  (recorded.path === undefined || structurallyEqual(recorded.path, recomputed.path)) &&
  (recorded.alternatives === undefined || structurallyEqual(recorded.alternatives, recomputed.alternatives));

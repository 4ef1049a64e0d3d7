import type { DetachedQuestion } from '../../domain/computation/question.js';
import type { TopologyLink } from '../../domain/values/topology.js';

/** What a thread is sent; it answers in this order, each with one `Reply`. */
export interface Request {
  /** Copies of networks that are not asked any more. */
  readonly forget: readonly number[];
  /** The network to ask, by number. */
  readonly network: number;
  /** Where the thread does not have it yet: nodes and links, as `packTopology` makes it. In shared memory. */
  readonly topology?: Uint8Array;
  /** Links that have other values than before, in the order of the changes. */
  readonly changes: readonly TopologyLink[];
  /** Which state of the reservations is meant, and all they say in it. In shared memory; stays as it is until the reply. */
  readonly version: number;
  readonly unreserved: Float64Array;
  readonly questions: readonly DetachedQuestion[];
}

export type Reply =
  | {
      /**
       * The answers, `AnswerTo<Question>[]`, as JSON, of which they are made: numbers, texts and what is put together of them.
       * PERF: text takes the thread that reads it a quarter of the time of a structured clone.
       */
      readonly answers: string;
      /** What computing them took. */
      readonly milliseconds: number;
    }
  /** Something was thrown. */
  | { readonly failure: string };

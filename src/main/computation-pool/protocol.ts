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
  /**
   * `NumberedQuestion[]` as JSON, as the answers are. PERF: text takes both sides a quarter of the time of a structured
   * clone.
   */
  readonly questions: string;
  /** What is free for which of the questions, where anything is. */
  readonly freed: readonly (Pick<DetachedQuestion, 'freedAt' | 'freed'> & { readonly of: number })[];
}

export type Reply =
  | {
      /** `AnswerTo<Question>[]` as JSON: finite numbers, texts and what is put together of them. */
      readonly answers: string;
      /** What computing them took. */
      readonly milliseconds: number;
    }
  /** Something was thrown. */
  | { readonly failure: string };

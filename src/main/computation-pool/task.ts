import type { DetachedQuestion } from '../../domain/computation/question.js';
import type { ReservationVersion, SharedTopology } from './network-versions.js';
import type { Reply } from './protocol.js';

/** Independent questions about one state of one network, for one thread. */
export interface Task {
  readonly topology: SharedTopology;
  /** How many of its changes are part of the state. */
  readonly changes: number;
  readonly reservations: ReservationVersion;
  readonly questions: readonly DetachedQuestion[];
  readonly ended: (outcome: Outcome) => void;
}

/** `lost`: the thread has ended, or threw; the task is as good as never given. */
export type Outcome = Exclude<Reply, { readonly failure: string }> | 'lost';

export interface TaskTaker {
  readonly workers: number;
  /** Questions go to threads that save the asking one so many milliseconds; 0: all of them. */
  readonly worthwhile: number;
  /** How many more tasks it takes now. */
  readonly room: number;
  give(task: Task): void;
  /** To be told who answered questions. */
  answered(by: 'thread' | 'caller', questions: number): void;
}

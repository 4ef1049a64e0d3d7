import { unreachable } from '../values/result.js';
import type { Network } from './algorithm/signalled-paths.js';
import { answer, answerTogether } from './answer.js';
import type { AnswerTo, ComputationRequest, PathComputer, Question } from './computer.js';
import { answerSet } from './diverse/answer-diverse.js';

/** A question that names no owners: of claims that stay where they are it has the paths, by link numbers. */
export type NumberedQuestion =
  | Extract<Question, { readonly kind: 'path' | 'together' }>
  | (Omit<Extract<Question, { readonly kind: 'set' }>, 'from'> & {
      readonly fixed: readonly (readonly number[])[];
    });

/**
 * A question that any copy of the network answers, having the same reservations and no claims. Plain data, so that it
 * can be sent to a thread.
 */
export interface DetachedQuestion {
  readonly question: NumberedQuestion;
  /** Where the reservations are others for this question, its own claims being free; and what they are there, bit/s. */
  readonly freedAt: Int32Array;
  readonly freed: Float64Array;
}

/** The answer on the reservations as they are. */
export function answerQuestion<Asked extends NumberedQuestion>(
  network: Network,
  question: Asked,
): AnswerTo<Asked>;
export function answerQuestion(network: Network, question: NumberedQuestion): AnswerTo<Question> {
  switch (question.kind) {
    case 'path':
      return answer(network, question.request);
    case 'together':
      return answerTogether(network, question.requests);
    case 'set':
      return answerSet(network, question.requests, question.required, question.fixed);
    default:
      return unreachable(question);
  }
}

/** By the computer's own methods, at once. */
export function answerNow<Asked extends Question>(
  computer: Pick<PathComputer, 'compute' | 'computeTogether' | 'computeSet'>,
  question: Asked,
): AnswerTo<Asked>;
export function answerNow(
  computer: Pick<PathComputer, 'compute' | 'computeTogether' | 'computeSet'>,
  question: Question,
): AnswerTo<Question> {
  switch (question.kind) {
    case 'path':
      return computer.compute(question.request);
    case 'together':
      return computer.computeTogether(question.requests);
    case 'set':
      return computer.computeSet(question.requests, question.required, question.from);
    default:
      return unreachable(question);
  }
}

export const requestsOf = (question: Question): readonly ComputationRequest[] =>
  question.kind === 'path' ? [question.request] : question.requests;

export const fromOf = (question: Question): readonly string[] =>
  question.kind === 'set' ? (question.from ?? []) : [];

/** What is free for it is said in numbers. */
export const withoutOwners = ({
  ownClaims: _own,
  previous: _previous,
  protects: _protects,
  ...asked
}: ComputationRequest): ComputationRequest => asked;

/** The same question of these requests. */
export function numbered(
  question: Question,
  requests: readonly ComputationRequest[],
  fixed: readonly (readonly number[])[],
): NumberedQuestion {
  switch (question.kind) {
    case 'path':
      return { kind: 'path', request: requests[0]! };
    case 'together':
      return { kind: 'together', requests };
    case 'set':
      return { kind: 'set', requests, required: question.required, fixed };
    default:
      return unreachable(question);
  }
}

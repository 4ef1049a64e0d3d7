import type { TopologyLink, TopologyNode } from '../values/topology.js';
import { changeLinks } from './algorithm/change-links.js';
import { createNetwork } from './algorithm/network.js';
import type { Network } from './algorithm/signalled-paths.js';
import type { AnswerTo, Question } from './computer.js';
import { answerQuestion, type DetachedQuestion } from './question.js';

/**
 * The network of a path computer somewhere else, without its claims: what they take is in the reservations that it is
 * given. Nodes and links are numbered by their ids, so that both speak of the same numbers; a detached question gets the answer
 * that the computer would give, to the letter.
 */
export class NetworkCopy {
  private readonly network: Network;

  constructor(nodes: Iterable<TopologyNode>, links: Iterable<TopologyLink>) {
    this.network = createNetwork(nodes, links);
  }

  /** As `PathComputer.updateLinks`; the reservations have to be set again afterwards. */
  updateLinks(links: Iterable<TopologyLink>): void {
    if (changeLinks(this.network, links) === 'refused')
      throw new Error('a link is changed that the network does not have in this form');
  }

  /** Of the same topology, `DetachableComputer.unreserved`. O(links). */
  setUnreserved(unreserved: Float64Array): void {
    this.network.reservations.unreserved.set(unreserved);
  }

  answer({ question, freedAt, freed }: DetachedQuestion): AnswerTo<Question> {
    const { unreserved } = this.network.reservations;
    const before = Float64Array.from(freedAt, (cell) => unreserved[cell]!);
    freedAt.forEach((cell, at) => {
      unreserved[cell] = freed[at]!;
    });
    try {
      return answerQuestion(this.network, question);
    } finally {
      freedAt.forEach((cell, at) => {
        unreserved[cell] = before[at]!;
      });
    }
  }
}

import { answerParent } from '../child.js';
import { startCairn } from '../running-cairn.js';

/** A process that starts Cairn on a store, as `cairn serve` does, says what it has then, and stops cleanly. */

export interface Started {
  readonly events: number;
  readonly lsps: number;
}

let running: Awaited<ReturnType<typeof startCairn>> | undefined;

answerParent<{ readonly kind: 'start'; readonly file: string } | { readonly kind: 'stop' }>(
  async (question) => {
    if (question.kind === 'stop') {
      await running?.stop();
      return null;
    }
    running = await startCairn({ file: question.file });
    const { state } = running.pce.live;
    return { events: state.position, lsps: state.lspDb.size } satisfies Started;
  },
);

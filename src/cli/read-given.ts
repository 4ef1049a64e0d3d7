import { CommandFailure } from './failure.js';
import type { Terminal } from './terminal.js';

/** The text of a file that a command was given; `-` is standard input. Throws a CommandFailure that says what is wrong. */
export function readGiven(terminal: Terminal, file: string): Promise<string> {
  return terminal.read(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`can not read ${file}: ${READ_PROBLEMS[error.code ?? ''] ?? error.message}`);
  });
}

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not',
  EISDIR: 'it is a folder',
};

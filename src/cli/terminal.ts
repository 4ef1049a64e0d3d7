import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { printable, printableLines } from './print/printable.js';

/** What a command has to do with the world besides the PCE; tests bring their own. */
export interface Terminal {
  /** Lines for people, on standard output. */
  show(lines: readonly string[]): void;
  /** One JSON value, for programs, on standard output. */
  showJson(value: unknown, layout?: 'indented' | 'one-line'): void;
  /** Remarks and errors, on standard error. */
  tell(message: string): void;
  /** The text of a file; `-`: of standard input. @throws as node:fs does */
  read(file: string): Promise<string>;
  pause(milliseconds: number): Promise<void>;
  /** Ends the process with this code once the command is done. */
  exitCode(code: 0 | 1): void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  // `cairn events | head`: who reads has had enough, which is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    show: (lines) => {
      process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
    },
    showJson: (value, layout = 'indented') => {
      process.stdout.write(`${JSON.stringify(value, null, layout === 'indented' ? 2 : 0)}\n`);
    },
    tell: (message) => {
      process.stderr.write(`${printableLines(message)}\n`);
    },
    read: (file) => (file === '-' ? text(process.stdin) : readFile(file, 'utf8')),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    exitCode: (code) => {
      process.exitCode = code;
    },
  };
}

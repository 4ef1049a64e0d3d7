import { Command, type CommanderError } from 'commander';
import { addClientCommands } from '../../../src/cli/commands.js';
import { printable } from '../../../src/cli/print/printable.js';
import type { Terminal } from '../../../src/cli/terminal.js';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Milliseconds of each pause, none of which was really made. */
  readonly pauses: readonly number[];
}

export interface Surroundings {
  /** Files by name; `-` is standard input. */
  readonly files?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly onFirstPause?: () => void;
}

/** Runs `cairn ARGS` with the real commands in this process. */
export async function cairn(
  args: readonly string[],
  { files = {}, url, onFirstPause }: Surroundings = {},
): Promise<Run> {
  let out = '';
  let err = '';
  let code = 0;
  const pauses: number[] = [];
  const terminal: Terminal = {
    show: (lines) => {
      out += lines.map((line) => `${printable(line)}\n`).join('');
    },
    showJson: (value, layout = 'indented') => {
      out += `${JSON.stringify(value, null, layout === 'indented' ? 2 : 0)}\n`;
    },
    tell: (message) => {
      err += `${message}\n`;
    },
    read: (file) =>
      files[file] === undefined
        ? Promise.reject(Object.assign(new Error('missing'), { code: 'ENOENT' }))
        : Promise.resolve(files[file]),
    pause: async (milliseconds) => {
      if (pauses.push(milliseconds) === 1) onFirstPause?.();
    },
    exitCode: (wanted) => {
      code = wanted;
    },
  };
  const program = new Command('cairn')
    .exitOverride()
    .configureOutput({ writeOut: (text) => (out += text), writeErr: (text) => (err += text) });
  addClientCommands(program, terminal);
  const target = url === undefined ? [] : ['--url', url];
  try {
    await program.parseAsync([...target, ...args], { from: 'user' });
  } catch (error) {
    const { exitCode } = error as CommanderError;
    if (exitCode === undefined) throw error;
    code = exitCode === 0 ? 0 : 2;
  }
  return { code, out, err, pauses };
}

/** Output as it is written in the tests: without the first line break, with the same indentation on every line. */
export const shown = (text: string): string => {
  const lines = text.split('\n').slice(1);
  const margin = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(margin)).join('\n');
};

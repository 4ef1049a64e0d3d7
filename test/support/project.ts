import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from '@jest/globals';

/** The project's root folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Path into the folder of reference material that may lie beside the project; undefined when it has no such file. */
export function sharedPath(...parts: readonly string[]): string | undefined {
  const found = path.resolve(projectRoot, '..', 'shared', ...parts);
  return existsSync(found) ? found : undefined;
}

/**
 * A `describe` whose tests read `../shared/PARTS` beside the project; `body` gets its path. Where that is missing, one
 * skipped test says so.
 */
export function describeWithShared(
  name: string,
  parts: readonly string[],
  body: (found: string) => void,
): void {
  const found = sharedPath(...parts);
  if (found === undefined) {
    describe(name, () => {
      test.skip(`needs ../shared/${parts.join('/')} beside the project, which is not here`, () => {});
    });
    return;
  }
  describe(name, () => body(found));
}

function ignoredNames(): ReadonlySet<string> {
  const lines = readFileSync(path.join(projectRoot, '.gitignore'), 'utf8').split('\n');
  return new Set(['.git', ...lines.filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1))]);
}

/** Every file of the project as a sorted path relative to the root: without what .gitignore leaves out. */
export function projectFiles(): readonly string[] {
  const ignored = ignoredNames();
  const below = (folder: string): string[] =>
    readdirSync(path.join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
      if (ignored.has(entry.name) || entry.name.endsWith('.log')) return [];
      const name = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? below(name) : [name];
    });
  return below('').sort();
}

export function readProjectFile(name: string): string {
  return readFileSync(path.join(projectRoot, name), 'utf8');
}

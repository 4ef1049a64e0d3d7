// Lets `node test/bench/main.ts` measure what is shipped: an import that points into src/ gets its compiled twin in dist/
// (workers and files beside the code included), and one within test/ gets the TypeScript file that Node itself strips of types.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';

const src = pathToFileURL(inRoot('src')).href + '/';
const dist = pathToFileURL(inRoot('dist')).href + '/';
const test = pathToFileURL(inRoot('test')).href + '/';

function twin(url) {
  if (url.startsWith(src)) return dist + url.slice(src.length);
  const typescript = url.replace(/\.js$/, '.ts');
  return url.startsWith(test) && !existsSync(fileURLToPath(url)) ? typescript : url;
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isPath = /^(\.{1,2}\/|file:)/.test(specifier);
    // What packages require among themselves is none of our business.
    const isOurs = context.parentURL?.startsWith(test) || context.parentURL?.startsWith(dist);
    if (!isPath || !isOurs) return nextResolve(specifier, context);
    return nextResolve(twin(new URL(specifier, context.parentURL).href), context);
  },
});

// Where things are, relative to the project root. Nothing here may need an installed package.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export const inRoot = (...parts) => path.join(root, ...parts);

/** The Node 24 that comes along as the npm package `node`. */
export const shippedNode = inRoot('node_modules', 'node', 'bin', 'node');

export const cacheDir = inRoot('.cache');

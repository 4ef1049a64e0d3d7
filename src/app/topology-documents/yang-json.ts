import { Mapping } from './mapping.js';
import type { ProblemList } from './problem-list.js';
import { YangMapping } from './yang-mapping.js';

/** A value that is about to be written, as a reader of the document will find it. */
export function yangOf(value: object, module: string, problems: ProblemList): YangMapping {
  const mapping = Mapping.open(value, [], problems);
  if (mapping === undefined) throw new Error('not a mapping');
  return new YangMapping(mapping, module);
}

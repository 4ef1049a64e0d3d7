import { ok, type Result } from '../../domain/values/result.js';
import type { TopologyNode } from '../../domain/values/topology.js';
import { type Rejection, reject } from '../rejection.js';
import { writeCairnDocument } from './cairn-writer.js';
import { isPlainText, TEXT_ALLOWED } from './mapping.js';
import { writeRfc8345 } from './rfc8345-writer.js';
import { describeUnwrittenFormat, isWrittenFormat, type WrittenTopology } from './topology-document.js';

/**
 * The network as a document: imported again it gives the same nodes and links. A node that links name and no source
 * has told of yet is written with its id alone.
 */
export function writeTopologyDocument(format: string, topology: WrittenTopology): Result<string, Rejection> {
  if (!isWrittenFormat(format)) return reject('NOT_SUPPORTED', describeUnwrittenFormat(format));
  if (!isPlainText(topology.name))
    return reject('INVALID_INPUT', `name is no valid text (allowed: ${TEXT_ALLOWED})`);
  const complete = { ...topology, nodes: withEnds(topology) };
  return ok(format === 'CAIRN' ? writeCairnDocument(complete) : writeRfc8345(complete));
}

function withEnds({ nodes, links }: WrittenTopology): readonly TopologyNode[] {
  const known = new Set(nodes.map(({ id }) => id));
  const ends = new Set(links.flatMap(({ source, target }) => [source, target]));
  return [...nodes, ...[...ends].filter((id) => !known.has(id)).map((id) => ({ id, name: id }))];
}

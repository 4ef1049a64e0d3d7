import { ok, type Result } from '../../domain/values/result.js';
import { parseCairnDocument } from './cairn-document.js';
import { detectFormat } from './detect-format.js';
import { parseGraphml } from './graphml.js';
import { parseRepetita } from './repetita.js';
import { parseRfc8345 } from './rfc8345.js';
import { parseSndlibNative } from './sndlib-native.js';
import { parseSndlibXml } from './sndlib-xml.js';
import type { DocumentError, TopologyDocument, TopologyFormat } from './topology-document.js';

type Reader = (text: string, name?: string) => Result<TopologyDocument, DocumentError>;

const READERS: Readonly<Record<TopologyFormat, Reader>> = {
  CAIRN: parseCairnDocument,
  SNDLIB_XML: parseSndlibXml,
  SNDLIB_NATIVE: parseSndlibNative,
  GRAPHML: parseGraphml,
  REPETITA: parseRepetita,
  RFC8345: parseRfc8345,
};

/**
 * Reads a topology document of any format. All or nothing: any problem refuses the document.
 * @param format undefined: by the content
 * @param name of the source, where the document does not name it
 */
export function parseTopologyDocument(
  text: string,
  format?: TopologyFormat,
  name?: string,
): Result<TopologyDocument, DocumentError> {
  const found = format === undefined ? detectFormat(text) : ok(format);
  return found.ok ? READERS[found.value](text, name) : found;
}

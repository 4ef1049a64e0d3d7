import { parseTopologyDocument } from '../../../../src/app/topology-documents/parse-document.js';
import {
  describeDocumentError,
  type TopologyDocument,
  type TopologyFormat,
} from '../../../../src/app/topology-documents/topology-document.js';

/** The document, which must be good. */
export function taken(text: string, format?: TopologyFormat, name?: string): TopologyDocument {
  const document = parseTopologyDocument(text, format, name);
  if (!document.ok) throw new Error(describeDocumentError(document.error));
  return document.value;
}

/** Why the document, which must be bad, is refused. */
export function refusal(text: string, format?: TopologyFormat, name?: string): string {
  const document = parseTopologyDocument(text, format, name);
  if (document.ok) throw new Error('the document was taken');
  return describeDocumentError(document.error);
}

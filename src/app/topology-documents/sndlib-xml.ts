import { err, ok, type Result } from '../../domain/values/result.js';
import { showValue } from '../documents/document-path.js';
import { readXml, type XmlElement } from '../documents/xml-document.js';
import type { Place } from './foreign-network.js';
import { ProblemList, syntaxError } from './problem-list.js';
import {
  type SndlibLink,
  type SndlibNetwork,
  type SndlibNode,
  sndlibDocument,
  type Written,
} from './sndlib-network.js';
import type { DocumentError, TopologyDocument } from './topology-document.js';

/** Reads a network of SNDlib (sndlib.zib.de) in its XML format; see sndlibDocument for what becomes of it. */
export function parseSndlibXml(text: string, name?: string): Result<TopologyDocument, DocumentError> {
  const xml = readXml(text);
  if (!xml.ok) return err(syntaxError(xml.error));
  const problems = new ProblemList();
  const document = sndlibDocument(new XmlNetworkReader(problems).read(xml.value), name, problems);
  return problems.isEmpty ? ok(document) : err(problems.toError());
}

class XmlNetworkReader {
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  read(root: XmlElement): SndlibNetwork {
    const place: Place = { path: ['network'], line: root.line };
    if (root.name !== 'network') this.#refuse(place, `the document is a ${showValue(root.name)}`, 'network');
    const structure = this.#required(root, 'networkStructure', place.path);
    const nodes = structure && this.#required(structure, 'nodes', ['networkStructure']);
    const links = structure && this.#required(structure, 'links', ['networkStructure']);
    const type = nodes?.attributes.get('coordinatesType');
    return {
      nodes: all(nodes, 'node').map((node, index) => this.#readNode(node, ['nodes', index])),
      links: all(links, 'link').map((link, index) => this.#readLink(link, ['links', index])),
      unit: written(child(child(root, 'meta'), 'unit'), ['meta', 'unit']),
      coordinatesType:
        nodes === undefined || type === undefined
          ? undefined
          : { text: type, place: { path: ['nodes', 'coordinatesType'], line: nodes.line } },
      demands: all(child(root, 'demands'), 'demand').length,
    };
  }

  #readNode(node: XmlElement, path: Place['path']): SndlibNode {
    const coordinates = child(node, 'coordinates');
    return {
      id: this.#id(node, path),
      x: written(child(coordinates, 'x'), [...path, 'x']),
      y: written(child(coordinates, 'y'), [...path, 'y']),
      place: { path, line: node.line },
    };
  }

  #readLink(link: XmlElement, path: Place['path']): SndlibLink {
    const modules = all(child(link, 'additionalModules'), 'addModule');
    return {
      id: this.#id(link, path),
      source: this.#required(link, 'source', path)?.text ?? '',
      target: this.#required(link, 'target', path)?.text ?? '',
      preInstalled: written(child(child(link, 'preInstalledModule'), 'capacity'), [
        ...path,
        'preInstalledModule',
      ]),
      modules: modules.flatMap(
        (module, index) =>
          written(this.#required(module, 'capacity', [...path, 'addModule', index]), [
            ...path,
            'addModule',
            index,
          ]) ?? [],
      ),
      place: { path, line: link.line },
    };
  }

  #id(element: XmlElement, path: Place['path']): string {
    const id = element.attributes.get('id');
    if (id === undefined) this.#refuse({ path, line: element.line }, 'the attribute id is missing');
    return id ?? '';
  }

  #required(parent: XmlElement, name: string, path: Place['path']): XmlElement | undefined {
    const found = all(parent, name);
    if (found.length !== 1)
      this.#refuse({ path, line: parent.line }, `${found.length} elements ${name}`, 'exactly one');
    return found[0];
  }

  #refuse({ path, line }: Place, what: string, allowed?: string): void {
    this.#problems.addAt(line, path, what, allowed);
  }
}

const all = (parent: XmlElement | undefined, name: string): readonly XmlElement[] =>
  parent?.children.filter((element) => element.name === name) ?? [];

const child = (parent: XmlElement | undefined, name: string): XmlElement | undefined => all(parent, name)[0];

const written = (element: XmlElement | undefined, path: Place['path']): Written | undefined =>
  element === undefined ? undefined : { text: element.text, place: { path, line: element.line } };

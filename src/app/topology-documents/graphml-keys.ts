import { type DocumentPath, showValue } from '../documents/document-path.js';
import type { XmlElement } from '../documents/xml-document.js';
import type { Place } from './foreign-network.js';
import type { ProblemList } from './problem-list.js';

/** The text of one `data` element, or the default of its key. */
export interface GraphmlValue extends Place {
  readonly text: string;
}

interface Key {
  readonly name: string;
  /** node, edge, graph ..., or all. */
  readonly domain: string;
  readonly defaultText?: string;
  readonly line: number;
}

/** The `key` elements of a GraphML document: which attribute each `data` element is about. */
export class GraphmlKeys {
  readonly #keys = new Map<string, Key>();
  readonly #problems: ProblemList;

  constructor(root: XmlElement, problems: ProblemList) {
    this.#problems = problems;
    for (const [index, element] of root.children.filter(({ name }) => name === 'key').entries()) {
      const { attributes, line } = element;
      const id = attributes.get('id');
      const path = ['key', index];
      if (id === undefined) problems.addAt(line, path, 'the attribute id is missing');
      else if (this.#keys.has(id))
        problems.addAt(line, path, `the key id ${showValue(id)} is used already`, 'each id once');
      else this.#keys.set(id, keyOf(element, id));
    }
  }

  /** Values of an element by attribute name in lower case, with the defaults of what it leaves out. */
  dataOf(element: XmlElement, domain: string, path: DocumentPath): ReadonlyMap<string, GraphmlValue> {
    const values = new Map<string, GraphmlValue>();
    for (const key of this.#keys.values()) {
      if (key.defaultText !== undefined && (key.domain === domain || key.domain === 'all'))
        values.set(key.name, { text: key.defaultText, path: [...path, key.name], line: key.line });
    }
    for (const { name, attributes, text, line } of element.children) {
      if (name !== 'data') continue;
      const id = attributes.get('key');
      const key = id === undefined ? undefined : this.#keys.get(id);
      if (key === undefined)
        this.#problems.addAt(
          line,
          [...path, 'data'],
          `no key has the id ${showValue(id)}`,
          'the id of a key element',
        );
      else values.set(key.name, { text, path: [...path, key.name], line });
    }
    return values;
  }
}

function keyOf({ attributes, children, line }: XmlElement, id: string): Key {
  const defaultText = children.find(({ name }) => name === 'default')?.text;
  return {
    name: (attributes.get('attr.name') ?? id).toLowerCase(),
    domain: attributes.get('for') ?? 'all',
    ...(defaultText !== undefined && { defaultText }),
    line,
  };
}

import { describe, expect, test } from '@jest/globals';
import { readXml, type XmlElement } from '../../../../src/app/documents/xml-document.js';

function root(text: string): XmlElement {
  const document = readXml(text);
  if (!document.ok) throw new Error(JSON.stringify(document.error));
  return document.value;
}

const problem = (text: string) => {
  const document = readXml(text);
  if (document.ok) throw new Error('the document was taken');
  return document.error[0];
};

describe('the tree', () => {
  test('has local names, attributes, own text and lines', () => {
    const tree = root(
      '<?xml version="1.0"?>\n<!-- x -->\n<g:a xmlns:g="urn:g" g:far="1" near="2">\n one <b/>\n<c>&lt;t&#119;o<![CDATA[<&]]></c> \n</g:a>',
    );
    expect(tree).toMatchObject({ name: 'a', text: 'one', line: 3 });
    expect(tree.attributes.get('near')).toBe('2');
    expect(tree.attributes.has('far')).toBe(false);
    expect(tree.children).toMatchObject([
      { name: 'b', text: '', line: 4 },
      { name: 'c', text: '<two<&', line: 5 },
    ]);
  });

  test('a name such as __proto__ is a name', () => {
    const tree = root('<__proto__ constructor="x"><toString/></__proto__>');
    expect(tree.name).toBe('__proto__');
    expect(tree.attributes.get('constructor')).toBe('x');
    expect(tree.attributes.get('toString')).toBeUndefined();
  });

  test('a document type without declarations is passed over', () => {
    expect(root('<!DOCTYPE graphml SYSTEM "http://192.0.2.1/graphml.dtd"><graphml/>').name).toBe('graphml');
  });
});

describe('what is refused', () => {
  const bad: readonly (readonly [string, string, number])[] = [
    ['an element that is not closed', '<a>\n<b>\n</a>', 3],
    ['an attribute given twice', '<a>\n<b x="1" x="2"/></a>', 2],
    ['an entity that is not known', '<a>\n\n&nbsp;</a>', 3],
    ['a prefix that is not declared', '<a>\n<x:b/></a>', 2],
    ['a second root', '<a/>\n<b/>', 2],
    ['an attribute without quotes', '<a x=1/>', 1],
    ['a control character', '<a>\n\u0001</a>', 2],
    ['a document that ends early', '<a><b>', 1],
  ];
  test.each(bad)('%s', (_, text, line) => {
    expect(problem(text)).toMatchObject({ line, what: expect.stringMatching(/^not valid XML: ./) });
  });

  test('no text at all', () => {
    expect(problem('')?.what).toMatch(/^not valid XML: /);
  });

  test('entities that stand for entities, before anything is expanded', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
    const bomb = `<!DOCTYPE a [<!ENTITY l0 "lol">${levels.join('')}]>\n<a>&l9;</a>`;
    expect(problem(bomb)?.what).toBe('the document type has declarations of its own');
  });

  test('files of the machine', () => {
    const text = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>';
    expect(problem(text)).toMatchObject({ allowed: 'no DOCTYPE, or one without [ ]' });
  });

  test('elements nested too deeply', () => {
    expect(problem(`${'<a>\n'.repeat(100)}${'</a>'.repeat(100)}`)).toMatchObject({
      line: 65,
      what: 'elements are nested too deeply',
    });
  });

  test('too large a document', () => {
    expect(problem(`<a>${' '.repeat(17 * 1024 * 1024)}</a>`)).toEqual({
      what: 'the document has 18 MiB',
      allowed: 'at most 16 MiB of XML',
    });
  });
});

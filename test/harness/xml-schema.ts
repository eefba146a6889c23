import { DOMParser, type Element } from '@xmldom/xmldom';

/**
 * What of an XML document an XML Schema does not allow. It knows as much of XML Schema as test/vendor/jenkins-junit.xsd uses: elements of the top level that refer to each other in sequences, and attributes that
 * are texts. Throws where a schema says anything else, and where the document is not well formed.
 */
export function xmlSchemaErrors(schema: string, document: string): string[] {
  const declared = new Map<string, Declared>();
  for (const element of childrenOf(rootOf(schema))) {
    expectKind(element, 'xs:element');
    declared.set(attribute(element, 'name'), declarationOf(element));
  }
  return errorsIn(rootOf(document), declared);
}

/** An element as a schema declares it. */
interface Declared {
  readonly mayHaveText: boolean;
  readonly children: readonly { readonly name: string; readonly least: number; readonly most: number }[];
  /** Whether each is required. */
  readonly attributes: ReadonlyMap<string, boolean>;
}

function declarationOf(element: Element): Declared {
  if (element.hasAttribute('type')) {
    if (attribute(element, 'type') !== 'xs:string') throw unknown(element);
    return { mayHaveText: true, children: [], attributes: new Map() };
  }
  const [type, ...others] = childrenOf(element);
  if (!type || others.length > 0) throw unknown(element);
  expectKind(type, 'xs:complexType');
  const attributes = new Map<string, boolean>();
  const children: Declared['children'][number][] = [];
  for (const part of childrenOf(type)) {
    if (part.tagName === 'xs:sequence') children.push(...childrenOf(part).map(particleOf));
    else {
      expectKind(part, 'xs:attribute');
      if (attribute(part, 'type') !== 'xs:string') throw unknown(part);
      attributes.set(attribute(part, 'name'), attribute(part, 'use') === 'required');
    }
  }
  return { mayHaveText: type.getAttribute('mixed') === 'true', children, attributes };
}

function particleOf(element: Element): Declared['children'][number] {
  expectKind(element, 'xs:element');
  const most = element.getAttribute('maxOccurs') ?? '1';
  return {
    name: attribute(element, 'ref'),
    least: Number(element.getAttribute('minOccurs') ?? '1'),
    most: most === 'unbounded' ? Infinity : Number(most),
  };
}

function errorsIn(element: Element, declared: ReadonlyMap<string, Declared>): string[] {
  const { tagName } = element;
  const of = declared.get(tagName);
  if (!of) return [`<${tagName}> is not declared`];
  const given = Array.from(element.attributes, ({ name }) => name);
  const required = [...of.attributes].flatMap(([name, isRequired]) => (isRequired ? [name] : []));
  const children = childrenOf(element);
  return [
    ...given
      .filter((name) => !of.attributes.has(name))
      .map((name) => `<${tagName}> has the attribute "${name}"`),
    ...required.filter((name) => !given.includes(name)).map((name) => `<${tagName}> has no "${name}"`),
    ...(of.mayHaveText || textOf(element).trim() === '' ? [] : [`<${tagName}> has text`]),
    ...orderErrors(tagName, children, of.children),
    ...children.flatMap((child) => errorsIn(child, declared)),
  ];
}

function orderErrors(parent: string, children: readonly Element[], sequence: Declared['children']): string[] {
  let at = 0;
  for (const { name, least, most } of sequence) {
    const from = at;
    while (children[at]?.tagName === name && at - from < most) at++;
    if (at - from < least) return [`<${parent}> has ${at - from} <${name}>`];
  }
  const extra = children[at];
  return extra ? [`<${extra.tagName}> cannot stand there in <${parent}>`] : [];
}

function rootOf(text: string): Element {
  const onError = (level: string, message: string): void => {
    if (level !== 'warning') throw new Error(message);
  };
  const { documentElement } = new DOMParser({ onError }).parseFromString(text, 'text/xml');
  if (!documentElement) throw new Error('it is empty');
  return documentElement;
}

const ELEMENT = 1;
const childrenOf = (element: Element): Element[] =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === ELEMENT);
const textOf = (element: Element): string =>
  Array.from(element.childNodes, (node) => (node.nodeType === ELEMENT ? '' : (node.nodeValue ?? ''))).join(
    '',
  );

function attribute(element: Element, name: string): string {
  const value = element.getAttribute(name);
  if (value === null) throw unknown(element);
  return value;
}

function expectKind(element: Element, kind: string): void {
  if (element.tagName !== kind) throw unknown(element);
}

function unknown({ tagName }: Element): Error {
  return new Error(`<${tagName}> of the schema says what is not known here`);
}

import { SaxesParser } from 'saxes';
import { unescapeClixml } from './clixml-text.ts';

/** An element of CLIXML with its children. */
export interface ClixmlElement {
  readonly tag: string;
  /** The name of the property that it is the value of. */
  readonly name: string | undefined;
  readonly refId: string | undefined;
  readonly children: ClixmlElement[];
  /** Its text, with all escapes resolved. */
  text: string;
}

/** The `Objs` element of a CLIXML document. Errors: throws a `SyntaxError` where the text is no CLIXML. */
export function parseClixml(document: string): ClixmlElement {
  const root = emptyElement('');
  const open: ClixmlElement[] = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const given = attributes['N'];
    const element: ClixmlElement = {
      tag: name,
      name: given === undefined ? undefined : unescapeClixml(given),
      refId: attributes['RefId'],
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const element = open.at(-1);
    if (element) element.text += piece;
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) element.text = unescapeClixml(element.text);
  });
  parser.on('error', (error) => {
    throw new SyntaxError(`this is no CLIXML: ${error.message}`);
  });
  parser.write(document).close();
  const [objects] = root.children;
  if (objects?.tag !== 'Objs') throw new SyntaxError('this is no CLIXML: it does not begin with <Objs>');
  return objects;
}

export function emptyElement(tag: string): ClixmlElement {
  return { tag, name: undefined, refId: undefined, children: [], text: '' };
}

/** A piece of HTML or XML. Made by `markup` alone, so that a text never becomes one unescaped. */
export class Markup {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }
  static of(strings: TemplateStringsArray, values: readonly Part[]): Markup {
    return new Markup(strings.map((string, index) => string + written(values[index])).join(''));
  }
}

/** What can stand in a template: a text is escaped, lists are put together, nothing is nothing. */
export type Part = Markup | string | number | undefined | readonly Part[];

/** A template of HTML or XML, in text and between the quotes of attributes. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return Markup.of(strings, values);
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return part.map(written).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** XML 1.0, section 2.2: characters that no document may contain, however written. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escape(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

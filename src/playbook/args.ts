import type { DocumentNode, MappingNode } from '../document/node.ts';
import { list, scalar, type WrittenNode } from '../document/written.ts';
import { yaml11Value } from '../document/yaml-1-1.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { convertData, textOf } from './data.ts';
import { convertTemplate, isTemplated } from './expressions.ts';
import type { Use } from './names.ts';

type Given = DocumentNode | string;

/** `{{ item.force | default(omit) }}` */
const OMITTED = /^\s*\{\{[^{}]*\|\s*d(?:efault)?\(\s*omit\s*(?:,\s*true\s*)?\)\s*\}\}\s*$/i;
/** `{{ item.state | default('present') }}` */
const DEFAULT =
  /\|\s*d(?:efault)?\(\s*(?:['"]([\w-]+)['"]|(true|false|yes|no)\b)\s*(?:,\s*true\s*)?\)\s*(?:\|\s*bool\s*)?\}\}\s*$/i;

/** A value that has to be what the runbook was written for. */
export interface Guard {
  readonly name: string;
  readonly value: WrittenNode;
  /** Undefined: it has to be left out. */
  readonly expected: string | undefined;
}

/** What a module was given. Whatever is read is known to be said; what is left at the end is not. */
export class Args {
  readonly #given = new Map<string, Given>();
  readonly #read = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #guards: Guard[] = [];
  readonly #converting: Converting;
  /** What is no `key=value`, of modules that take a command line. */
  readonly line: string | undefined;

  constructor(
    converting: Converting,
    mappings: readonly MappingNode[],
    values: ReadonlyMap<string, string>,
    line: string | undefined,
  ) {
    this.#converting = converting;
    this.line = line;
    for (const { entries } of mappings)
      for (const { key, value } of entries) this.#given.set(key.source.text, value);
    for (const [key, value] of values) this.#given.set(key, value);
    // Nothing at all, and what leaves itself out, is as if it did not stand there.
    for (const [key, value] of this.#given) if (isNothing(value)) this.#given.delete(key);
  }

  get names(): readonly string[] {
    return [...this.#given.keys()];
  }

  /** A value that may be left out counts as left out: the run fails where it is not. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => {
      if (!this.#given.has(name)) return false;
      if (!this.#isOmitted(name)) return true;
      this.#asked.add(name);
      return false;
    });
  }

  /** What was taken for granted of values that are known only in the run. */
  get guards(): readonly Guard[] {
    const omitted = [...this.#asked].filter((name) => !this.#read.has(name));
    return [...this.#guards, ...omitted.map((name) => this.#guard(name, undefined))];
  }

  #guard(name: string, expected: string | undefined): Guard {
    return { name, value: scalar(convertTemplate(this.#textOf(name), this.#converting.names)), expected };
  }

  #textOf(name: string): string {
    const given = this.#given.get(name);
    return (typeof given === 'string' ? given : given && textOf(given)) ?? '';
  }

  #isOmitted(name: string): boolean {
    return OMITTED.test(this.#textOf(name));
  }

  /** What a template is where nobody says otherwise: the run fails where somebody does. */
  #byDefault(names: readonly string[]): { readonly value: string | undefined } | undefined {
    const name = names.find((each) => this.#given.has(each));
    if (name === undefined) return undefined;
    const text = this.#textOf(name);
    const [, quotedText, word] = DEFAULT.exec(text) ?? [];
    if (quotedText === undefined && word === undefined && !OMITTED.test(text)) return undefined;
    const value = quotedText ?? word;
    if (!this.#guards.some((guard) => guard.name === name)) this.#guards.push(this.#guard(name, value));
    return { value };
  }

  /** Arguments that have no meaning here, and need none. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#read.add(name);
  }

  unread(): readonly string[] {
    return this.names.filter((name) => !this.#read.has(name) && !this.#asked.has(name));
  }

  isTemplate(...names: readonly string[]): boolean {
    const given = this.#find(names);
    const text = typeof given === 'string' ? given : given && textOf(given);
    return text !== undefined && isTemplated(text);
  }

  /** As a text with its templates, of the first of these names that is given. @throws CannotSay */
  text(...names: readonly string[]): WrittenNode | undefined {
    const text = this.source(...names);
    return text === undefined ? undefined : scalar(convertTemplate(text, this.#converting.names, 'text'));
  }

  /** @throws CannotSay where it is missing */
  needed(...names: readonly string[]): WrittenNode {
    const node = this.text(...names);
    if (!node) throw new CannotSay(`"${names[0] ?? ''}" is missing`);
    return node;
  }

  /** The text as it stands in the playbook. */
  source(...names: readonly string[]): string | undefined {
    const given = this.#find(names);
    if (given === undefined) return undefined;
    const text = typeof given === 'string' ? given : textOf(given);
    if (text === undefined) throw new CannotSay(`"${names[0] ?? ''}" is no text`);
    return text;
  }

  /** A text without templates; undefined where it is not given. @throws CannotSay where it has one */
  literal(...names: readonly string[]): string | undefined {
    const text = this.source(...names);
    if (text === undefined || !isTemplated(text)) return text;
    const byDefault = this.#byDefault(names);
    if (byDefault) return byDefault.value;
    if (isTemplated(text))
      throw new CannotSay(`"${names[0] ?? ''}" is a template: what is to be done has to be written out`);
    return text;
  }

  /** Whatever it is, with its templates. @throws CannotSay */
  data(name: string, use: Use = 'any'): WrittenNode | undefined {
    const given = this.#find([name]);
    if (given === undefined) return undefined;
    return typeof given === 'string'
      ? scalar(convertTemplate(given, this.#converting.names, use))
      : convertData(given, this.#converting, use);
  }

  node(name: string): DocumentNode | undefined {
    const given = this.#find([name]);
    return typeof given === 'string' ? undefined : given;
  }

  /** @throws CannotSay where it is a template, or no boolean */
  flag(name: string): boolean | undefined {
    const given = this.#find([name]);
    if (given === undefined) return undefined;
    const value =
      typeof given === 'string' ? given : given.kind === 'scalar' ? yaml11Value(given) : undefined;
    if (typeof value === 'boolean') return value;
    const byDefault = isTemplated(String(value)) ? this.#byDefault([name]) : undefined;
    if (byDefault)
      return byDefault.value === undefined ? undefined : /^(?:yes|true|on|1)$/i.test(byDefault.value);
    if (/^(?:yes|true|on|y|t|1)$/i.test(String(value))) return true;
    if (/^(?:no|false|off|n|f|0)$/i.test(String(value))) return false;
    throw new CannotSay(`"${name}" is a template: whether it is done so has to be written out`);
  }

  /** Items of a list, or of a text with commas between them; a template that gives a list is one. */
  list(...names: readonly string[]): WrittenNode | undefined {
    const given = this.#find(names);
    if (given === undefined) return undefined;
    if (typeof given !== 'string' && given.kind === 'sequence') {
      const items = given.items.map((item) => {
        const text = textOf(item);
        if (text === undefined) throw new CannotSay(`"${names[0] ?? ''}" has something else than texts`);
        return scalar(convertTemplate(text, this.#converting.names, 'text'));
      });
      return list(items);
    }
    const text = this.source(...names) ?? '';
    if (/^\s*\{\{[^{}]*\}\}\s*$/.test(text))
      return scalar(convertTemplate(text.trim(), this.#converting.names, 'list'));
    if (isTemplated(text)) return scalar(convertTemplate(text, this.#converting.names, 'text'));
    const items = text.split(',').map((item) => item.trim());
    return list(items.filter((item) => item !== '').map((item) => scalar(item)));
  }

  #find(names: readonly string[]): Given | undefined {
    for (const name of names) this.#read.add(name);
    const name = names.find((each) => this.#given.has(each));
    return name === undefined ? undefined : this.#given.get(name);
  }
}

function isNothing(given: Given): boolean {
  if (typeof given === 'string') return /^\{\{\s*omit\s*\}\}$/.test(given);
  return given.kind === 'scalar' && given.style === 'plain' && yaml11Value(given) === null;
}

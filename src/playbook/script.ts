import { mapping, scalar, type WrittenEntry, type WrittenNode } from '../document/written.ts';
import type { Made } from './module.ts';
import type { Shape } from './shape.ts';

type ParameterType = 'string' | 'string[]' | 'bool' | 'int' | 'int[]' | 'object' | 'object[]' | 'hashtable';

/** A script of the runbook with the parameters that bring its values: no text of the playbook's ever becomes code. */
export class Script {
  readonly #parameters: {
    readonly name: string;
    readonly type: ParameterType;
    readonly value: WrittenNode;
  }[] = [];
  readonly #lines: string[] = [];

  /** What the script writes for it: `$Name`. */
  parameter(name: string, value: WrittenNode, type: ParameterType = 'string'): string {
    this.#parameters.push({ name, type, value });
    return `$${name}`;
  }

  /** Where there is a value: the lines that use it. */
  with(
    name: string,
    value: WrittenNode | undefined,
    lines: (variable: string) => readonly string[],
    type: ParameterType = 'string',
  ): this {
    if (value) this.add(...lines(this.parameter(name, value, type)));
    return this;
  }

  add(...lines: readonly string[]): this {
    this.#lines.push(...lines);
    return this;
  }

  made(shape: Shape = { kind: 'result' }, remarks: readonly string[] = []): Made {
    return { entries: [this.entry()], shape, remarks };
  }

  entry(): WrittenEntry {
    const declared = this.#parameters.map(({ name, type }) =>
      type === 'object' ? `$${name}` : `[${type}]$${name}`,
    );
    const head = declared.length === 0 ? [] : [`param(${declared.join(', ')})`];
    const names = this.#parameters.map(({ name }) => name);
    // What follows a colon would be a part of the name, as of a drive.
    const colons = new RegExp(String.raw`\$(${names.join('|')}):(?!:)`, 'g');
    const body = names.length === 0 ? this.#lines : this.#lines.map((line) => line.replace(colons, '${$1}:'));
    const text = `${[...head, ...body].join('\n')}\n`;
    if (this.#parameters.length === 0)
      return { key: 'powershell', value: scalar(text.trimEnd().includes('\n') ? text : text.trimEnd()) };
    const parameters = mapping(Object.fromEntries(this.#parameters.map(({ name, value }) => [name, value])));
    return { key: 'powershell', value: mapping({ script: scalar(text), parameters }) };
  }
}

/** A text in PowerShell's single quotes: for what the converter itself knows. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

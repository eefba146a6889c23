import { mapping, scalar, type WrittenEntry, type WrittenNode } from '../document/written.ts';
import { CannotSay } from './cannot-say.ts';
import type { Made } from './module.ts';
import type { Shape } from './shape.ts';

type ParameterType = 'string' | 'string[]' | 'bool' | 'int' | 'int[]' | 'object' | 'object[]' | 'hashtable';

/** A script of the runbook with the parameters that bring its values: no text of the playbook's ever becomes code. */
export class Script {
  readonly #parameters: {
    readonly name: string;
    readonly type: ParameterType;
    readonly value: WrittenNode;
    readonly otherwise?: string | undefined;
  }[] = [];
  readonly #lines: string[] = [];

  /** What the script writes for it: `$Name`. @throws CannotSay where it may be left out */
  parameter(name: string, value: WrittenNode, type: ParameterType = 'string'): string {
    if (mayBeLeftOut(value)) throw new CannotSay(`"${name}" may be left out ("omit"), and is needed`);
    return this.#parameter(name, value, type);
  }

  /** The same, or the expression of PowerShell that stands where it is not given. */
  optional(
    name: string,
    value: WrittenNode | undefined,
    otherwise: string,
    type: ParameterType = 'string',
  ): string {
    if (!value) return otherwise;
    return mayBeLeftOut(value)
      ? this.#parameter(name, value, type, otherwise)
      : this.#parameter(name, value, type);
  }

  #parameter(name: string, value: WrittenNode, type: ParameterType, otherwise?: string): string {
    this.#parameters.push({ name, type, value, otherwise });
    return `$${name}`;
  }

  /** Where there is a value: the lines that use it. */
  with(
    name: string,
    value: WrittenNode | undefined,
    lines: (variable: string) => readonly string[],
    type: ParameterType = 'string',
  ): this {
    if (!value) return this;
    const made = lines(this.#parameter(name, value, type));
    if (!mayBeLeftOut(value)) return this.add(...made);
    return this.add(
      `if ($PSBoundParameters.ContainsKey('${name}')) {`,
      ...made.map((line) => `  ${line}`),
      '}',
    );
  }

  add(...lines: readonly string[]): this {
    this.#lines.push(...lines);
    return this;
  }

  made(shape: Shape = { kind: 'result' }, remarks: readonly string[] = []): Made {
    return { entries: [this.entry()], shape, remarks };
  }

  entry(): WrittenEntry {
    const declared = this.#parameters.map(({ name, type, otherwise }) => {
      const typed = type === 'object' ? `$${name}` : `[${type}]$${name}`;
      return otherwise === undefined ? typed : `${typed} = ${otherwise}`;
    });
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

/** A value that is `omit` where there is none. */
export function mayBeLeftOut(node: WrittenNode): boolean {
  return (
    node.kind === 'scalar' &&
    typeof node.value === 'string' &&
    /\bomit\b/.test(node.value) &&
    node.value.startsWith('{{')
  );
}

/** A text in PowerShell's single quotes: for what the converter itself knows. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

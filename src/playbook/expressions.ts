import { sourceTextOf } from '../diagnostics/source.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseExpression, parseTemplate, type Node } from '../expression/index.ts';
import { CannotSay } from './cannot-say.ts';
import { editsOf, type Edit } from './rewrite-expression.ts';
import type { Names, Use } from './names.ts';
import type { Shape } from './shape.ts';

/** Whether a text has something in it that Ansible evaluates. */
export function isTemplated(text: string): boolean {
  return /\{[{%#]/.test(text);
}

/** A text with `{{ }}` as the runbook has it. @throws CannotSay */
export function convertTemplate(text: string, names: Names, use: Use = 'any'): string {
  if (!isTemplated(text)) return text;
  const source = modernized(text, names);
  const { value, diagnostics } = parseTemplate(sourceTextOf(source));
  refuse(diagnostics);
  if (!value) throw new CannotSay(`"${text}" cannot be read`);
  const edits: Edit[] = [];
  const isAlone = value.parts.length === 1;
  for (const part of value.parts) {
    if (typeof part !== 'string') editsOf(part, names, isAlone ? use : 'text', edits);
  }
  return applied(source, edits);
}

/** An expression that stands without braces, such as that of `debug: { var: … }`. @throws CannotSay */
export function convertExpression(text: string, names: Names, use: Use = 'any'): string {
  const source = modernized(withoutBraces(text), names);
  const { value, diagnostics } = parseExpression(sourceTextOf(source));
  refuse(diagnostics);
  if (!value) throw new CannotSay(`"${text}" cannot be read`);
  const edits: Edit[] = [];
  editsOf(value, names, use, edits);
  return applied(source, edits);
}

/** A condition, which has to give a boolean here. @throws CannotSay */
export function convertCondition(text: string, names: Names): string {
  const source = modernized(withoutBraces(text), names);
  const { value, diagnostics } = parseExpression(sourceTextOf(source));
  refuse(diagnostics);
  if (!value) throw new CannotSay(`"${text}" cannot be read`);
  const edits: Edit[] = [];
  editsOf(value, names, 'boolean', edits);
  for (const { range, wrap } of notSurelyBoolean(value.root, names)) {
    if (wrap) edits.push({ start: range.start, end: range.start, text: '(' });
    edits.push({ start: range.end, end: range.end, text: wrap ? ') is truthy' : ' is truthy' });
  }
  return applied(source, edits);
}

/** The shape of the results that a loop goes through; undefined where it goes through something else. */
export function shapeOfItems(text: string, names: Names): Shape | undefined {
  const [, name] = /^\{\{\s*(\w+)\.results\b[^}]*\}\}$/.exec(text.trim()) ?? [];
  return name === undefined ? undefined : names.registers.get(name);
}

/** What stands in braces within a condition, without them. */
function withoutBraces(text: string): string {
  const [, whole] = /^\s*\{\{((?:(?!\{\{|\}\})[^])*)\}\}\s*$/.exec(text) ?? [];
  if (whole !== undefined) return whole.trim();
  return text
    .trim()
    .replace(/(["'])\{\{-?\s*((?:(?!\}\}|\1)[^])*?)\s*-?\}\}\1/g, '($2)')
    .replace(/\{\{-?\s*((?:(?!\}\})[^])*?)\s*-?\}\}/g, '($1)');
}

const OLD_TESTS =
  'success|succeeded|failed|failure|changed|change|skipped|skip|match|search|regex|version_compare|version|is_dir|exists';

/** What was another way to say it in older versions of Ansible, and what comes from the environment. */
function modernized(text: string, names: Names): string {
  return text
    .replace(
      new RegExp(String.raw`\|\s*(${OLD_TESTS})\b(?!\s*\|?\s*=)`, 'g'),
      (_, name: string) =>
        ` is ${name.replace('version_compare', 'version').replace(/^success$/, 'succeeded')}`,
    )
    .replace(/\bis\s+not\s+version_compare\b/g, 'is not version')
    .replace(/\bis\s+version_compare\b/g, 'is version')
    .replace(
      /\b(?:lookup|query|q)\(\s*(['"])(?:ansible\.builtin\.)?env\1\s*,\s*(['"])(\w+)\2\s*\)/g,
      (_, _quote, _other, variable: string) => {
        const name = variable.toLowerCase();
        if (!names.declared.has(name)) names.ask(name, { env: variable, optional: true });
        return name;
      },
    )
    .replace(/\b(?:lookup|query|q)\(\s*(['"])(?:ansible\.builtin\.)?vars\1\s*,\s*(['"])(\w+)\2\s*\)/g, '$3')
    .replace(/\bhostvars\[\s*inventory_hostname\s*\]\.(?=[A-Za-z_])/g, '')
    .replace(/\bhostvars\[\s*inventory_hostname\s*\]\[\s*(['"])(\w+)\1\s*\]/g, '$2')
    .replace(/\bvars\[\s*(['"])(\w+)\1\s*\]/g, '$2');
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  const mistake = diagnostics.find(({ severity }) => severity === 'error');
  if (mistake)
    throw new CannotSay(
      mistake.help === undefined ? mistake.message : `${mistake.message} (${mistake.help})`,
    );
}

function applied(text: string, edits: readonly Edit[]): string {
  let result = text;
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .toSorted((a, b) => b.edit.start - a.edit.start || b.edit.end - a.edit.end || b.index - a.index);
  for (const { edit } of sorted) result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return result;
}

const BOOLEAN_MEMBERS =
  /^(?:changed|failed|skipped|exists|isdir|isreg|islnk|reboot_required|rebooted|finished|started|unreachable|ishidden|isreadonly|isarchive)$/;
const BOOLEAN_METHODS =
  /^(?:startswith|endswith|isdigit|isalpha|isalnum|isnumeric|isdecimal|islower|isupper|isspace)$/;

interface Truth {
  readonly range: { readonly start: number; readonly end: number };
  readonly wrap: boolean;
}

/** The parts of a condition that Ansible takes for true or false whatever they are. */
function notSurelyBoolean(node: Node, names: Names): readonly Truth[] {
  switch (node.kind) {
    case 'logical':
      return [...notSurelyBoolean(node.left, names), ...notSurelyBoolean(node.right, names)];
    case 'not':
      return notSurelyBoolean(node.operand, names);
    case 'compare':
    case 'test':
      return [];
    case 'literal':
      return typeof node.value === 'boolean' ? [] : [{ range: node.range, wrap: false }];
    case 'method-call':
      return BOOLEAN_METHODS.test(node.name) ? [] : [{ range: node.range, wrap: false }];
    case 'filter':
      if (node.name === 'bool' || node.name === 'all' || node.name === 'any') return [];
      if (node.name === 'default') {
        const [given] = node.arguments.positional;
        const isBoolean = given?.kind === 'literal' && typeof given.value === 'boolean';
        if (isBoolean && notSurelyBoolean(node.input, names).length === 0) return [];
      }
      return [{ range: node.range, wrap: false }];
    case 'name':
      if (names.booleans.has(node.name)) return [];
      // Nobody declares it: it becomes a parameter, which is a boolean then.
      if (
        !names.declared.has(node.name) &&
        !names.registers.has(node.name) &&
        !names.items.has(node.name) &&
        !node.name.startsWith('ansible_')
      )
        return [];
      return [{ range: node.range, wrap: false }];
    case 'attribute':
      return BOOLEAN_MEMBERS.test(node.name) ? [] : [{ range: node.range, wrap: false }];
    case 'conditional':
      return [{ range: node.range, wrap: true }];
    case 'binary':
    case 'concat':
    case 'unary':
      return [{ range: node.range, wrap: true }];
    default:
      return [{ range: node.range, wrap: false }];
  }
}

import type { Fix, TextEdit } from '../../diagnostics/fix.ts';
import { lineAt } from '../../diagnostics/line-at.ts';
import type { Location } from '../../diagnostics/source.ts';
import type { MappingEntry, MappingNode, ScalarNode } from '../../document/node.ts';
import { variablesForTemplates, type ScriptEdit } from './script-rewrite.ts';
import type { ScriptParameterNeeded, ScriptTemplate } from './script-templates.ts';

/** Where a script stands in the runbook. */
export type ScriptSite =
  /** `powershell: …` */
  | { readonly kind: 'whole'; readonly key: ScalarNode; readonly node: ScalarNode }
  /** `powershell: { script: …, parameters: … }` */
  | {
      readonly kind: 'mapping';
      readonly mapping: MappingNode;
      readonly key: ScalarNode;
      readonly node: ScalarNode;
      readonly parameters: MappingEntry | undefined;
    };

/** Makes parameters of a script's templates. Undefined where it is not sure how: then the help has to do. */
export function fixTemplates(site: ScriptSite, templates: readonly ScriptTemplate[]): Fix | undefined {
  const { node } = site;
  const script = node.source.text;
  const needed = [...new Set(templates.map(({ parameter }) => parameter))];
  const variables = variablesForTemplates(script, templates);
  const block = paramBlockEdit(script, needed, node.style === 'literal');
  if (!variables || !block) return undefined;
  const yaml = parametersEdits(site, needed);
  if (!yaml) return undefined;
  const edits = [...yaml, ...[block, ...variables].map((edit) => inFile(site, edit))];
  return { title: `pass ${needed.map(({ name }) => `$${name}`).join(', ')} as parameters`, edits };
}

/** Comments, attributes and nothing else may stand before the `param` that a script has. */
const PARAM = /^(?:\s|#[^\n]*\n|<#(?:(?!#>)[^])*#>|\[\w+(?:\([^()\n]*\))?\])*param\s*\(\s*/i;

function paramBlockEdit(
  script: string,
  needed: readonly ScriptParameterNeeded[],
  keepsLines: boolean,
): ScriptEdit | undefined {
  const [head] = PARAM.exec(script) ?? [];
  if (head !== undefined) {
    const missing = needed.filter(({ name }) => !new RegExp(`\\$${name}\\b`, 'i').test(script));
    const declarations = missing.map(({ declaration }) => declaration).join(', ');
    const isEmpty = script[head.length] === ')';
    const text = missing.length === 0 || isEmpty ? declarations : `${declarations}, `;
    return { start: head.length, end: head.length, text };
  }
  // Somewhere else, or behind what has to be first.
  if (/^\s*(?:using|param|\[)\b/im.test(script)) return undefined;
  const declarations = needed.map(({ declaration }) => declaration).join(', ');
  return { start: 0, end: 0, text: `param(${declarations})${keepsLines ? '\n' : ' '}` };
}

function inFile({ kind, node }: ScriptSite, { start, end, text }: ScriptEdit): TextEdit {
  const { source, style } = node;
  const at = source.offsetOf(start);
  const range = { start: at, end: start === end ? at : source.offsetOf(end) };
  const column = at - lineAt(source.file, at).start + (kind === 'whole' ? DEEPER.length : 0);
  const spelt =
    style === 'double'
      ? text.replace(/["\\]/g, '\\$&')
      : style === 'single'
        ? text.replaceAll("'", "''")
        : text.replaceAll('\n', `\n${' '.repeat(column)}`);
  return { location: { file: source.file, range }, text: spelt };
}

function parametersEdits(site: ScriptSite, needed: readonly ScriptParameterNeeded[]): TextEdit[] | undefined {
  if (site.kind === 'whole') return wrappingEdits(site, needed);
  const { mapping, key, parameters } = site;
  const isFlow = startsWith(mapping.location, '{');
  if (!parameters) {
    const text = `parameters: { ${entriesText(needed)} }`;
    return [insertion(key.location, isFlow ? `${text}, ` : `${text}\n${indentOf(key.location)}`)];
  }
  const { value } = parameters;
  if (value.kind !== 'mapping' || !isWrittenHere(parameters)) return undefined;
  const known = new Map(value.entries.map((entry) => [entry.key.source.text.toLowerCase(), entry.value]));
  // What has the name already may have another value.
  const clash = needed.some(({ name, entry }) => {
    const given = known.get(name.toLowerCase());
    return given && (given.kind !== 'scalar' || !entry.includes(given.source.text));
  });
  if (clash) return undefined;
  const missing = needed.filter(({ name }) => !known.has(name.toLowerCase()));
  if (missing.length === 0) return [];
  const [first] = value.entries;
  const { file, range } = value.location;
  if (startsWith(value.location, '{')) {
    const inside = { start: range.start + 1, end: range.start + 1 };
    const rest = first ? ',' : ' ';
    return [{ location: { file, range: inside }, text: ` ${entriesText(missing)}${rest}` }];
  }
  if (!first) return undefined;
  const separator = `\n${indentOf(first.key.location)}`;
  return [insertion(first.key.location, missing.map(({ entry }) => entry + separator).join(''))];
}

/** `powershell: …` becomes a mapping, with the script below it. */
function wrappingEdits(
  { key, node }: Extract<ScriptSite, { kind: 'whole' }>,
  needed: readonly ScriptParameterNeeded[],
): TextEdit[] | undefined {
  const { file, range } = node.location;
  const indent = indentOf(key.location) + DEEPER;
  const head = `\n${indent}parameters: { ${entriesText(needed)} }\n${indent}script: `;
  // The value may stand on a line of its own, or be an alias.
  if (!/^ *: +$/.test(file.text.slice(key.location.range.end, range.start))) return undefined;
  const text = file.text.slice(range.start, range.end);
  const put: TextEdit = {
    location: { file, range: { start: range.start - 1, end: range.start } },
    text: head,
  };
  if (node.style === 'literal' || node.style === 'folded') {
    const [header = ''] = text.split('\n', 1);
    if (/\d/.test(header)) return undefined;
    return [put, ...deeper(node)];
  }
  const before = file.text.slice(0, key.location.range.start).trimEnd().at(-1);
  if (before === '{' || before === ',') {
    const end = { start: range.end, end: range.end };
    return [
      {
        location: { file, range: { start: range.start, end: range.start } },
        text: `{ parameters: { ${entriesText(needed)} }, script: `,
      },
      { location: { file, range: end }, text: ' }' },
    ];
  }
  return text.includes('\n') ? undefined : [put];
}

/** How much further in something stands that has become a part of a mapping. */
const DEEPER = '  ';

/** Each line of a block two columns further in. */
function deeper({ location: { file, range } }: ScalarNode): TextEdit[] {
  const edits: TextEdit[] = [];
  const end = file.text.slice(range.start, range.end).trimEnd().length + range.start;
  for (
    let at = file.text.indexOf('\n', range.start);
    at !== -1 && at < end;
    at = file.text.indexOf('\n', at + 1)
  ) {
    if (/[\r\n]/.test(file.text[at + 1] ?? '\n')) continue;
    edits.push({ location: { file, range: { start: at + 1, end: at + 1 } }, text: DEEPER });
  }
  return edits;
}

function entriesText(needed: readonly ScriptParameterNeeded[]): string {
  return needed.map(({ entry }) => entry).join(', ');
}

function insertion({ file, range }: Location, text: string): TextEdit {
  return { location: { file, range: { start: range.start, end: range.start } }, text };
}

/** Spaces up to the column of a key, that of `- key:` included. */
function indentOf({ file, range }: Location): string {
  return ' '.repeat(range.start - lineAt(file, range.start).start);
}

function startsWith({ file, range }: Location, text: string): boolean {
  return file.text.startsWith(text, range.start);
}

/** And not where an anchor is, which others may stand for, too. */
function isWrittenHere({ key, value }: MappingEntry): boolean {
  const { file, range } = value.location;
  return /^\s*:(?:\s|#[^\n]*\n)*$/.test(file.text.slice(key.location.range.end, range.start));
}

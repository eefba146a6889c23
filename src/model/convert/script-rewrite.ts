import type { ScriptTemplate } from './script-templates.ts';

/** A part of a script's text, and what is to stand there instead. */
export interface ScriptEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface RewriteOptions {
  /** A template within an argument of a command (`docker run {{ name }}:latest`) becomes a text in quotes. Default: that is not sure. */
  readonly quotesArguments?: boolean;
}

type Kind = 'code' | 'comment' | 'single' | 'double' | 'single-here' | 'double-here';

interface Piece {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** In the order in which they are looked for; what is none of them is code. */
const PIECES =
  /(?<comment><#[^]*?(?:#>|$)|(?<![\w`$])#[^\n]*)|(?<singlehere>@'[^\S\n]*\n[^]*?(?:\n'@|$))|(?<doublehere>@"[^\S\n]*\n[^]*?(?:\n"@|$))|(?<single>'(?:[^']|'')*')|(?<double>"(?:[^"`]|`[^]|"")*")/g;

/**
 * Puts variables where the templates stand, each as its surroundings want it: a text in single quotes becomes one in double quotes, a path around a template gets
 * quotes. Undefined where it is not sure what would be right: where a template stands for code.
 */
export function variablesForTemplates(
  script: string,
  templates: readonly ScriptTemplate[],
  { quotesArguments = false }: RewriteOptions = {},
): readonly ScriptEdit[] | undefined {
  const edits: ScriptEdit[] = [];
  for (const piece of piecesOf(withoutTemplates(script, templates))) {
    const inside = templates.filter(({ start, end }) => start >= piece.start && end <= piece.end);
    if (inside.length === 0) continue;
    const made =
      piece.kind === 'code' ? codeEdits(script, inside, quotesArguments) : textEdits(script, piece, inside);
    if (!made) return undefined;
    edits.push(...made);
  }
  // What lies across two pieces was understood wrongly.
  const covered = templates.every(({ start, end }) =>
    edits.some((edit) => edit.start <= start && edit.end >= end),
  );
  return covered ? edits : undefined;
}

/** What stands in a template is not the script's: its quotes begin no text. */
function withoutTemplates(script: string, templates: readonly ScriptTemplate[]): string {
  let text = script;
  for (const { start, end } of templates)
    text = text.slice(0, start) + '_'.repeat(end - start) + text.slice(end);
  return text;
}

function piecesOf(script: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of script.matchAll(PIECES)) {
    if (match.index > at) pieces.push({ kind: 'code', start: at, end: match.index });
    at = match.index + match[0].length;
    const { groups = {} } = match;
    const kind = groups['comment']
      ? 'comment'
      : groups['singlehere']
        ? 'single-here'
        : groups['doublehere']
          ? 'double-here'
          : groups['single']
            ? 'single'
            : 'double';
    pieces.push({ kind, start: match.index, end: at });
  }
  pieces.push({ kind: 'code', start: at, end: script.length });
  return pieces;
}

function textEdits(
  script: string,
  { kind, start, end }: Piece,
  templates: readonly ScriptTemplate[],
): ScriptEdit[] {
  const [first] = templates;
  if (kind === 'single' && first && first.start === start + 1 && first.end === end - 1) {
    return [{ start, end, text: `$${first.parameter.name}` }];
  }
  if (kind === 'single' || kind === 'single-here') {
    const width = kind === 'single' ? 1 : 2;
    const raw = (from: number, to: number): string => {
      const text = script.slice(from, to);
      return (kind === 'single' ? text.replaceAll("''", "'") : text).replace(
        kind === 'single' ? /[`"$]/g : /[`$]/g,
        '`$&',
      );
    };
    let text = kind === 'single' ? '"' : '@"';
    let at = start + width;
    for (const template of templates) {
      text += `${raw(at, template.start)}\${${template.parameter.name}}`;
      at = template.end;
    }
    text += `${raw(at, end - width)}${kind === 'single' ? '"' : '"@'}`;
    return [{ start, end, text }];
  }
  return templates.map((template) => ({
    start: template.start,
    end: template.end,
    text: inText(script, template),
  }));
}

/** What may go on a name has to be kept away from it. */
function inText(script: string, { end, parameter }: ScriptTemplate): string {
  return /[\w:?]/.test(script[end] ?? '') ? `\${${parameter.name}}` : `$${parameter.name}`;
}

/** Of a word that is written without quotes. */
const BARE = /[\w.\\/:*=@+~%-]/;

function codeEdits(
  script: string,
  templates: readonly ScriptTemplate[],
  quotesArguments: boolean,
): ScriptEdit[] | undefined {
  const edits: ScriptEdit[] = [];
  const masked = withoutTemplates(script, templates);
  for (const template of templates) {
    const { start, end, parameter } = template;
    const last = edits.at(-1);
    if (last && end <= last.end) continue;
    const before = script[start - 1] ?? '\n';
    const after = script[end] ?? '\n';
    const isAlone =
      (/[\s(,=;|!@[{\]]/.test(before) || /(?:^|\s)-\w+:$/.test(script.slice(0, start))) &&
      /[\s),;|}\]]/.test(after) &&
      !/(?:^|\s)-[\w.-]*=$/.test(script.slice(0, start));
    if (isAlone && !beginsStatement(script, start)) {
      edits.push({ start, end, text: `$${parameter.name}` });
      continue;
    }
    const word = wordAround(masked, template, quotesArguments);
    const inside = templates.filter(
      (each) => each.start >= (word?.start ?? 0) && each.end <= (word?.end ?? 0),
    );
    const touch = inside.some((each, index) => each.end === inside[index + 1]?.start);
    if (!word || touch || (last && last.end > word.start)) return undefined;
    edits.push({ ...word, text: `"${inWord(script, word, inside)}"` });
  }
  return edits;
}

function inWord(
  script: string,
  word: { readonly start: number; readonly end: number },
  templates: readonly ScriptTemplate[],
): string {
  let text = '';
  let at = word.start;
  for (const { start, end, parameter } of templates) {
    text += `${script.slice(at, start)}\${${parameter.name}}`;
    at = end;
  }
  return text + script.slice(at, word.end);
}

/** What stands first is called: a variable there is only shown. */
function beginsStatement(script: string, at: number): boolean {
  return /(?:^|[\n;{|&])[^\S\n]*$/.test(script.slice(0, at));
}

/** A path, or an argument of a command: in quotes it is the same. */
function wordAround(
  masked: string,
  { start, end }: ScriptTemplate,
  quotesArguments: boolean,
): { readonly start: number; readonly end: number } | undefined {
  let from = start;
  while (from > 0 && BARE.test(masked[from - 1] ?? '')) from--;
  let to = end;
  while (to < masked.length && BARE.test(masked[to] ?? '')) to++;
  const text = masked.slice(from, to);
  // `-Name:value` is a parameter, and no text; `-name=$value` without quotes would be given as it stands.
  const isPlain = /^(?![-@])/.test(text) || /^--?\w[\w.-]*=/.test(text) || text.startsWith('--');
  return isPlain &&
    /\s/.test(masked[from - 1] ?? '') &&
    /[\s;|)}]/.test(masked[to] ?? '\n') &&
    !beginsStatement(masked, from) &&
    ((/[\\/]/.test(text) && !/[=@+~%]/.test(text)) || (quotesArguments && isArgument(masked, from)))
    ? { start: from, end: to }
    : undefined;
}

const KEYWORDS =
  /^(?:if|elseif|else|foreach|for|while|until|do|switch|return|throw|in|param|function|filter|try|catch|finally|exit|trap|data|class|enum|using)$/i;

/** Whether the statement that it stands in calls a command by its name. What is not sure is none. */
function isArgument(masked: string, at: number): boolean {
  const statement = /(?:`\n|[^\n;|{}()&])*$/.exec(masked.slice(0, at))?.[0] ?? '';
  const [, command = ''] = /^\s*([A-Za-z][\w.\\/:-]*)\s(?!\s*=)/.exec(statement) ?? [];
  const isBalanced = ['"', "'"].every((quote) => statement.split(quote).length % 2 === 1);
  return command !== '' && isBalanced && !KEYWORDS.test(command);
}

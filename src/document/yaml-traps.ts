import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { replacing } from '../diagnostics/fix.ts';
import type { DocumentNode, ScalarNode } from './node.ts';
import { oddInScalar } from './odd-in-scalar.ts';

/** What is right YAML and hardly ever what was meant: `lost-backslash`, `comment-in-value`, `leading-zero`, `lost-zero`, `odd-character`. Warnings. */
export function yamlTraps(root: DocumentNode): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  /** What aliases stand for is the same node. */
  const seen = new Set<DocumentNode>();
  const visit = (node: DocumentNode, key: ScalarNode | undefined, isText: boolean): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'scalar') {
      found.push(...inText(node), ...oddInScalar(node, 'value'), ...(isText ? [] : inNumber(node, key)));
    } else if (node.kind === 'sequence') for (const item of node.items) visit(item, key, isText);
    else {
      for (const entry of node.entries) {
        if (!seen.has(entry.key)) found.push(...oddInScalar(entry.key, 'key'));
        seen.add(entry.key);
        visit(entry.value, entry.key, isText || TEXTS.has(entry.key.value));
      }
    }
  };
  visit(root, undefined, false);
  return found;
}

/** What stands below is taken as it is written, whatever YAML takes it for. */
const TEXTS: ReadonlySet<unknown> = new Set(['command', 'ansible.builtin.command', 'environment', 'session']);

function inText(node: ScalarNode): readonly Diagnostic[] {
  if (node.style === 'double') return lostBackslash(node);
  return node.style === 'plain' && typeof node.value === 'string' ? commentInValue(node) : [];
}

const ESCAPES: Readonly<Record<string, string>> = {
  t: 'a tab',
  n: 'a line break',
  r: 'a carriage return',
  b: 'a backspace',
  f: 'a form feed',
  a: 'a bell',
  e: 'an escape character',
  v: 'a vertical tab',
  '0': 'a null character',
};

/** A drive or the name of a server, perhaps folders, then a backslash that YAML takes for an escape, and a letter. */
const PATH_WITH_ESCAPE =
  /(?:(?<!\w)[A-Za-z]:|(?<=^")\\\\(?=\w))(?:\\\\|[^\s\\:*?"<>|])*(?<escape>\\[tnrbfaev0])(?=\w)/;
const LONGEST = 32_000;

function lostBackslash({ location }: ScalarNode): readonly Diagnostic[] {
  const { file, range } = location;
  const written = file.text.slice(range.start, Math.min(range.end, range.start + LONGEST));
  const match = PATH_WITH_ESCAPE.exec(written);
  const escape = match?.groups?.['escape'];
  if (!match || escape === undefined) return [];
  const start = range.start + match.index + match[0].length - escape.length;
  const inside = written.slice(1, -1).replaceAll('\\\\', '\\');
  const isWhole = !/\\"|\n/.test(inside) && inside.length < 80;
  const single = `'${inside.replaceAll("'", "''")}'`;
  return [
    {
      code: 'lost-backslash',
      severity: 'warning',
      message: `in double quotes "${escape}" is ${ESCAPES[escape.slice(1)] ?? ''}, not a backslash and a letter`,
      location: { file, range: { start, end: start + escape.length } },
      help: isWhole
        ? `write the path in single quotes: ${single}`
        : 'write the path in single quotes, or double each backslash',
      ...(isWhole && { fix: { title: `write ${single}`, edits: [{ location, text: single }] } }),
    },
  ];
}

/** Comments are written with a blank behind their sign; what has none, and one blank before it, was a part of the text. */
function commentInValue({ location, source }: ScalarNode): readonly Diagnostic[] {
  const { file, range } = location;
  const behind = /^ #(?=[^\s#!])[^\r\n]*/.exec(file.text.slice(range.end, range.end + 200))?.[0];
  if (behind === undefined || source.text.includes('\n')) return [];
  const whole = `${source.text}${behind.trimEnd()}`;
  return [
    {
      code: 'comment-in-value',
      severity: 'warning',
      message: 'the value ends here: a blank and "#" begin a comment',
      location: { file, range: { start: range.end + 1, end: range.end + behind.trimEnd().length } },
      help: `quote all of it, '${whole.replaceAll("'", "''")}', or put a blank behind the "#"`,
    },
  ];
}

/** Numbers that were meant as texts. */
function inNumber(
  { style, value, location, source }: ScalarNode,
  key: ScalarNode | undefined,
): readonly Diagnostic[] {
  if (style !== 'plain') return [];
  const quoted = `'${source.text}'`;
  const about = { severity: 'warning', location, help: `quote it where a text is meant: ${quoted}` } as const;
  if (typeof value === 'bigint' && /^0\d+$/.test(source.text)) {
    const message = `${source.text} is the number ${value}: the zero in front is lost`;
    return [{ code: 'leading-zero', message, ...about }];
  }
  const isVersion = typeof key?.value === 'string' && /(?:version|release)s?$/i.test(key.value);
  if (isVersion && typeof value === 'number' && /^\d+\.\d*0$/.test(source.text)) {
    const message = `${source.text} is the number ${value}: the zero at its end is lost`;
    const fix = replacing(location, source.text, quoted);
    return [{ code: 'lost-zero', message, ...about, ...(fix && { fix }) }];
  }
  return [];
}

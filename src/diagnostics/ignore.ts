import { CODE_GROUPS, type CodeEntry, type DiagnosticCode } from './codes.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from './diagnostic.ts';
import type { Location } from './source.ts';
import { suggest } from './suggest.ts';

/** A finding that the author knows of, as a comment says: `# runbook: ignore unused-parameter -- read by the installer`. */
export interface Ignore {
  readonly code: DiagnosticCode;
  readonly reason: string;
  /** Where the code stands in the comment. */
  readonly location: Location;
  /** The findings that begin in here are meant. */
  readonly covers: Location;
}

export interface Ignored {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
  /** Where the comment names its code. */
  readonly by: Location;
}

export interface IgnoresApplied {
  /** What is left. */
  readonly diagnostics: readonly Diagnostic[];
  readonly ignored: readonly Ignored[];
}

const ATTEMPT = /^#+[ \t]*runbook[ \t]*[:-]?[ \t]*ignore\b/i;
const GRAMMAR = /^# runbook: ignore (?<codes>[^\s,]+(?:, *[^\s,]+)*) -- (?<reason>\S.*)$/;
const HOW = 'write "# runbook: ignore CODE -- REASON", with several codes "CODE, CODE -- REASON"';

/** Whether a comment's text is, or wants to be, an ignore. */
export function meansIgnore(comment: string): boolean {
  return ATTEMPT.test(comment);
}

/** The ignores of one comment, or what is wrong with it. `comment` is where it stands, `covers` what it is about. */
export function readIgnore(
  text: string,
  comment: Location,
  covers: Location,
): { readonly ignores: readonly Ignore[]; readonly diagnostics: readonly Diagnostic[] } {
  const { codes, reason } = GRAMMAR.exec(text.trimEnd())?.groups ?? {};
  if (codes === undefined || reason === undefined) {
    const message = / -- *$|^(?!.* -- )/.test(text.trimEnd())
      ? 'a comment that ignores a finding says why, behind " -- "'
      : 'this comment ignores nothing: it has another form';
    return { ignores: [], diagnostics: [invalid(message, comment, HOW)] };
  }
  const ignores: Ignore[] = [];
  const diagnostics: Diagnostic[] = [];
  const from = comment.range.start + text.indexOf(codes);
  for (const match of codes.matchAll(/[^\s,]+/g)) {
    const start = from + match.index;
    const location = { file: comment.file, range: { start, end: start + match[0].length } };
    const known = entryOf(match[0]);
    if (!known) diagnostics.push(unknownCode(match[0], location));
    else if (known.entry.severities.every((severity) => severity === 'error')) {
      const help = 'a run would go wrong there: only warnings and notes can be ignored';
      diagnostics.push(invalid(`"${match[0]}" is an error, and no error is ignored`, location, help));
    } else ignores.push({ code: known.code, reason: reason.trim(), location, covers });
  }
  return { ignores, diagnostics };
}

function invalid(message: string, location: Location, help: string): Diagnostic {
  return { code: 'invalid-ignore', severity: 'warning', message, location, help };
}

function unknownCode(name: string, location: Location): Diagnostic {
  const near = suggest(
    name,
    CODE_GROUPS.flatMap(({ codes }) => Object.keys(codes)),
  );
  const help = near === undefined ? '`runbook explain` lists all codes' : `did you mean "${near}"?`;
  return invalid(`no finding has the code "${name}"`, location, help);
}

function entryOf(name: string): { readonly code: DiagnosticCode; readonly entry: CodeEntry } | undefined {
  for (const { codes } of CODE_GROUPS) {
    if (Object.hasOwn(codes, name)) {
      return {
        code: name as DiagnosticCode,
        entry: (codes as Readonly<Record<string, CodeEntry>>)[name] as CodeEntry,
      };
    }
  }
  return undefined;
}

/**
 * Takes out the warnings and notes that ignores are about; an error stays, whoever wants it ignored. `isWhole`: everything that can be found was
 * looked for, so an ignore that is about nothing is told.
 */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
  isWhole: boolean,
): IgnoresApplied {
  if (ignores.length === 0) return { diagnostics, ignored: [] };
  const used = new Set<Ignore>();
  const ignored: Ignored[] = [];
  const left = diagnostics.filter((diagnostic) => {
    if (diagnostic.severity === 'error') return true;
    const meant = ignores.filter((ignore) => isAbout(ignore, diagnostic));
    const [first] = meant;
    if (!first) return true;
    for (const each of meant) used.add(each);
    ignored.push({ diagnostic, reason: first.reason, by: first.location });
    return false;
  });
  if (!isWhole || hasErrors(left)) return { diagnostics: left, ignored };
  const unused = ignores.filter((ignore) => !used.has(ignore)).map(unusedIgnore);
  return { diagnostics: sortDiagnostics([...left, ...unused]), ignored };
}

function isAbout({ code, covers }: Ignore, { code: given, location }: Diagnostic): boolean {
  return (
    code === given &&
    location !== undefined &&
    location.file.path === covers.file.path &&
    location.range.start >= covers.range.start &&
    location.range.start <= covers.range.end
  );
}

function unusedIgnore({ code, location }: Ignore): Diagnostic {
  return {
    code: 'unused-ignore',
    severity: 'warning',
    message: `nothing here is "${code}": there is nothing to ignore`,
    location,
    help: 'leave the comment out; before an entry or a task it is about all of that, behind a line about that line',
  };
}

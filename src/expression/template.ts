import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate, type SourceText } from '../diagnostics/source.ts';
import type { Expression } from './ast.ts';
import type { EnvironmentInputs } from './environment-lookup.ts';
import { lexBraces } from './lexer.ts';
import { oddInExpression } from './odd-in-expression.ts';
import { expressionFrom, faultDiagnostic } from './parse-expression.ts';
import type { Parsed } from './parsed.ts';
import { SyntaxFault } from './syntax-fault.ts';

/** A text with expressions in `{{ }}`. */
export interface Template {
  readonly source: SourceText;
  /** Texts and expressions in their order; one single expression keeps its value's type. */
  readonly parts: readonly (string | Expression)[];
  /** There is no expression in it. */
  readonly isLiteral: boolean;
}

/**
 * A text with `{{ }}` and `{# #}`. There are no statements: `{% %}` is a mistake of its own.
 *
 * @param inputs What `lookup('env', NAME)` can read; nothing by default.
 */
export function parseTemplate(source: SourceText, inputs?: EnvironmentInputs): Parsed<Template> {
  const { text } = source;
  const diagnostics: Diagnostic[] = [];
  const parts: (string | Expression)[] = [];
  let at = 0;
  let trimNext = false;
  while (at <= text.length) {
    const mark = nextMark(text, at);
    const plain = text.slice(at, mark?.start ?? text.length);
    const left = trimNext ? plain.trimStart() : plain;
    const shown = mark?.trimBefore ? left.trimEnd() : left;
    if (shown !== '') parts.push(shown);
    if (!mark) break;
    trimNext = false;
    if (mark.kind === '{%') {
      diagnostics.push(statement(source, mark.start));
      const end = text.indexOf('%}', mark.start);
      at = end === -1 ? text.length + 1 : end + 2;
    } else if (mark.kind === '{#') {
      const end = text.indexOf('#}', mark.start + 2);
      if (end === -1) {
        const fault = new SyntaxFault(
          '"{#" is never closed',
          mark.start,
          mark.start + 2,
          'close the comment with "#}"',
          'unclosed-template',
        );
        diagnostics.push(faultDiagnostic(source, fault));
        break;
      }
      trimNext = text[end - 1] === '-';
      at = end + 2;
    } else {
      const braces = parseBraces(source, mark, diagnostics, inputs);
      if (braces.expression) parts.push(braces.expression);
      trimNext = braces.trimAfter;
      at = braces.end;
    }
  }
  return {
    value: { source, parts, isLiteral: parts.every((part) => typeof part === 'string') },
    diagnostics,
  };
}

interface Mark {
  readonly kind: '{{' | '{%' | '{#';
  readonly start: number;
  /** Where what it encloses starts. */
  readonly inner: number;
  readonly trimBefore: boolean;
}

function nextMark(text: string, from: number): Mark | undefined {
  const pattern = /\{([{%#])(-?)/g;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [whole, second, minus] = match;
  const kind = second === '{' ? '{{' : second === '%' ? '{%' : '{#';
  return { kind, start: match.index, inner: match.index + whole.length, trimBefore: minus === '-' };
}

interface Braces {
  readonly expression?: Expression;
  readonly end: number;
  readonly trimAfter: boolean;
}

function parseBraces(
  source: SourceText,
  mark: Mark,
  diagnostics: Diagnostic[],
  inputs: EnvironmentInputs | undefined,
): Braces {
  const { text } = source;
  // Where to go on after a mistake.
  let end = text.indexOf('}}', mark.inner);
  end = end === -1 ? text.length + 1 : end + 2;
  let trimAfter = false;
  try {
    const lexed = lexBraces(text, mark.inner);
    ({ end, trimAfter } = lexed);
    if (lexed.tokens.length === 1) {
      throw new SyntaxFault(
        '"{{ }}" has no expression in it',
        mark.start,
        end,
        'write "{{ \'{{\' }}" for the braces themselves',
      );
    }
    const { value, diagnostics: found } = expressionFrom(source, lexed.tokens, { inBraces: true, inputs });
    for (const each of found) diagnostics.push(each);
    return value ? { expression: value, end, trimAfter } : { end, trimAfter };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const isClosed = text.includes('}}', mark.inner);
    const fault = isClosed
      ? error
      : new SyntaxFault(
          '"{{" is never closed',
          mark.start,
          mark.start + 2,
          'close it with "}}"',
          'unclosed-template',
        );
    const odd = isClosed ? oddInExpression(source, mark.inner, end - 2) : undefined;
    diagnostics.push(odd ?? faultDiagnostic(source, fault));
    return { end, trimAfter };
  }
}

function statement(source: SourceText, start: number): Diagnostic {
  return {
    code: 'template-statement',
    severity: 'error',
    message: '"{% %}" is a statement, and there are only expressions here',
    location: locate(source, start, start + 2),
    help: 'use "a if condition else b", a filter, or "when" and "loop" of the task; for the text itself write "{{ \'{%\' }}"',
  };
}

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { replacing } from '../diagnostics/fix.ts';
import { locate, type SourceText } from '../diagnostics/source.ts';
import type { Expression } from './ast.ts';
import { checkCalls } from './check-calls.ts';
import type { EnvironmentInputs } from './environment-lookup.ts';
import { lexExpression } from './lexer.ts';
import { oddInExpression } from './odd-in-expression.ts';
import type { Parsed } from './parsed.ts';
import { parseTokens } from './parser.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { Token } from './token.ts';

const NO_INPUTS: EnvironmentInputs = new Map();

/**
 * A bare expression, such as the one in `when`. Braces around it are a mistake of their own, with the mend.
 *
 * @param inputs What `lookup('env', NAME)` can read; nothing by default.
 */
export function parseExpression(source: SourceText, inputs = NO_INPUTS): Parsed<Expression> {
  try {
    return expressionFrom(source, lexExpression(source.text).tokens, { inBraces: false, inputs });
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return {
      diagnostics: [
        oddInExpression(source, 0, source.text.length) ??
          bracesInExpression(source) ??
          faultDiagnostic(source, error),
      ],
    };
  }
}

/** An expression from its tokens, checked for filters and tests that do not exist. */
export function expressionFrom(
  source: SourceText,
  tokens: readonly Token[],
  {
    inBraces,
    inputs = NO_INPUTS,
  }: { readonly inBraces: boolean; readonly inputs?: EnvironmentInputs | undefined },
): Parsed<Expression> {
  const root = parseTokens(tokens, source.text, inBraces, inputs);
  const expression: Expression = { source, root, ...(inBraces && { inBraces }) };
  return { value: expression, diagnostics: checkCalls(expression) };
}

export function faultDiagnostic(source: SourceText, fault: SyntaxFault): Diagnostic {
  return {
    code: fault.code,
    severity: 'error',
    message: fault.message,
    location: locate(source, fault.start, fault.end),
    ...(fault.help !== undefined && { help: fault.help }),
  };
}

/** The mistake of Ansible's users who put `{{ }}` into a condition. */
function bracesInExpression(source: SourceText): Diagnostic | undefined {
  const { text } = source;
  const start = text.indexOf('{{');
  if (start === -1) return undefined;
  const close = text.indexOf('}}', start);
  // Nobody reads a mend that is long, and looking for one in megabytes of braces takes hours.
  const written = text.length <= 1000 ? text : '';
  const mended = written.replaceAll(/["']?\{\{-?\s*(.*?)\s*-?\}\}["']?/gs, '$1').trim();
  const shows = mended.length > 0 && mended.length <= 120 && !mended.includes('{{');
  const fix = shows ? replacing(locate(source, 0, text.length), text, mended) : undefined;
  return {
    code: 'template-in-expression',
    severity: 'error',
    message: '"{{ }}" stands inside an expression',
    location: locate(source, start, close === -1 ? start + 2 : close + 2),
    help: shows
      ? `it is an expression already, write: ${mended}`
      : 'remove the braces: names are variables already',
    ...(fix && { fix }),
  };
}

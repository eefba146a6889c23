import { Composer, Lexer, Parser, type CST } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { buildNodes } from './build-nodes.ts';
import { commentsIn } from './comments.ts';
import { lineEndMistake } from './line-end-mistake.ts';
import { misreadLines } from './misread-lines.ts';
import type { RunbookDocument } from './node.ts';
import { reorderedText } from './reordered-text.ts';
import { explainSyntaxError } from './syntax-error.ts';

/** Deeper nesting is refused; nothing that a person writes comes near it, and every reader of the tree may recurse. */
const DEPTH_LIMIT = 100;
/** Tokens that say something. Each costs up to a kilobyte, in yaml's trees and in ours: 500,000 of JSON without blanks took 450 MB and 2 s. A usual runbook of the permitted size has 300,000. */
const TOKEN_LIMIT = 400_000;
/** Blanks, line breaks and comments. They cost less. */
const BLANK_LIMIT = 1_500_000;

export interface DocumentParsed {
  /** Missing where the text is no YAML at all; with errors beside it, it is what could be made out. */
  readonly document: RunbookDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParseOptions {
  /** Finds comments that cannot be about a runbook, too. Default: false. */
  readonly allComments?: boolean;
}

/**
 * YAML 1.2 (core schema, and merge keys) with positions.
 * Errors: `yaml-syntax` and what it was taken for (`unquoted-template`, `text-after-quote`, …), `duplicate-key`,
 * `yaml-unsupported`, `too-deep`, `too-large`, `alias-bomb`, `empty-document`, `odd-character`, `reordered-text`.
 */
export function parseDocument(file: SourceFile, { allComments = false }: ParseOptions = {}): DocumentParsed {
  const lineEnds = lineEndMistake(file);
  if (lineEnds) return { document: undefined, diagnostics: [lineEnds] };
  const tokens = tokenize(file);
  if ('code' in tokens) return { document: undefined, diagnostics: [tokens] };
  const [document, second] = new Composer({
    version: '1.2',
    schema: 'core',
    intAsBigInt: true,
    keepSourceTokens: true,
    prettyErrors: false,
    // Ours names both places, and yaml's compares each key with each.
    uniqueKeys: false,
  }).compose(tokens, true, file.text.length);

  const syntaxError = document?.errors[0];
  if (!document || syntaxError) {
    // What follows the first syntax error is a consequence of it more often than not.
    return {
      document: undefined,
      diagnostics: syntaxError ? [explainSyntaxError(file, syntaxError, tokens)] : [],
    };
  }
  const wrong = (
    code: DiagnosticCode,
    message: string,
    start: number,
    end: number,
    help?: string,
  ): Diagnostic => ({
    code,
    severity: 'error',
    message,
    location: { file, range: { start, end } },
    ...(help !== undefined && { help }),
  });
  if (second) {
    const start = second.range[0];
    const help = 'a runbook with several plays is a list of them, or a mapping with "plays"';
    const message = 'a second YAML document begins here, and a file has one';
    return {
      document: undefined,
      diagnostics: [wrong('yaml-unsupported', message, start, Math.min(start + 3, file.text.length), help)],
    };
  }
  if (document.directives.yaml.explicit && document.directives.yaml.version !== '1.2') {
    const message = `"%YAML ${document.directives.yaml.version}" asks for another YAML than 1.2`;
    return {
      document: undefined,
      diagnostics: [wrong('yaml-unsupported', message, 0, 5, 'leave the line out')],
    };
  }
  if (document.contents === null) {
    return { document: undefined, diagnostics: [wrong('empty-document', 'the file is empty', 0, 0)] };
  }
  // Most files have none of ours, and then nothing is to be looked for.
  const comments = allComments || /#\s*runbook/i.test(file.text) ? commentsIn(tokens) : [];
  // They hold on to what they were made of.
  tokens.length = 0;
  const { root, diagnostics, shared } = buildNodes(file, document.contents, document.warnings);
  const misread = root ? misreadLines(file, root) : [];
  return {
    document: misread.length === 0 && root ? { file, root, comments, shared } : undefined,
    diagnostics: [...reorderedText(file), ...(misread.length === 0 ? diagnostics : misread)],
  };
}

/** What blanks and comments begin with; a control character announces a plain scalar, or a document. */
const BLANK = ' \t\r\n#\u0002\u001f\ufeff';

function tokenize(file: SourceFile): CST.Token[] | Diagnostic {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  let blanks = 0;
  let offset = 0;
  const refuse = (code: DiagnosticCode, message: string, help?: string): Diagnostic => ({
    code,
    severity: 'error',
    message,
    location: { file, range: { start: offset, end: Math.min(offset + 1, file.text.length) } },
    ...(help !== undefined && { help }),
  });
  for (const lexeme of new Lexer().lex(file.text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The depth is looked at while parsing: composing recurses, and a tree of millions of levels fills the memory.
    if (parser.stack.length > DEPTH_LIMIT) {
      return refuse('too-deep', `the nesting is deeper than ${DEPTH_LIMIT} levels here`);
    }
    if (BLANK.includes(lexeme.charAt(0))) blanks++;
    else count++;
    if (count > TOKEN_LIMIT)
      return refuse(
        'too-large',
        `the file has more than ${TOKEN_LIMIT / 1000},000 YAML tokens: names, values, and the signs between them`,
        'that many are data: have a task read them from a file of their own, such as with Get-Content and ConvertFrom-Json',
      );
    if (blanks > BLANK_LIMIT)
      return refuse(
        'too-large',
        `the file has more than ${BLANK_LIMIT / 1e6} million blanks, line breaks and comments`,
      );
    offset = parser.offset;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import {
  filterNames,
  functionNames,
  parseExpression,
  testNames,
  type NamedSignature,
} from '../../expression/index.ts';
import { inferType, membersOf, memberOf, nameOfType, type TypeScope } from '../../expression/types/index.ts';
import { sourceTextOf } from '../../diagnostics/source.ts';
import { FROM_HOST, namesAt } from '../names/names-at.ts';
import type { Spot } from '../spot.ts';
import type { ExpressionCursor } from '../text/expression-cursor.ts';

const WORDS = ['and', 'or', 'not', 'in', 'is', 'if', 'else', 'true', 'false', 'none'];

/** What can be written at a place of an expression: variables that are in scope, members, filters, tests. */
export function completeExpression(
  cursor: ExpressionCursor,
  path: readonly string[],
  spot: Spot,
): readonly CompletionItem[] {
  switch (cursor.kind) {
    case 'filter':
      return filterNames().map((each) => signatureItem(each, CompletionItemKind.Function));
    case 'test':
      return [...testNames().map((each) => signatureItem(each, CompletionItemKind.Operator)), word('not')];
    case 'member':
      return members(cursor.of, path, spot);
    case 'name':
      return [
        ...variables(path, spot),
        ...functionNames().map((each) => signatureItem(each, CompletionItemKind.Function)),
        ...WORDS.map(word),
      ];
  }
}

function variables(path: readonly string[], { file, offset, runbook }: Spot): readonly CompletionItem[] {
  const program = runbook.healed.draft;
  if (!program) return [];
  return namesAt(program, file, offset, path).map(({ name, from, type }) => ({
    label: name,
    kind: CompletionItemKind.Variable,
    detail: `${from}: ${nameOfType(type)}`,
    sortText: `${from === 'the runner' || from === FROM_HOST ? 1 : 0}${name}`,
  }));
}

function members(
  of: string,
  path: readonly string[],
  { file, offset, runbook }: Spot,
): readonly CompletionItem[] {
  const program = runbook.healed.draft;
  const expression = parseExpression(sourceTextOf(of)).value;
  if (!program || !expression) return [];
  const names = new Map(namesAt(program, file, offset, path).map((each) => [each.name, each.type]));
  const scope: TypeScope = { typeOf: (name) => names.get(name) ?? 'any' };
  const type = inferType(expression, scope);
  return membersOf(type).map((name) => ({
    label: name,
    kind: CompletionItemKind.Property,
    detail: nameOfType(memberOf(type, name) ?? 'any'),
  }));
}

function signatureItem({ name, aliasOf, shown }: NamedSignature, kind: CompletionItemKind): CompletionItem {
  return {
    label: name,
    kind,
    detail: aliasOf === name ? shown : `${shown}, another name of ${aliasOf}`,
    sortText: `2${name}`,
  };
}

function word(label: string): CompletionItem {
  return { label, kind: CompletionItemKind.Keyword, sortText: `3${label}` };
}

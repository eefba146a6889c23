import fc from 'fast-check';
import { LEAVES, RULES, WORDS } from './grammar.ts';
import type { JinjaCase } from './python-jinja.ts';
import { text, variables } from './random-values.ts';

/** A random expression, or a text with some of them in braces, and the values of its variables; of filters it has those that are known. */
export function randomCase(known: ReadonlySet<string>): fc.Arbitrary<JinjaCase> {
  return randomSource(known).chain(({ source, isTemplate }) =>
    variables.map((values) => ({ source, isTemplate, variables: values })),
  );
}

function randomSource(known: ReadonlySet<string>): fc.Arbitrary<{ source: string; isTemplate: boolean }> {
  // A query stands in a string only.
  const expressions = Object.entries(expressionsOf(known)).filter(([type]) => type !== 'query');
  const expression = fc.oneof(...expressions.map(([, each]) => each));
  const braces = fc.oneof(
    { weight: 4, arbitrary: expression.map((each) => `{{ ${each} }}`) },
    { weight: 1, arbitrary: expression.map((each) => `{{- ${each} -}}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(expression, fc.constantFrom('true', 'b', '0'))
        .map(([then, b]) => `{{ (${then}) if ${b} }}`),
    },
    { weight: 1, arbitrary: fc.constantFrom('{# a comment #}', ' {#- b -#} ') },
  );
  const plain = text.map((each) =>
    each
      .replaceAll(/[{}%#]/g, '·')
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n'),
  );
  const template = fc
    .tuple(plain, braces, plain, fc.option(braces, { nil: '' }))
    .map(([before, one, between, two]) => `·${before}${one}${between}${two}`);
  return fc.oneof(
    { weight: 5, arbitrary: expression.map((source) => ({ source, isTemplate: false })) },
    { weight: 1, arbitrary: template.map((source) => ({ source, isTemplate: true })) },
  );
}

/** By type. */
function expressionsOf(known: ReadonlySet<string>): Readonly<Record<string, fc.Arbitrary<string>>> {
  const leaves = rulesOf(LEAVES, known);
  const rules = rulesOf(RULES, known);
  return fc.letrec<Record<string, string>>((tie) => {
    // What has the wrong type is part of the language too.
    const part = (type: string): fc.Arbitrary<string> => {
      const words = WORDS[type];
      if (words) return fc.constantFrom(...words);
      if (type === 'query') return tie(type);
      return fc.oneof({ weight: 24, arbitrary: tie(type) }, { weight: 1, arbitrary: tie('any') });
    };
    const arbitraryOf = (rule: string, isQuery: boolean): fc.Arbitrary<string> => {
      const parts = rule.split(/<(\w+)>/);
      const types = parts.filter((_, index) => index % 2 === 1);
      // A part that is more than a word has parentheses, so that the rule's own structure is what is compared; half of the operators go without.
      return fc.tuple(fc.boolean(), ...types.map(part)).map(([bare, ...texts]) =>
        parts
          .map((each, index) => {
            const text = texts[(index - 1) / 2] ?? '';
            // In a query neither what follows a dot nor what stands in brackets can have parentheses.
            if (each === 'member' || (isQuery && WORDS[each])) return text;
            return index % 2 === 0 ? each : grouped(text, bare, parts);
          })
          .join(''),
      );
    };
    return Object.fromEntries(
      Object.keys(leaves).map((type) => [
        type,
        fc.oneof(
          { maxDepth: 2, withCrossShrink: true },
          fc.constantFrom(...(leaves[type] ?? []), ...((leaves[type] ?? []).length === 0 ? ['none'] : [])),
          ...(rules[type] ?? []).map((rule) => arbitraryOf(rule, type === 'query')),
        ),
      ]),
    );
  });
}

/** Whether a text can stand anywhere as it is: a name, a number, a string, or something in brackets. */
const WHOLE = /^(?:[\w.]+|'[^']*'|"[^"]*"|\[[^[\]]*\]|\([^()]*\))$/;

function grouped(part: string, bare: boolean, parts: readonly string[]): string {
  const isOperators = parts.every(
    (each, index) => index % 2 === 1 || /^[\s<>=!+*/%~-]*$|^ (?:and|or|in|not in) $|^not $/.test(each),
  );
  return WHOLE.test(part) || (bare && isOperators) ? part : `(${part})`;
}

function rulesOf(grammar: string, known: ReadonlySet<string>): Readonly<Record<string, readonly string[]>> {
  const rules: Record<string, string[]> = {};
  for (const line of grammar.trim().split('\n')) {
    const [, type = '', alternatives = ''] = /^(\w+): (.*)$/.exec(line) ?? [];
    (rules[type] ??= []).push(
      ...alternatives.split(' ; ').filter((each) => filtersIn(each).every((name) => known.has(name))),
    );
  }
  return rules;
}

function filtersIn(rule: string): readonly string[] {
  return Array.from(rule.matchAll(/\| (\w+)|map\('(\w+)'/g), ([, piped, mapped]) => piped ?? mapped ?? '');
}

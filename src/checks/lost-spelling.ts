import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate, type Location } from '../diagnostics/source.ts';
import { toText } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { commandUses } from '../program/command-uses.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, VariableLayer } from '../program/program.ts';
import type { Check, CheckSubject, Findings } from './check.ts';
import { literalSourcesOf, type LiteralSource, type Place } from './literal-sources.ts';
import { messagesOf, takesText, usesIn, usesOf, type ValueUse } from './text-uses.ts';

/**
 * What YAML takes for a number or for nothing, where a text is made of it, which is another one than is written. Arguments of programs keep their spelling.
 */
export const lostSpelling: Check = {
  name: 'lost-spelling',
  sees: 'arguments',
  description: 'A number of which a text is made is the text that is written',
  run(subject, { report }) {
    for (const { action } of commandUses(subject.program)) {
      for (const { name, value } of action.parameters)
        if (takesText(action, name, subject)) tell(value, name, report, textInPowerShell);
    }
    for (const { source } of nodesOf(subject.program)) {
      if (source.kind !== 'task') continue;
      for (const [key, message] of messagesOf(source.action))
        if (message) tell(message, key, report, textInTemplate);
    }
    for (const found of becomeTexts(subject)) report(found);
  },
};

type Literal = Argument & { readonly kind: 'value' };

/** What stands right where a text is wanted. */
function tell(
  argument: Argument,
  name: string,
  report: Findings['report'],
  textOf: (value: unknown) => string | undefined,
): void {
  if (argument.kind === 'list') for (const item of argument.items) tell(item, name, report, textOf);
  if (argument.kind !== 'value') return;
  for (const item of argument.items ?? []) tell(item, name, report, textOf);
  const lost = lostText(argument, name, textOf);
  if (lost === undefined) return;
  const { location, value } = argument;
  const quoted = `'${lost.written}'`;
  report({
    code: 'lost-spelling',
    severity: 'warning',
    message:
      value === null
        ? `"${name}" takes a text, and ${lost.written} is nothing in YAML`
        : `"${name}" takes a text, and ${lost.written} is a number in YAML: the text becomes "${lost.becomes}"`,
    location,
    help: `quote it: ${quoted}`,
    fix: { title: `write ${quoted}`, edits: [{ location, text: quoted }] },
  });
}

/** What gets into a text by its name, and is taken for a number nowhere. */
function becomeTexts(subject: CheckSubject): readonly Diagnostic[] {
  const { program } = subject;
  const sourcesOf = literalSourcesOf(program);
  const inTexts = new Map<Literal, { readonly source: LiteralSource; readonly use: ValueUse }>();
  const numbers = new Set<Literal>();
  for (const { place, uses } of placesOf(program, subject)) {
    for (const use of uses) {
      for (const source of sourcesOf(use.node, place)) {
        if (use.as === 'number') numbers.add(source.literal);
        else if (!inTexts.has(source.literal)) inTexts.set(source.literal, { source, use });
      }
    }
  }
  return Array.from(inTexts.values()).flatMap(({ source, use }) =>
    numbers.has(source.literal) ? [] : describe(source, use),
  );
}

interface UsesAtPlace {
  readonly place: Place;
  readonly uses: readonly ValueUse[];
}

function* placesOf(program: Program, subject: CheckSubject): Generator<UsesAtPlace> {
  const seen = new Set<VariableLayer>();
  for (const node of nodesOf(program)) {
    const { layers, loops } = node;
    const ofVariables = layers
      .filter((layer) => !seen.has(layer))
      .flatMap((layer) => [...layer.values()].flatMap((argument) => usesIn(argument)));
    for (const layer of layers) seen.add(layer);
    yield { place: { layers, loops }, uses: [...usesOf(node.source, subject), ...ofVariables] };
  }
}

function describe({ literal, key }: LiteralSource, { expression, node }: ValueUse): readonly Diagnostic[] {
  const lost = lostText(literal, key, textInTemplate);
  if (lost === undefined) return [];
  const { range } = node;
  return [
    {
      code: 'lost-spelling',
      severity: 'warning',
      message: `${lost.written} is a number in YAML, and the text that is made of it is "${lost.becomes}"`,
      location: literal.location,
      related: [
        { message: 'here it is a text', location: locate(expression.source, range.start, range.end) },
      ],
      help: `quote it: '${lost.written}'`,
    },
  ];
}

function lostText(
  { value, location }: Literal,
  key: string,
  textOf: (value: unknown) => string | undefined,
): { readonly written: string; readonly becomes: string } | undefined {
  const written = textAt(location);
  const becomes = textOf(value);
  if (becomes === undefined || becomes === written || !/^[-+.~\w]+$/.test(written)) return undefined;
  return isToldAlready(written, key) ? undefined : { written, becomes };
}

function textAt({ file, range }: Location): string {
  return file.text.slice(range.start, range.end);
}

/** What PowerShell makes of a number. Nothing is meant where it is written as `null`; `~` is a folder and `Null` a name, too. */
function textInPowerShell(value: unknown): string | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  return value === null ? 'null' : undefined;
}

/** What a template makes of a number. */
function textInTemplate(value: unknown): string | undefined {
  return typeof value === 'bigint' || typeof value === 'number' ? toText(value) : undefined;
}

/** By `leading-zero` and `lost-zero`, which need to know of no use. */
function isToldAlready(written: string, key: string): boolean {
  return /^0\d+$/.test(written) || (/(?:version|release)s?$/i.test(key) && /^\d+\.\d*0$/.test(written));
}

import type { Hover } from 'vscode-languageserver';
import { bindName, describeParameter, setTitle, syntaxOf, type KnownCommand } from '../../catalog/index.ts';
import { variableTypesOf } from '../../checks/variable-types.ts';
import { lineAndColumn } from '../../diagnostics/print.ts';
import { filterNames, testNames } from '../../expression/index.ts';
import { nameOfType } from '../../expression/types/index.ts';
import { CMDLET } from '../../model/convert/vocabulary.ts';
import type { HostFact } from '../../model/host-fact-table.ts';
import { factOfVariable } from '../../model/host-facts.ts';
import { toJson } from '../../values/json.ts';
import { callAt, commandsNamed } from '../commands-at.ts';
import { namesAt } from '../names/names-at.ts';
import { definitionsOf, occurrenceAt } from '../names/occurrence-at.ts';
import type { Occurrence } from '../names/occurrence.ts';
import { keyText } from '../schema/key-text.ts';
import { schemaAt } from '../schema/schema-at.ts';
import type { Context, Spot } from '../spot.ts';
import { rangeOf } from '../text/encoded-position.ts';
import { decidedText } from './decided-text.ts';
import { scalarAt, type ScalarAt } from '../text/node-at.ts';

/** What is known of what stands at a place. */
export async function hover(spot: Spot, context: Context): Promise<Hover | undefined> {
  const named = occurrenceAt(spot, context);
  if (named?.kind === 'variable') return shown(variableText(named, spot, context), named.location, context);
  const { document } = context.workspace.healed(spot.file);
  const scalar = document && scalarAt(document, spot.offset);
  if (!scalar) return undefined;
  const text = scalar.isKey ? keyHover(scalar, spot, context) : await valueHover(scalar, spot, context);
  return text === undefined ? undefined : shown(text, scalar.node.location, context);
}

function shown(value: string, location: Occurrence['location'], { encoding }: Context): Hover {
  return { contents: { kind: 'markdown', value }, range: rangeOf(location, encoding) };
}

function keyHover({ path }: ScalarAt, spot: Spot, context: Context): string | undefined {
  const key = path.at(-1) ?? '';
  const call = callAt(path.slice(0, -1), spot);
  if (call?.below.length === 0) return parameterText(commandsNamed(call.key, spot, context), key);
  const commands = CMDLET.test(key) ? commandsNamed(key, spot, context) : [];
  if (commands.length > 0) return commands.map(commandText).join('\n\n---\n\n');
  const text = keyText(schemaAt(spot.schema, path));
  return text === undefined ? undefined : `**${key}**\n\n${text}`;
}

function commandText({ catalog, facts }: KnownCommand): string {
  const of = facts.module === null ? '' : ` of the module \`${facts.module}\``;
  const sets = [...facts.sets].map(
    ([set, uses]) =>
      `${setTitle(facts, set)}\n\n\`\`\`powershell\n${[facts.name, ...syntaxOf(facts, uses)].join(' ')}\n\`\`\``,
  );
  return [`**${facts.name}**, a command${of} (catalog ${catalog.name}, ${catalog.version})`, ...sets].join(
    '\n\n',
  );
}

function parameterText(commands: readonly KnownCommand[], written: string): string | undefined {
  for (const command of commands) {
    const found = bindName(command, written);
    if (found.kind !== 'bound') continue;
    const { name, facts } = found;
    const values = facts.values ? [`Values: ${facts.values.map((each) => `\`${each}\``).join(', ')}`] : [];
    return [`**-${name}** of ${command.facts.name}`, describeParameter(command, name, facts), ...values].join(
      '\n\n',
    );
  }
  return undefined;
}

function variableText(named: Occurrence, spot: Spot, context: Context): string {
  const { file, offset, runbook } = spot;
  const program = runbook.healed.draft;
  const inScope = program && namesAt(program, file, offset, []).find(({ name }) => name === named.name);
  const type = inScope?.type ?? (program ? variableTypesOf(program).anywhere.typeOf(named.name) : 'any');
  const fact = factOfVariable(named.name);
  const parameter = program?.runbook.parameters.find(({ name }) => name === named.name);
  const places = definitionsOf(named, spot, context).map(({ how, location }) => {
    const { line } = lineAndColumn(location.file, location.range.start);
    return `- ${how}, line ${line}${location.file.path === file.path ? '' : ` of ${location.file.path}`}`;
  });
  const facts = parameter?.enum
    ? [`One of ${parameter.enum.map((each) => `\`${JSON.stringify(toJson(each))}\``).join(', ')}`]
    : [];
  return [
    `**${named.name}**: ${nameOfType(type)}`,
    ...(parameter?.description === undefined ? [] : [parameter.description]),
    ...(fact ? [factText(fact)] : []),
    ...facts,
    ...(places.length > 0 ? [places.join('\n')] : inScope ? [`from ${inScope.from}`] : []),
  ].join('\n\n');
}

function factText({ about, values }: HostFact): string {
  const set = values ? `; one of ${values.map((value) => `\`${value}\``).join(', ')}` : '';
  return `A fact of the host: ${about}${set}`;
}

/** Of a filter or a test what it takes, and of an expression that is decided before any run its value. */
async function valueHover(
  { node, path }: ScalarAt,
  spot: Spot,
  context: Context,
): Promise<string | undefined> {
  const word = wordAt(spot);
  const before = spot.file.text.slice(0, word.start);
  const signatures = /\|\s*$/.test(before)
    ? filterNames()
    : /\bis\s+(?:not\s+)?$/.test(before)
      ? testNames()
      : [];
  const signature = signatures.find(({ name }) => name === word.text);
  if (signature)
    return `\`${signature.shown}\`${signature.aliasOf === signature.name ? '' : `, another name of \`${signature.aliasOf}\``}`;
  return (
    (await decidedText(spot, context)) ??
    (node.style === 'plain' ? keyText(schemaAt(spot.schema, path)) : undefined)
  );
}

function wordAt({ file: { text }, offset }: Spot): { readonly text: string; readonly start: number } {
  const start = offset - (/[\w.]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
  return { text: /^[\w.]*/.exec(text.slice(start, start + 200))?.[0] ?? '', start };
}

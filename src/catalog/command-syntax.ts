import type { CommandFacts, ParameterFacts, Use } from './catalog.ts';
import { setText } from './fit-sets.ts';

/** A parameter set as PowerShell's own help writes it, word by word: what has a place first, in its order; then what is mandatory. */
export function syntaxOf(facts: CommandFacts, uses: ReadonlyMap<string, Use>): readonly string[] {
  const place = ({ position }: Use): number => position ?? Infinity;
  const ordered = [...uses].toSorted(
    ([, a], [, b]) =>
      Number(b.mandatory === true) - Number(a.mandatory === true) || Math.sign(place(a) - place(b)) || 0,
  );
  return ordered.map(([name, use]) => parameterSyntax(name, facts.parameters.get(name), use));
}

/** What a parameter set is called: its name, and whether it is the one without a choice. */
export function setTitle({ defaultSet, sets }: CommandFacts, set: string): string {
  const isDefault = defaultSet === set && sets.size > 1 ? ', by default' : '';
  return `${setText(set) ?? 'Parameters'}${isDefault}`;
}

function parameterSyntax(
  name: string,
  facts: ParameterFacts | undefined,
  { mandatory, position }: Use,
): string {
  const key = typeof position === 'number' ? `[-${name}]` : `-${name}`;
  const type = facts?.type ?? 'Object';
  const text = type === 'SwitchParameter' ? `-${name}` : `${key} <${type}>`;
  return mandatory === true ? text : `[${text}]`;
}

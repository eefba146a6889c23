import type { ParameterFacts, Use } from './catalog.ts';
import { setText } from './fit-sets.ts';
import type { KnownCommand } from './known-commands.ts';

/** What is known of a parameter in a few sentences: its type, which sets demand it, its place, the pipeline, its other names. No values. */
export function describeParameter({ facts }: KnownCommand, name: string, parameter: ParameterFacts): string {
  const uses = [...facts.sets].flatMap(([set, each]) => {
    const use = each.get(name);
    return use ? [{ set, use }] : [];
  });
  const sentences = [
    `${parameter.type ?? 'A type that is not known'}${placeText(uses, facts.sets.size)}.`,
    ...(uses.some(({ use }) => typeof use.pipeline === 'string') ? ['Taken from the pipeline, too.'] : []),
    ...(parameter.aliases.length > 0 ? [`Also called ${parameter.aliases.join(', ')}.`] : []),
  ];
  return sentences.join(' ');
}

interface SetUse {
  readonly set: string;
  readonly use: Use;
}

/** In which sets it is, and which of them demand it. */
function placeText(uses: readonly SetUse[], sets: number): string {
  const demanding = uses.filter(({ use }) => use.mandatory === true);
  const isEverywhere = uses.length === 0 || uses.length === sets;
  const only = isEverywhere ? '' : `, only in ${named(uses)}`;
  if (demanding.length === 0) return only;
  if (demanding.length < uses.length) return `${only}, mandatory in ${named(demanding)}`;
  return isEverywhere ? ', mandatory' : `${only}, and mandatory there`;
}

function named(uses: readonly SetUse[]): string {
  return uses.map(({ set }) => `"${setText(set) ?? set}"`).join(', ');
}

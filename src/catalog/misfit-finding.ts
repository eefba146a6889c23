import type { CommandFacts } from './catalog.ts';
import { quoted, type CallFinding } from './command-call.ts';
import { setText, type Misfit } from './fit-sets.ts';

/** What is said of a call that no parameter set fits; `indexOf`: which argument gives a parameter. */
export function misfitFinding(
  facts: CommandFacts,
  wrong: Misfit,
  indexOf: (parameter: string) => number | undefined,
): CallFinding {
  const { name, sets } = facts;
  switch (wrong.kind) {
    case 'exclusive': {
      const names = wrong.names.map((each) => `"${each}"`);
      return {
        code: 'no-parameter-set',
        severity: 'error',
        message: `"${name}" has no parameter set with ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`,
        help: setsText(sets),
        argument: indexOf(wrong.names.at(-1) ?? ''),
      };
    }
    case 'positional':
      return {
        code: 'no-parameter-set',
        severity: 'error',
        message: `"${name}" takes no more than ${wrong.most} values by their places`,
        argument: undefined,
      };
    case 'missing': {
      const [first, ...more] = wrong.sets;
      if (first && more.length === 0)
        return {
          code: 'missing-parameter',
          severity: 'error',
          message: `"${name}" needs ${quoted(first.names)}`,
          help:
            sets.size === 1 ? 'PowerShell would ask for it, and nobody is there to answer' : setsText(sets),
          argument: undefined,
        };
      return {
        code: 'missing-parameter',
        severity: 'error',
        message: `"${name}" needs ${wrong.sets.map(({ names }) => quoted(names).replaceAll(', ', ' and ')).join(', or ')}`,
        help: setsText(sets),
        argument: undefined,
      };
    }
  }
}

/** The sets by what they demand. */
function setsText(sets: CommandFacts['sets']): string {
  const texts = [...sets].map(([set, uses]) => {
    const needed = [...uses].flatMap(([name, { mandatory }]) => (mandatory === true ? [`-${name}`] : []));
    const title = setText(set);
    const what = needed.length === 0 ? 'nothing' : needed.join(' ');
    return title === undefined ? what : `${title} (needs ${what})`;
  });
  return `its parameter sets: ${texts.join('; ')}`;
}

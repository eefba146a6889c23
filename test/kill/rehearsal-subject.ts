import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox } from '../harness/sandbox.ts';
import type { KillSubject } from './kill-subject.ts';

/** What a simulated machine knows of the processes of this computer: no two runs have the same. */
const PROCESSES = 'management_shells';

interface Effect {
  readonly effect: number;
  readonly command: string | null;
  readonly changed: Readonly<Record<string, unknown>>;
}

/** A scenario of the reference runbook. */
export function rehearsalSubject(scenario: string): KillSubject {
  const sandbox = createSandbox();
  const machine = join(sandbox.directory, 'machine');
  const read = (name: string) =>
    existsSync(join(machine, name)) ? readFileSync(join(machine, name), 'utf8') : '';
  return {
    name: scenario,
    sandbox,
    first: [
      ...['rehearse', 'lync-backend.yml', '--scenario', scenario, '--keep', 'machine'],
      ...['--journal', 'runs', '--view', 'plain'],
    ],
    environment: {},
    effects() {
      const logged = Number(
        /<S N="Key">effects_logged<\/S>\s*<I32 N="Value">(\d+)/.exec(read('state.clixml'))?.[1],
      );
      const effects = new Map<number, Effect>();
      for (const line of read('effects.log').split('\n')) {
        if (line === '') continue;
        const effect = JSON.parse(line) as Effect;
        if (effect.effect <= logged) effects.set(effect.effect, effect);
      }
      return [...effects.values()]
        .filter(isOfMachine)
        .map(({ command, changed }) => `${String(command)} ${JSON.stringify(changed)}`);
    },
    // An installer that finds what it has installed does something else.
    doesTheSameAgain: false,
    state: () => stateOf(read('state.clixml')),
    isOf: (effect, { name, argv = [] }) => effect.startsWith(`${name ?? programName(argv[0] ?? '')} `),
  };
}

function isOfMachine({ changed }: Effect): boolean {
  const paths = Object.keys(changed);
  return paths.length === 0 || paths.some((path) => path !== PROCESSES);
}

/** As the stand-in for it is called. */
function programName(path: string): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
}

/** The state without what the processes leave in it, and how often a fault was looked for. */
function stateOf(clixml: string): string {
  // The members of a hashtable stand in an order that no two processes share.
  const flat = clixml
    .replaceAll(/ RefId="\d+"/g, '')
    .replace(/<S N="Key">fault_calls<\/S>\s*<Obj N="Value">[^]*?<\/DCT>/, '');
  const members = [...flat.matchAll(/<S N="Key">([^<]*)<\/S>\s*<([A-Z]\w*) N="Value">([^<]*)</g)];
  return members
    .map(([, key = '', , value = '']) => `${key}=${value.trim()}`)
    .filter((member) => !/^(?:effects_logged|started|id)=/.test(member))
    .toSorted()
    .join('\n');
}

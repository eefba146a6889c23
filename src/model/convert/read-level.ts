import { replacing } from '../../diagnostics/fix.ts';
import type { MappingEntry, MappingNode } from '../../document/node.ts';
import { report, type Conversion } from './conversion.ts';
import { reportMissingColon } from './without-colon.ts';
import { slippedOut } from './slipped-out.ts';
import { didYouMean, list, nearestKey, type Fields } from './fields.ts';
import { insteadOfLookup, loopInstead } from './instead-of-lookup.ts';
import { absentKeyword, insteadOfModule, splitModuleName } from './elsewhere/elsewhere.ts';
import { renamedKey } from './elsewhere/renamed-key.ts';
import { meantByOthers } from './elsewhere/words-of-others.ts';
import {
  BUILTINS,
  CMDLET,
  insteadOfUnavailable,
  isReuse,
  isUnavailable,
  KEYS,
  levelText,
  REUSE,
  type Level,
} from './vocabulary.ts';

export interface LevelRead {
  readonly fields: Fields;
  /** Only of a task: what its keys say it does, in order. */
  readonly actions: readonly MappingEntry[];
  /** Whether a key was reported, which may have been meant as the action. */
  readonly hasUnknown: boolean;
}

/** At the top of a runbook, what is there for nobody but its author, such as the home of anchors. */
export const EXTENSION = /^x-/;

/** The keys of a runbook, play, task, block or choose; the others are reported with what is known about them. */
export function readLevel(
  conversion: Conversion,
  node: MappingNode,
  level: Level,
  actionNames: ReadonlySet<string> = new Set(),
): LevelRead {
  const fields = new Map<string, MappingEntry>();
  const actions: MappingEntry[] = [];
  const unknown: MappingEntry[] = [];
  for (const entry of node.entries) {
    const name = entry.key.source.text;
    if ((KEYS[level] as readonly string[]).includes(name)) {
      fields.set(name, entry);
      if (actionNames.has(name)) actions.push(entry);
    } else if (actionNames.size > 0 && CMDLET.test(name)) {
      actions.push(entry);
    } else if (!(level.startsWith('runbook') && EXTENSION.test(name))) {
      unknown.push(entry);
    }
  }
  const isTold = unknown.some(({ key }) => isKnownElsewhere(key.source.text));
  const slipped = isTold ? undefined : slippedOut(conversion, node, actions, unknown);
  if (slipped) return { fields, actions: [slipped], hasUnknown: false };
  const isWord = (word: string): boolean =>
    keysOf(level).includes(word) || (actionNames.size > 0 && CMDLET.test(word));
  for (const entry of unknown) {
    const whole = {
      file: entry.key.location.file,
      range: { ...entry.key.location.range, end: entry.value.location.range.end },
    };
    const name = entry.key.source.text;
    // `loop control` is a key that is spelt wrong.
    const isNear = !/[{[]/.test(name) && didYouMean(name, keysOf(level)) !== undefined;
    if (!isNear && reportMissingColon(conversion, whole, isWord)) continue;
    explain(conversion, entry, level, node);
  }
  return { fields, actions, hasUnknown: unknown.length > 0 };
}

/** A key of another level, or a word of Ansible's: it was not meant for the action beside it. */
function isKnownElsewhere(name: string): boolean {
  return (
    homesOf(name).length > 0 ||
    isUnavailable(name) ||
    absentKeyword(name) !== undefined ||
    insteadOfModule(name) !== undefined
  );
}

function explain(conversion: Conversion, entry: MappingEntry, level: Level, node: MappingNode): void {
  const { key } = entry;
  const name = key.source.text;
  const homes = homesOf(name);
  const a = levelText(level);
  const isNode = level === 'block' || level === 'choose' || isReuse(level);
  if (
    (CMDLET.test(name) && level !== 'task') ||
    (isNode && [...BUILTINS, ...REUSE].some((action) => action === name))
  ) {
    report(
      conversion,
      isNode ? 'several-actions' : 'misplaced-key',
      `${a} has no ${isReuse(level) ? 'other ' : ''}action, and here is "${name}"`,
      key,
      {
        help: isNode ? 'put it into a task of its own' : 'put it into a task, under "tasks"',
      },
    );
  } else if (name === 'import_runbook') {
    report(
      conversion,
      'misplaced-key',
      `"import_runbook" stands among the plays of a runbook, not in ${a}`,
      key,
      {
        help: 'here "import_tasks" takes the tasks of a file in',
      },
    );
  } else if (isReuse(name)) {
    report(conversion, 'misplaced-key', `"${name}" stands in the place of a task, not in ${a}`, key, {
      help: 'put it into a list of tasks, as one of them',
    });
  } else if (name === 'choose' && level === 'block') {
    report(conversion, 'several-actions', 'a block has no "choose" of its own', key, {
      help: 'put it into the block, as one of its tasks',
    });
  } else if (homes.length > 0) {
    const names = homes.map(levelText);
    const where = [names.slice(0, -1).join(', '), names.at(-1)].filter((part) => part !== '').join(' or ');
    report(conversion, 'misplaced-key', `"${name}" is a key of ${where}, not of ${a}`, key, {
      help: placeFor(name, level),
    });
  } else {
    explainElsewhere(conversion, entry, level, node);
  }
}

/** What is known elsewhere: a module or a keyword of Ansible's, perhaps with its collection before it. */
function explainElsewhere(
  conversion: Conversion,
  entry: MappingEntry,
  level: Level,
  node: MappingNode,
): void {
  const { key } = entry;
  const a = levelText(level);
  const has = (other: string): boolean => node.entries.some((each) => each.key.source.text === other);
  const renamed = renamedKey(entry);
  const rename =
    renamed === undefined || has(renamed) ? undefined : replacing(key.location, key.source.text, renamed);
  const name = key.source.text;
  const { collection, name: own } = splitModuleName(name);
  const isOurs = collection === 'ansible.builtin' && (KEYS.task as readonly string[]).includes(own);
  const bare = collection === 'ansible.builtin' ? own : name;
  const absent = absentKeyword(name);
  const lookup = insteadOfLookup(entry);
  if (lookup !== undefined) {
    const message = `"${name}" is not a key of ${a}: "loop" does what Ansible's lookups do`;
    report(conversion, 'unknown-key', message, key, { help: lookup, fix: loopInstead(entry) });
  } else if (isOurs) {
    report(conversion, 'unknown-action', `there is no action "${name}"`, key, {
      help: `write "${own}"`,
      fix: has(own) ? undefined : replacing(key.location, name, own),
    });
  } else if (isUnavailable(bare)) {
    const message = `"${name}" is not a key of ${a}: this version does not have that keyword of Ansible's`;
    report(conversion, 'unknown-key', message, key, { help: insteadOfUnavailable(bare), fix: rename });
  } else if (absent) {
    report(conversion, 'unknown-key', `"${name}" is not a key of ${a}: ${absent.why}`, key, {
      help: absent.instead,
    });
  } else if (insteadOfModule(name) !== undefined) {
    report(conversion, 'unknown-action', `there is no action "${name}"`, key, {
      help: insteadOfModule(name),
      fix: rename,
    });
  } else {
    const what = level === 'task' ? `is neither a key of a task nor an action` : `is not a key of ${a}`;
    const fix = nearestKey(key, keysOf(level), node);
    report(conversion, 'unknown-key', `"${name}" ${what}`, key, { help: helpFor(name, level), fix });
  }
}

/** Where a key would be right; the levels of a task count as one where all of them have it. */
function homesOf(name: string): Level[] {
  const homes = (Object.keys(KEYS) as Level[]).filter((level) =>
    (KEYS[level] as readonly string[]).includes(name),
  );
  // What holds for tasks holds for what stands in their place; and a play's keys stand at the runbook's top as well.
  const ofTasks = homes.includes('task') ? homes.filter((home) => !isReuse(home)) : homes;
  if (homes.includes('play')) return ofTasks.filter((home) => !home.startsWith('runbook'));
  return homes.includes('runbook') ? ['runbook'] : ofTasks;
}

function placeFor(name: string, level: Level): string | undefined {
  if (['params', 'description', 'catalogs', 'plays'].includes(name)) {
    return `"${name}" stands at the top of the file only`;
  }
  if (level.startsWith('import_') && name.startsWith('loop')) {
    return `write "${level.replace('import', 'include')}", which can be looped over`;
  }
  if (level === 'block' || level === 'choose' || isReuse(level)) {
    if ((KEYS.task as readonly string[]).includes(name)) return `put it on the tasks inside`;
  }
  if (level === 'task' && ['rescue', 'always', 'window'].includes(name)) return 'put the task into a "block"';
  if (name === 'listen') return 'what listens stands under "handlers" of the play';
  if (name === 'tasks' && level === 'runbook with "plays"')
    return 'put them into a play, or leave "plays" out';
  if (name === 'tasks') return 'the tasks of a block stand under "block"';
  return undefined;
}

/** What can stand there; where a task can, what takes its place as well. */
export function keysOf(level: Level): readonly string[] {
  return [...KEYS[level], ...(level === 'task' ? ['block', 'choose', ...REUSE] : [])];
}

function helpFor(name: string, level: Level): string {
  const keys = KEYS[level] as readonly string[];
  const meant = meantByOthers(name, keys);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  const near = didYouMean(name, keysOf(level));
  if (near !== undefined) return near;
  return level === 'task'
    ? `an action is "Verb-Noun", "powershell", "command", … (docs/runbook-format.md)`
    : `${level === 'choose' ? 'it' : levelText(level)} has ${list(keys)}`;
}

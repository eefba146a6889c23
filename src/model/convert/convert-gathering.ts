import type { Location } from '../../diagnostics/source.ts';
import { parseTemplate } from '../../expression/index.ts';
import type { MappingEntry } from '../../document/node.ts';
import { factsReadIn } from '../facts-read.ts';
import { FACT_GROUPS, type FactGroup } from '../host-fact-table.ts';
import type { Keywords, Play, Task } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { settingOf, toBoolean } from './convert-setting.ts';
import { convertSubset, convertTimeout } from './convert-setup.ts';
import type { Fields } from './fields.ts';

const DETAILS = ['gather_subset', 'gather_timeout'];

/**
 * The task that gathers facts at the beginning of a play: where `gather_facts` says so, and else where anything in the play reads one; then it gathers what is read,
 * and nothing that was gathered before.
 */
export function convertGathering(
  conversion: Conversion,
  fields: Fields,
  play: Omit<Play, 'gathering'>,
  prefix: string,
): Task | undefined {
  const entry = fields.get('gather_facts');
  const asked = entry && convertAsked(conversion, entry);
  const groups = convertSubset(conversion, fields.get('gather_subset'));
  const timeout = convertTimeout(conversion, fields.get('gather_timeout'));
  if (asked === false) {
    for (const name of DETAILS) refuseWithout(conversion, fields.get(name));
    return undefined;
  }
  if (asked === true) {
    return gatherTask(entry.key.location, prefix, {
      groups: groups ?? FACT_GROUPS,
      timeout,
      onlyMissing: false,
    });
  }
  const read = factsReadIn(play);
  return (
    read && gatherTask(read.location, prefix, { groups: groups ?? read.groups, timeout, onlyMissing: true })
  );
}

function convertAsked(conversion: Conversion, { value }: MappingEntry): boolean | undefined {
  const setting = settingOf(conversion, 'gather_facts', value, toBoolean);
  if (!setting) return undefined;
  if (setting.kind === 'literal') return setting.value;
  const expected = 'true or false: whether facts are gathered is known before the run';
  reportWrongType(conversion, 'gather_facts', expected, value);
  return undefined;
}

function refuseWithout(conversion: Conversion, entry: MappingEntry | undefined): void {
  if (!entry) return;
  const name = entry.key.source.text;
  report(conversion, 'useless-key', `"${name}" is about facts, and "gather_facts" is false`, entry.key, {
    severity: 'warning',
    help: 'leave it out',
  });
}

const NAME = 'Gathering Facts';

/** As in Ansible, it runs whatever tags are asked for. */
function gatherTask(
  location: Location,
  prefix: string,
  action: {
    readonly groups: readonly FactGroup[];
    readonly timeout: number;
    readonly onlyMissing: boolean;
  },
): Task {
  return {
    kind: 'task',
    id: `${prefix}gather_facts`,
    location,
    name: parseTemplate({ file: location.file, text: NAME, offsetOf: () => location.range.start }).value,
    when: [],
    keywords,
    loop: undefined,
    notify: undefined,
    action: { kind: 'setup', ...action, location },
    probes: [],
    confirm: undefined,
    register: undefined,
    registerLocation: undefined,
    status: [],
    undo: [],
    until: undefined,
    retries: undefined,
    delay: undefined,
    failedWhen: undefined,
    changedWhen: undefined,
    keep: [],
    async: undefined,
    onResume: undefined,
    expected: undefined,
  };
}

const keywords: Keywords = {
  vars: new Map(),
  tags: ['always'],
  environment: undefined,
  noLog: undefined,
  ignoreErrors: undefined,
  errorAction: undefined,
  checkMode: undefined,
  diff: undefined,
  debugger: undefined,
  timeout: undefined,
};

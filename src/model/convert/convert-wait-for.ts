import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import { patternMistake } from '../../expression/index.ts';
import type { Value } from '../../values/value.ts';
import { WAIT_STATES, type WaitForAction, type WaitState, type WaitTime } from '../action.ts';
import type { Converted } from '../runbook.ts';
import { report, type Conversion } from './conversion.ts';
import { convertText, isTemplated } from './convert-argument.ts';
import { excludeEachOther } from './convert-builtins.ts';
import { convertSetting } from './convert-setting.ts';
import { toDuration } from './duration.ts';
import { list, readFields, type Fields } from './fields.ts';

const TIMES: Readonly<Record<string, WaitTime>> = {
  delay: 'delay',
  timeout: 'timeout',
  sleep: 'sleep',
  connect_timeout: 'connectTimeout',
};
const KEYS = ['port', 'host', 'path', 'search_regex', 'state', 'msg', ...Object.keys(TIMES)];

/** What of Ansible's asks for the connections of a port. */
const CONNECTIONS = ['exclude_hosts', 'active_connection_states'];
const INSTEAD_OF_DRAINED =
  'ask for its connections: "Get-NetTCPConnection: { LocalPort: 443, State: Established, ErrorAction: SilentlyContinue }" with "until: connections.output | length == 0"';

/** `wait_for`: waits until a port or a file is as it should be. */
export function convertWaitFor(
  conversion: Conversion,
  { key, value }: MappingEntry,
): WaitForAction | undefined {
  const rest = withoutConnections(conversion, value);
  const fields = readFields(conversion, rest, { owner: 'wait_for', keys: KEYS, example: '{ port: 1433 }' });
  if (!fields) return undefined;
  checkTogether(conversion, fields);
  const argument = (name: string) => {
    const entry = fields.get(name);
    return entry && convertText(conversion, name, entry.value);
  };
  const setting = <T>(name: string, convert: (value: Value) => Converted<T>) => {
    const entry = fields.get(name);
    return entry && convertSetting(conversion, entry, convert);
  };
  const times = Object.entries(TIMES).flatMap(([name, time]) => {
    const given = setting(name, toDuration);
    return given ? [[time, given] as const] : [];
  });
  return {
    kind: 'wait_for',
    port: setting('port', toPort),
    host: argument('host'),
    path: argument('path'),
    searchRegex: argument('search_regex'),
    state:
      fields.get('state')?.value.kind === 'scalar' && isDrained(fields)
        ? undefined
        : setting('state', toState),
    msg: argument('msg'),
    times: Object.fromEntries(times),
    location: key.location,
  };
}

/** The mapping without Ansible's keys for the connections of a port, which are reported. */
function withoutConnections(conversion: Conversion, node: DocumentNode): DocumentNode {
  if (node.kind !== 'mapping') return node;
  const entries = node.entries.filter(({ key }) => {
    const name = key.source.text;
    if (!CONNECTIONS.includes(name)) return true;
    const message = `"${name}" is not a key of "wait_for": it does not count the connections of a port`;
    report(conversion, 'unknown-key', message, key, { help: INSTEAD_OF_DRAINED });
    return false;
  });
  return { ...node, entries };
}

function checkTogether(conversion: Conversion, fields: Fields): void {
  excludeEachOther(conversion, 'wait_for', fields, 'port', 'path');
  excludeEachOther(conversion, 'wait_for', fields, 'path', 'host');
  const state = fields.get('state');
  if (state && isDrained(fields)) {
    report(
      conversion,
      'unknown-key',
      '"wait_for" does not count the connections of a port: there is no "drained"',
      state.value,
      {
        help: INSTEAD_OF_DRAINED,
      },
    );
  }
  const of = fields.has('port') || fields.has('path');
  for (const name of ['state', 'search_regex', 'host', 'sleep', 'connect_timeout']) {
    const entry = fields.get(name);
    if (!entry || of) continue;
    report(conversion, 'missing-key', `"wait_for" has "${name}", and neither "port" nor "path"`, entry.key, {
      help: 'say which port or which file is waited for',
    });
    break;
  }
  const regex = fields.get('search_regex');
  const gone = state?.value.kind === 'scalar' && ['stopped', 'absent'].includes(String(state.value.value));
  if (regex && state && gone) {
    report(
      conversion,
      'contradictory-keys',
      `"search_regex" is for what is there, and "state" is ${state.value.source.text}`,
      regex.key,
      {
        help: 'leave one of them out',
      },
    );
  }
  if (regex && !isTemplated(regex.value) && regex.value.kind === 'scalar') {
    const mistake = patternMistake(String(regex.value.value));
    if (mistake !== undefined) report(conversion, 'wrong-type', `"search_regex": ${mistake}`, regex.value);
  }
}

function isDrained(fields: Fields): boolean {
  const node = fields.get('state')?.value;
  return node?.kind === 'scalar' && node.value === 'drained';
}

function toState(value: Value): Converted<WaitState> {
  const found = WAIT_STATES.find((state) => state === value);
  return found ? { value: found } : { expected: list(WAIT_STATES, 'or') };
}

/** A template may give a port as a text. */
function toPort(value: Value): Converted<number> {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'bigint' && typeof number !== 'number') return { expected: 'the number of a port' };
  const port = Number(number);
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? { value: port }
    : { expected: 'a port from 1 to 65535' };
}

import { replacing } from '../../diagnostics/fix.ts';
import { locate } from '../../diagnostics/source.ts';
import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { PowerShellAction, RebootAction, RebootTime } from '../action.ts';
import { report, type Conversion } from './conversion.ts';
import { convertText } from './convert-argument.ts';
import { convertScriptText, scriptAlone } from './convert-powershell.ts';
import { convertSetting, toBoolean } from './convert-setting.ts';
import { toDuration } from './duration.ts';
import { readFields, type Fields } from './fields.ts';
import { templatesIn } from './script-templates.ts';

const TIMES: Readonly<Record<string, RebootTime>> = {
  timeout: 'timeout',
  pre_reboot_delay: 'before',
  post_reboot_delay: 'after',
};
const KEYS = ['message', 'when_pending', 'test_command', ...Object.keys(TIMES)];

/** Ansible's names for what has another one here. */
const RENAMED: Readonly<Record<string, string>> = {
  msg: 'message',
  reboot_timeout: 'timeout',
  reboot_timeout_sec: 'timeout',
  pre_reboot_delay_sec: 'pre_reboot_delay',
  post_reboot_delay_sec: 'post_reboot_delay',
};

const TRIED_UNTIL = 'leave it out: it is tried until the time of "timeout" is up';
/** Ansible's names for what is not asked here, with why. */
const NEEDLESS: Readonly<Record<string, string>> = {
  connect_timeout: TRIED_UNTIL,
  connect_timeout_sec: TRIED_UNTIL,
  shutdown_timeout: 'leave it out: "timeout" is for the way down and the way up together',
  shutdown_timeout_sec: 'leave it out: "timeout" is for the way down and the way up together',
  boot_time_command: 'leave it out: runbook asks the system itself when it was started',
  reboot_command: 'leave it out: the machine is restarted by its own "shutdown"',
  search_paths: 'leave it out: "shutdown" is looked for on the PATH and where systems have it',
};

/** `reboot`: restarts the machine that the session is on, and waits until it is back. */
export function convertReboot(
  conversion: Conversion,
  { key, value }: MappingEntry,
): RebootAction | undefined {
  const { location } = key;
  const rest = withoutAnsibleNames(conversion, value);
  if (rest.kind === 'scalar' && rest.value === null) {
    return {
      kind: 'reboot',
      message: undefined,
      whenPending: undefined,
      test: undefined,
      times: {},
      location,
    };
  }
  const fields = readFields(conversion, rest, { owner: 'reboot', keys: KEYS, example: '{ timeout: 10m }' });
  if (!fields) return undefined;
  const [message, pending] = [fields.get('message'), fields.get('when_pending')];
  const times = Object.entries(TIMES).flatMap(([name, time]) => {
    const entry = fields.get(name);
    const given = entry && convertSetting(conversion, entry, toDuration);
    return given ? [[time, given] as const] : [];
  });
  return {
    kind: 'reboot',
    message: message && convertText(conversion, 'message', message.value),
    whenPending: pending && convertSetting(conversion, pending, toBoolean),
    test: convertTest(conversion, fields.get('test_command')),
    times: Object.fromEntries(times),
    location,
  };
}

function convertTest(conversion: Conversion, entry: MappingEntry | undefined): PowerShellAction | undefined {
  const written = entry?.value.kind === 'scalar' ? entry.value.source : undefined;
  const [template] = written ? templatesIn(written.text, conversion.reading.parameters) : [];
  if (written && template) {
    const message = 'a script is never templated: its text is run as it stands here';
    report(conversion, 'templated-script', message, locate(written, template.start, template.end), {
      help: 'write the value out, or ask with it in a task behind "reboot", with "until"',
    });
    return undefined;
  }
  const source = entry && convertScriptText(conversion, 'test_command', { node: entry.value });
  return source && scriptAlone(source, entry.key.location);
}

/** The mapping without names of Ansible's that are others here, which are reported. */
function withoutAnsibleNames(conversion: Conversion, node: DocumentNode): DocumentNode {
  if (node.kind !== 'mapping') return node;
  const names = new Set(node.entries.map(({ key }) => key.source.text));
  const entries = node.entries.filter(({ key }) => {
    const name = key.source.text;
    const renamed = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
    const needless = Object.hasOwn(NEEDLESS, name) ? NEEDLESS[name] : undefined;
    if (renamed === undefined && needless === undefined) return true;
    report(conversion, 'unknown-key', `"${name}" is not a key of "reboot"`, key, {
      help: renamed === undefined ? needless : `it is called "${renamed}" here`,
      fix: renamed === undefined || names.has(renamed) ? undefined : replacing(key.location, name, renamed),
    });
    return false;
  });
  return { ...node, entries };
}

/** Why a task that restarts a machine does not have these keys. */
const AGAIN: Readonly<Record<string, { readonly why: string; readonly help: string }>> = {
  loop: {
    why: '"loop" would restart the machine for each item',
    help: 'leave it out; put what is done for each item into tasks of its own',
  },
  until: {
    why: '"until" would restart the machine each time that it is tried',
    help: 'say with "test_command" what the machine has to answer before the run goes on, or write a task with "until" behind it',
  },
  retries: {
    why: '"retries" would restart the machine each time that it is tried',
    help: 'give it more time with "timeout": within that it is asked again and again',
  },
};

/** Reports keys of a task with `reboot` that would restart a machine several times. */
export function checkRebootKeys(conversion: Conversion, fields: Fields): void {
  const reboot = fields.get('reboot');
  if (!reboot) return;
  for (const [name, { why, help }] of Object.entries(AGAIN)) {
    const entry = fields.get(name);
    if (!entry || (name === 'retries' && fields.has('until'))) continue;
    report(conversion, 'contradictory-keys', why, entry.key, {
      help,
      related: [{ message: '"reboot" stands here', location: reboot.key.location }],
    });
  }
}

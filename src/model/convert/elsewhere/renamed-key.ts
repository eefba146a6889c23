import type { MappingEntry } from '../../../document/node.ts';
import { splitModuleName } from './elsewhere.ts';

/** What only has another name here, its value and what it does being the same. */
const RENAMED: Readonly<Record<string, string>> = {
  import_playbook: 'import_runbook',
};

/** Modules whose text is a script, or a command line: not with options beside it, nor as a mapping, which has other keys. */
const OF_TEXT: Readonly<Record<string, string>> = {
  win_shell: 'powershell',
  win_powershell: 'powershell',
  win_command: 'command',
};

/** The key that does the same here as one of Ansible's. */
export function renamedKey({ key, value }: MappingEntry): string | undefined {
  const { name } = splitModuleName(key.source.text);
  if (Object.hasOwn(RENAMED, name)) return RENAMED[name];
  const isText = value.kind === 'scalar' && typeof value.value === 'string';
  return isText && Object.hasOwn(OF_TEXT, name) ? OF_TEXT[name] : undefined;
}

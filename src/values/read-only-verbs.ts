/**
 * Approved verbs whose commands leave the system as it is (Microsoft, "Approved verbs for PowerShell commands"): they report no
 * change, and check mode runs them. `ConvertTo`, `Select` and their like work on what they are given. `Out`, `Export` and `Write` are not here, and
 * neither are `Format`, `Join` and `Split`: `Format-Volume` empties a disk.
 */
export const readOnlyVerbs: readonly string[] = [
  'compare',
  'convertfrom',
  'convertto',
  'find',
  'get',
  'group',
  'measure',
  'ping',
  'resolve',
  'search',
  'select',
  'show',
  'sort',
  'test',
  'where',
];

/** Commands that only read, with verbs of which that cannot be said. Check mode runs them, too. */
export const readOnlyCommands: readonly string[] = [
  'format-custom',
  'format-hex',
  'format-list',
  'format-table',
  'format-wide',
  'join-path',
  'join-string',
  'split-path',
];

/** Whether the command's name says that it only reads, whatever it is called with. */
export function readsOnly(commandName: string): boolean {
  const name = commandName.toLowerCase();
  return (
    (name.includes('-') && readOnlyVerbs.includes(name.slice(0, name.indexOf('-')))) ||
    readOnlyCommands.includes(name)
  );
}

/**
 * Approved verbs whose commands leave the system as it is (Microsoft, "Approved verbs for PowerShell commands"): they report no
 * change, and check mode runs them. `ConvertTo`, `Select` and their like work on what they are given; `Out`, `Export` and `Write` are not here.
 */
export const readOnlyVerbs: readonly string[] = [
  'compare',
  'convertfrom',
  'convertto',
  'find',
  'foreach',
  'format',
  'get',
  'group',
  'join',
  'measure',
  'ping',
  'resolve',
  'search',
  'select',
  'show',
  'sort',
  'split',
  'test',
  'where',
];

/** Whether the command's verb says that it only reads. */
export function readsOnly(commandName: string): boolean {
  return readOnlyVerbs.includes(commandName.slice(0, commandName.indexOf('-')).toLowerCase());
}

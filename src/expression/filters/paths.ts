import { isList, nameType } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { inputItems, strictText } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { Fault, typeFault } from '../fault.ts';

/** Filters for paths as texts: Python's `posixpath`, and `ntpath` for those with `win_`. No file is looked at. */
export const pathFilters = [
  define('basename', '', (call) => afterLast(strictText(call), /[^/]*$/)),
  define('dirname', '', (call) => directory(strictText(call), '', /[/]/)),
  define('splitext', '', (call) => splitExtension(strictText(call))),
  define('path_join', '', (call) => join(call)),
  define('win_basename', '', (call) => afterLast(splitDrive(strictText(call))[1], /[^\\/]*$/)),
  define('win_dirname', '', (call) => {
    const [drive, rest] = splitDrive(strictText(call));
    return directory(rest, drive, /[\\/]/);
  }),
  define('win_splitdrive', '', (call) => [...splitDrive(strictText(call))]),
];

function afterLast(path: string, last: RegExp): string {
  return last.exec(path)?.[0] ?? '';
}

function directory(path: string, drive: string, separator: RegExp): string {
  let end = path.length;
  while (end > 0 && !separator.test(path.charAt(end - 1))) end--;
  const head = path.slice(0, end);
  let trimmed = head.length;
  while (trimmed > 0 && separator.test(head.charAt(trimmed - 1))) trimmed--;
  return drive + (trimmed === 0 ? head : head.slice(0, trimmed));
}

function splitExtension(path: string): Value {
  const start = path.length - afterLast(path, /[^/]*$/).length;
  const own = path.slice(start);
  const dot = own.lastIndexOf('.');
  // Dots at the beginning of a name do not begin an extension.
  const hasExtension = dot > 0 && /[^.]/.test(own.slice(0, dot));
  return hasExtension ? [path.slice(0, start + dot), own.slice(dot)] : [path, ''];
}

/** `C:`, or the `\\server\share` of a UNC path, and the rest. */
function splitDrive(path: string): readonly [drive: string, rest: string] {
  const share = /^[\\/]{2}(?:\?[\\/]UNC[\\/])?[^\\/]*(?:[\\/][^\\/]*)?/i.exec(path)?.[0];
  if (share !== undefined) return [share, path.slice(share.length)];
  return path[1] === ':' ? [path.slice(0, 2), path.slice(2)] : ['', path];
}

function join(call: Call): Value {
  const parts = isList(call.input) ? inputItems(call) : [call.input];
  if (parts.length === 0) throw new Fault('"path_join" needs a path to begin with: the list is empty');
  const texts = parts.map((part) => {
    const found = call.context.textual(part);
    if (found === undefined) throw typeFault(`filter "path_join" needs strings, not ${nameType(part)}`);
    return found;
  });
  call.context.budget.text(texts.reduce((sum, part) => sum + part.length + 1, 0));
  return texts.reduce((path, part) => {
    if (part.startsWith('/') || path === '') return part;
    return path.endsWith('/') ? path + part : `${path}/${part}`;
  }, '');
}

import { ResponseError, type Range, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { FACT_VARIABLES } from '../../model/host-facts.ts';
import { alwaysDefined, definedOnFailure } from '../../model/runner-variables.ts';
import { isDefinition, type Occurrence } from '../names/occurrence.ts';
import { occurrenceAt, occurrencesOf } from '../names/occurrence-at.ts';
import { indexOf, schemaNamed } from '../names/runbook-index.ts';
import type { Context, Spot } from '../spot.ts';
import { rangeOf } from '../text/encoded-position.ts';
import { uriOf } from '../text/uri.ts';

/** LSP's `RequestFailed`: the editor shows why. */
const REQUEST_FAILED = -32803;

function refuse(why: string): never {
  throw new ResponseError(REQUEST_FAILED, why);
}

/** The name that would be renamed. Errors: throws a `ResponseError` where nothing at the place can be. */
export function prepareRename(
  spot: Spot,
  context: Context,
): { readonly range: Range; readonly placeholder: string } {
  const named = renamed(spot, context);
  return { range: rangeOf(named.location, context.encoding), placeholder: named.name };
}

/**
 * A name in all of its places: in the runbook, in the files that it takes in, in its scenarios. All at once, so what the runbook means stays what it was. Errors: throws a
 * `ResponseError` where it cannot be renamed, or not to this.
 */
export function rename(spot: Spot, name: string, context: Context): WorkspaceEdit {
  const named = renamed(spot, context);
  if (name === named.name) return {};
  const why = named.kind === 'variable' ? wrongVariable(name) : wrongHandler(name);
  if (why !== undefined) refuse(why);
  const taken = indexOf(spot.runbook, context.workspace).some(
    (each) => each.kind === named.kind && each.name === name,
  );
  if (taken) refuse(`there is a ${named.kind} "${name}" already`);
  const changes: Record<string, TextEdit[]> = {};
  for (const each of occurrencesOf(named, spot, context)) {
    const { file } = each.location;
    const edit = { range: rangeOf(each.location, context.encoding), newText: name };
    (changes[uriOf(file.path)] ??= []).push(edit);
  }
  return { changes };
}

function renamed(spot: Spot, context: Context): Occurrence {
  const named = occurrenceAt(spot, context);
  if (!named) refuse('only variables, parameters, registered results and handlers can be renamed');
  if (runners.has(named.name) && named.kind === 'variable')
    refuse(`"${named.name}" is a variable of the runner`);
  const all = occurrencesOf(named, spot, context);
  if (!all.some(isDefinition)) refuse(`nothing in the runbook defines "${named.name}"`);
  for (const { location, name } of all) {
    const { file, range } = location;
    if (file.text.slice(range.start, range.end) !== name)
      refuse(`"${name}" is spelt with escapes in ${file.path}, where it would have to be renamed by hand`);
  }
  return named;
}

const runners: ReadonlySet<string> = new Set([...alwaysDefined, ...definedOnFailure, ...FACT_VARIABLES]);

function wrongVariable(name: string): string | undefined {
  const { pattern = '' } = schemaNamed('runbook').$defs?.['variableName'] ?? {};
  if (new RegExp(pattern, 'u').test(name) && !runners.has(name)) return undefined;
  return `"${name}" is no name of a variable: letters, digits and _, no digit first, and no word of the language`;
}

/** It stands without quotes in some of its places. */
function wrongHandler(name: string): string | undefined {
  if (
    name.trim() === name &&
    /^[\p{L}\p{N}_][\p{L}\p{N}_ ./()-]*$/u.test(name) &&
    !/^(?:true|false|null|~|[\d.]+)$/i.test(name)
  )
    return undefined;
  return `"${name}" is no name that can stand without quotes: letters, digits, blanks, and _ . / ( ) -`;
}

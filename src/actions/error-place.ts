import type { ErrorRecordData, InvocationResult } from '../session/session.ts';
import { placeText, type ScriptPlaces } from './script-places.ts';

/** The result of an inline script whose errors name their places in the runbook: PowerShell counts the script's own lines. */
export function withRunbookPlaces(
  result: InvocationResult,
  script: string,
  places: ScriptPlaces,
): InvocationResult {
  if (!result.errors.some(({ at }) => at)) return result;
  const lines = script.split(/\r?\n/);
  return { ...result, errors: result.errors.map((error) => withRunbookPlace(error, lines, places)) };
}

function withRunbookPlace(
  error: ErrorRecordData,
  lines: readonly string[],
  places: ScriptPlaces,
): ErrorRecordData {
  const { at, position } = error;
  // A function that another script has defined counts the lines of that one.
  if (!at || lines[at.line - 1]?.trim() !== at.text.trim()) return error;
  const place = placeText(places, at.line, at.column);
  return place === undefined ? error : { ...error, position: position.replace(/^.*/, `At ${place}`) };
}

import { createContext, Script } from 'node:vm';

/** Milliseconds. What a person writes takes microseconds. */
const LIMIT = 1000;
/** Only the interpreter's own watch over a script can end a search that has begun. */
const SEARCH = new Script('new RegExp(pattern, flags).test(text)');
let context: object | undefined;

/**
 * Whether a text has something that matches a regular expression of JavaScript's, such as a parameter's `pattern`. `undefined` where that is not known within
 * a second: some patterns take longer than the universe has been there, and nothing else ends them, not even Ctrl-C.
 */
export function hasPatternInTime(pattern: string, text: string, flags = 'u'): boolean | undefined {
  context ??= createContext({});
  Object.assign(context, { pattern, flags, text });
  try {
    return SEARCH.runInContext(context, { timeout: LIMIT }) === true;
  } catch {
    // Too slow, or so large when it is written out that there is no room for it.
    return undefined;
  }
}

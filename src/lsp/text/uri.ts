import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a text by its URI. A text that is in no file yet (`untitled:`) gets one beside which nothing lies. */
export function pathOf(uri: string): string {
  try {
    return resolve(fileURLToPath(uri));
  } catch {
    const name = uri.replace(/[^\w.-]+/g, '-').slice(-100);
    return join(tmpdir(), 'runbook-texts', /\.ya?ml$/i.test(name) ? name : `${name}.yml`);
  }
}

/** The URI under which an editor has opened a path, where it has; the ones of editors differ (`file:///c%3A/`). */
const opened = new Map<string, string>();

export function rememberUri(uri: string): string {
  const path = pathOf(uri);
  opened.set(path, uri);
  return path;
}

export function uriOf(path: string): string {
  const absolute = resolve(path);
  return opened.get(absolute) ?? pathToFileURL(absolute).href;
}

import type { DataJson } from './data-json.ts';

/** JSON that is longer is put into a file of its own, in characters. */
const LARGE = 256 * 1024;

/** The same JSON with its large parts put aside: `$value` and what `keep` calls the text. Equal parts are kept once. */
export function largeAside(json: DataJson, keep: (text: string) => string): DataJson {
  if (typeof json !== 'object' || json === null) return json;
  const text = JSON.stringify(json);
  return text.length <= LARGE ? json : inside(json, keep);
}

/** A part is put aside where nothing inside of it is large by itself. */
function inside(json: object & DataJson, keep: (text: string) => string): DataJson {
  const found: string[] = [];
  const members = Object.entries(json as Readonly<Record<string, DataJson>>).map(([key, member]) => {
    const text = JSON.stringify(member);
    if (text.length <= LARGE) return [key, member] as const;
    found.push(key);
    const isWhole = typeof member !== 'object' || member === null;
    return [key, isWhole ? { $value: keep(text) } : inside(member, keep)] as const;
  });
  if (found.length === 0) return { $value: keep(JSON.stringify(json)) };
  return Array.isArray(json) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

/** What `largeAside` has put aside, in its place again. `read` gives the text that is called so. */
export function largeBack(json: DataJson, read: (name: string) => string): DataJson {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((each: DataJson) => largeBack(each, read));
  const record = json as Readonly<Record<string, DataJson>>;
  if (typeof record['$value'] === 'string') return JSON.parse(read(record['$value'])) as DataJson;
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, largeBack(member, read)]));
}

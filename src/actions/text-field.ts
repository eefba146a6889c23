import type { Mapping } from '../values/value.ts';

/** A field of what the far end has said that is a text; empty where it is none. */
export function textField(said: Mapping, name: string): string {
  const value = said.get(name);
  return typeof value === 'string' ? value : '';
}

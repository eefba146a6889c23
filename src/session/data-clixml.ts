import { isList, isMapping } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { clixmlDocument, clixmlElement } from './clixml-encode.ts';

/**
 * Data as CLIXML that any PowerShell reads by itself (`Import-Clixml`, `PSSerializer`): scalars, lists, and mappings as hashtables. What goes over
 * the wire is `encodeClixml`'s, which also carries what this cannot.
 */
export function encodeData(value: Value): string {
  return clixmlDocument(element(value, ''));
}

function element(value: Value, name: string): string {
  if (value !== null && isList(value)) {
    return `<Obj${name}><LST>${value.map((item) => element(item, '')).join('')}</LST></Obj>`;
  }
  if (value !== null && isMapping(value)) {
    const entries = Array.from(
      value,
      ([key, item]) => `<En>${element(key, ' N="Key"')}${element(item, ' N="Value"')}</En>`,
    );
    return `<Obj${name}><DCT>${entries.join('')}</DCT></Obj>`;
  }
  return clixmlElement(value).replace(/^<\w+/, (tag) => tag + name);
}

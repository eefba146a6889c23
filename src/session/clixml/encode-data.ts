import { isList, isMapping } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { describeOutput } from '../wire/describe-output.ts';
import { escapeClixml } from './escape-clixml.ts';

/**
 * Data as CLIXML ([MS-PSRP] 2.2.5) that any PowerShell reads by itself (`Import-Clixml`, `PSSerializer`): scalars, lists, and mappings as hashtables.
 * Integers beyond 64 bits and all other values go as their text.
 */
export function encodeData(value: Value): string {
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${element(value, '')}</Objs>`;
}

function element(value: Value, name: string): string {
  if (value === null) return `<Nil${name} />`;
  if (typeof value === 'boolean') return `<B${name}>${String(value)}</B>`;
  if (typeof value === 'bigint') return integer(value, name);
  if (typeof value === 'number') return `<Db${name}>${floatText(value)}</Db>`;
  if (isList(value)) {
    return `<Obj${name}><LST>${value.map((item) => element(item, '')).join('')}</LST></Obj>`;
  }
  if (isMapping(value)) {
    const entries = Array.from(
      value,
      ([key, item]) => `<En>${element(key, ' N="Key"')}${element(item, ' N="Value"')}</En>`,
    );
    return `<Obj${name}><DCT>${entries.join('')}</DCT></Obj>`;
  }
  return `<S${name}>${escapeClixml(describeOutput(value))}</S>`;
}

function integer(value: bigint, name: string): string {
  if (BigInt.asIntN(32, value) === value) return `<I32${name}>${value.toString()}</I32>`;
  if (BigInt.asIntN(64, value) === value) return `<I64${name}>${value.toString()}</I64>`;
  return `<S${name}>${value.toString()}</S>`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF';
  return Object.is(value, -0) ? '-0' : String(value);
}

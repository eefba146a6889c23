import type { Scalar, ScalarNode } from './node.ts';

const BOOLEAN = /^(?:(yes|Yes|YES|true|True|TRUE|on|On|ON)|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const INTEGER = /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*)$/;
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const FLOAT = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;

/** What a scalar is for PyYAML, which reads YAML 1.1: `yes` is true, `0644` is octal, `12:30` counts in sixties, and `1e3` is a text. */
export function yaml11Value(node: ScalarNode): Scalar {
  if (node.style !== 'plain') return typeof node.value === 'string' ? node.value : node.source.text;
  const { text } = node.source;
  const boolean = BOOLEAN.exec(text);
  if (boolean) return boolean[1] !== undefined;
  if (NULL.test(text)) return null;
  const plain = text.replaceAll('_', '');
  if (INTEGER.test(text)) return integerOf(plain);
  if (SEXAGESIMAL.test(text)) return sexagesimalOf(plain);
  if (FLOAT.test(text)) return Number(plain);
  return text;
}

/** A text that YAML 1.1 takes for something else, or that a reader may: it gets quotes. */
export function isTextElsewhere(text: string): boolean {
  return BOOLEAN.test(text) || /^(?:[yYnN]|[-+]?\d[\d_:]*)$/.test(text);
}

function integerOf(text: string): bigint {
  const [, sign = '', digits = '0'] = /^([-+]?)(.*)$/.exec(text) ?? [];
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return sign === '-' ? -value : value;
}

function sexagesimalOf(text: string): bigint {
  const [, sign = '', digits = '0'] = /^([-+]?)(.*)$/.exec(text) ?? [];
  const value = digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return sign === '-' ? -value : value;
}

import { fullFormats } from 'ajv-formats/dist/formats.js';

/** The formats of JSON Schema that a text can be checked for. */
export type TextFormat =
  'hostname' | 'ipv4' | 'ipv6' | 'email' | 'uri' | 'uuid' | 'date' | 'time' | 'date-time' | 'duration';

/** Whether a text has a format, as JSON Schema's draft 2020-12 (and with it the RFCs that it names) understands it. */
export function hasFormat(format: TextFormat, text: string): boolean {
  const definition = fullFormats[format];
  if (definition instanceof RegExp) return definition.test(text);
  if (typeof definition === 'function') return definition(text);
  if (typeof definition === 'object' && 'validate' in definition) {
    const { validate } = definition as { validate: RegExp | ((text: string) => boolean) };
    return validate instanceof RegExp ? validate.test(text) : validate(text);
  }
  throw new TypeError(`ajv-formats has no format "${format}"`);
}

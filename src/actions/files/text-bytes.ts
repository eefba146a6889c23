import { wrongValue } from '../../model/wrong-value.ts';
import type { Argument } from '../../model/argument.ts';
import type { FileTarget, Newline } from '../../model/action.ts';
import { settingValue } from '../../model/setting.ts';
import { findEncoding, type TextEncoding } from '../../values/text-encoding.ts';
import { writesMark } from '../../values/byte-order-mark.ts';
import { outputEncoding } from '../output-encoding.ts';
import { optional, type Preparation } from '../preparation.ts';
import { decodeText, encodeText } from '../../session/text-codec.ts';
import { FileFailure } from './file-failure.ts';

/** How a text becomes bytes. */
export interface TextForm {
  /** As iconv knows it. */
  readonly encoding: string;
  /** Whether it begins with a byte order mark. */
  readonly bom: boolean;
  /** What every line end becomes; `keep`: it stays as it is. */
  readonly newline: Newline;
}

const UTF_8 = 'utf-8';

/** Errors: throws `EvaluationError`. */
export function textFormOf({ encoding, bom, newline }: FileTarget, preparation: Preparation): TextForm {
  const { scope } = preparation;
  const named = outputEncoding(encoding, preparation);
  const written = optional(encoding, preparation);
  const wanted = bom && settingValue(bom, scope);
  const mark = writesMark(
    named ?? findEncoding(UTF_8),
    typeof written === 'string' ? written : (named?.name ?? UTF_8),
  );
  if (mark === undefined && wanted === true) throw noMark(named, bom);
  return {
    encoding: named?.name ?? UTF_8,
    bom: wanted ?? mark ?? false,
    newline: (newline && settingValue(newline, scope)) ?? 'keep',
  };
}

function noMark(encoding: TextEncoding | undefined, at: Pick<Argument, 'location'> | undefined) {
  if (!at) throw new TypeError('a byte order mark is asked for nowhere');
  return wrongValue(at.location, `${encoding?.name ?? UTF_8} has no byte order mark`, 'leave "bom" out');
}

/** The text as it is to be in the file. Errors: throws `FileFailure` for a character that the encoding does not have. */
export function textBytes(text: string, { encoding, bom, newline }: TextForm): Uint8Array {
  const lines = newline === 'keep' ? text : text.replaceAll(/\r?\n/g, newline === 'lf' ? '\n' : '\r\n');
  const bytes = encodeText(lines, encoding, false);
  const back = decodeText(bytes, encoding, false);
  if (back !== lines) throw notIn(lines, back, encoding);
  return bom ? encodeText(lines, encoding, true) : bytes;
}

function notIn(text: string, back: string, encoding: string): FileFailure {
  let at = 0;
  while (text[at] === back[at]) at++;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const line = text.slice(0, at).split('\n').length;
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return new FileFailure(
    `"${character}" (U+${code}, line ${line} of the text) is not in ${encoding}`,
    'write the file in utf-8, or leave the character out',
  );
}

/** The text of a file's bytes, as far as it is one; `encoding`: what it is where nothing else tells. */
export function textOf(bytes: Uint8Array, encoding?: string): string | undefined {
  const [first, second, third] = bytes;
  const marked =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : first === 0xef && second === 0xbb && third === 0xbf
          ? UTF_8
          : undefined;
  const text = decoded(bytes, marked ?? encoding ?? UTF_8);
  return text?.includes('\0') === true ? undefined : text;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  const text = decodeText(bytes, encoding, true);
  // A byte that is none of the encoding's.
  return text.includes('\uFFFD') ? undefined : text;
}

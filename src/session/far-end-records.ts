import { isList } from '../values/describe.ts';
import type { List, Value } from '../values/value.ts';
import { decodeClixml } from './clixml-decode.ts';
import { unescapeClixml } from './clixml-text.ts';
import { describeOutput } from './describe-output.ts';
import type { Frame } from './frame.ts';
import type { ErrorRecordData, StreamRecord } from './session.ts';

/** How deep the output of a call is serialized: objects made by scripts, and objects of .NET. The far end adds one level to each. */
export interface SerializationDepth {
  readonly custom: number;
  readonly live: number;
}

/** The records in a frame of the kinds `v`, `w`, `V`, `S`, `U` and `r`, in the order in which they appeared. The far end's Stream.ps1 writes them. */
export function recordsOf(frame: Frame, depth: SerializationDepth, path: string | undefined): StreamRecord[] {
  switch (frame.kind) {
    case 'v':
      return [output(decodeClixml(frame.text, depth.live))];
    case 'w':
      return [output(decodeClixml(frame.text, depth.custom))];
    case 'V':
      return asList(decodeClixml(frame.text, depth.live)).map(output);
    case 'S':
      return stringsOf(frame.text).map((text) => ({ stream: 'output', value: text, text }));
    case 'U':
      return frame.text.split(' ').map((units) => {
        const text = Buffer.from(units.slice(1), 'base64').toString('utf16le');
        return { stream: 'output', value: text, text };
      });
    default:
      return asList(decodeClixml(frame.text)).flatMap((record) => recordOf(asList(record).map(text), path));
  }
}

function output(value: Value): StreamRecord {
  return { stream: 'output', value, text: describeOutput(value) };
}

const STRING = /<S>([^<]*)<\/S>|<S ?\/>/g;
const ENTITY = /&(?:lt|gt|amp|quot|apos);/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};

/** A document that is a list of strings only, read without a parser: a flood of lines is many of these. */
function stringsOf(document: string): string[] {
  const strings: string[] = [];
  for (const [, inner = ''] of document.matchAll(STRING)) {
    const plain = inner.includes('&') ? inner.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity) : inner;
    strings.push(unescapeClixml(plain));
  }
  return strings;
}

function recordOf(
  [stream = '', first = '', second = '', ...rest]: readonly string[],
  path: string | undefined,
): StreamRecord[] {
  switch (stream) {
    case 'host':
      return [{ stream, text: first, newline: second !== '' }];
    case 'stderr':
      return [{ stream, text: first }];
    case 'warning':
    case 'verbose':
    case 'debug':
      return [{ stream, text: first }];
    case 'information':
      return [{ stream, text: first, tags: [second, ...rest].filter((tag) => tag !== '') }];
    case 'progress': {
      const [percent = '', seconds = '', id = '', completed = ''] = rest;
      return [
        {
          stream,
          activity: first,
          status: second,
          percent: notNegative(percent),
          secondsRemaining: notNegative(seconds),
          activityId: Number(id),
          completed: completed === 'True',
        },
      ];
    }
    case 'error':
      return [{ stream, error: errorOf([first, second, ...rest], path) }];
    default:
      throw new RangeError(`a record has the unknown stream ${JSON.stringify(stream)}`);
  }
}

/** PowerShell says -1 for "not known". */
function notNegative(text: string): number | null {
  const number = Number(text);
  return number < 0 ? null : number;
}

/** An error from the texts that `ConvertTo-ErrorText` makes of a record, without the stream's name. */
export function errorOf(texts: readonly string[], path: string | undefined): ErrorRecordData {
  const [
    message = '',
    id = '',
    category = '',
    exception = '',
    hasTarget,
    target = '',
    position = '',
    stack = '',
    end,
  ] = texts;
  return {
    message,
    id,
    category,
    exception,
    target: hasTarget === 'True' ? target : null,
    position: path === undefined ? position : position.replace(/^At line:(\d+)/, `At ${path}:$1`),
    scriptStack: path === undefined ? stack : stack.replaceAll('<No file>', path),
    terminating: end === 'True',
  };
}

export function asList(value: Value): List {
  return isList(value) ? value : [value];
}

/** The far end sends texts where texts are expected; nothing for an empty one. */
export function text(value: Value): string {
  return typeof value === 'string' ? value : '';
}

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { createClixmlFilter } from '../../../src/session/clixml/clixml-filter.ts';
import { encodeData } from '../../../src/session/clixml/encode-data.ts';
import { LiveObjects } from '../../../src/session/live-objects.ts';
import { readCallResult } from '../../../src/session/wire/call-result.ts';
import { createFrameReader, encodeFrame, type Frame } from '../../../src/session/wire/frame.ts';
import { fromFarEnd } from '../../../src/session/wire/message-kind.ts';
import { PayloadReader } from '../../../src/session/wire/payload-reader.ts';
import { PayloadWriter } from '../../../src/session/wire/payload-writer.ts';
import { readRecord } from '../../../src/session/wire/read-records.ts';
import { readScriptFacts } from '../../../src/session/wire/read-script-facts.ts';
import { readValue } from '../../../src/session/wire/read-value.ts';
import { writeValue } from '../../../src/session/wire/write-value.ts';
import type { Value } from '../../../src/values/value.ts';
import { cut, cuts } from './cut.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 });

const { value: randomValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
    fc.double(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}));

const message = fc.record({
  kind: fc.constantFrom(...fromFarEnd),
  id: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  payload: fc.oneof(
    randomValue.map(written),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  ),
});

function written(value: Value): Buffer {
  const output = new PayloadWriter();
  writeValue(output, value, { find: () => undefined });
  return Buffer.from(output.bytes);
}

const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.uint8Array({ maxLength: 6 }),
});

/** Messages as the far end sends them, how they arrive in pieces, and what may become of their bytes on the way. */
export const randomMessages = fc.record({
  messages: fc.array(message, { maxLength: 5 }),
  value: randomValue,
  at: cuts,
  damage,
});

export interface Messages {
  readonly messages: readonly { readonly kind: string; readonly id: number; readonly payload: Buffer }[];
  readonly value: Value;
  readonly at: readonly number[];
  readonly damage: { readonly at: number; readonly bytes: Uint8Array };
}

/** What is not as it was sent, and what ends in another way than with a `RangeError` where bytes are no message. */
export function faultyFrames({
  messages,
  value,
  at,
  damage: { at: share, bytes: put },
}: Messages): readonly string[] {
  const faults: string[] = [];
  const bytes = Buffer.concat(messages.map(({ kind, id, payload }) => encodeFrame(kind, id, payload)));
  const whole = framesOf(cut(bytes, at));
  if (
    !isDeepStrictEqual(
      whole.map(({ kind, id, payload }) => ({ kind, id, payload })),
      messages.map((each) => ({ ...each })),
    )
  )
    faults.push('frames in pieces are not those that were sent');
  const end = Math.floor(share * bytes.length);
  const some = framesOf(cut(bytes.subarray(0, end), at));
  if (some.reduce((sum, { size }) => sum + size, 0) > end) faults.push('there are more frames than bytes');

  const row = written(value);
  const back = readValue(new PayloadReader(row), live());
  if (!isDeepStrictEqual(back, value)) faults.push('a value is not the one that was written');

  const inside = Math.floor(share * row.length);
  const broken = [
    Buffer.concat([bytes.subarray(0, end), put, bytes.subarray(end)]),
    Buffer.concat([row.subarray(0, inside), put, row.subarray(inside)]),
    Buffer.concat([row.subarray(0, inside), put, row.subarray(inside + put.length)]),
    row.subarray(0, inside),
    Buffer.from(put),
  ];
  for (const each of broken) {
    const readers: readonly (() => unknown)[] = [
      () => framesOf(cut(each, at)),
      () => readValue(new PayloadReader(each), live()),
      () => readRecord(new PayloadReader(each), live()),
      () => readCallResult(new PayloadReader(each), live()),
      () => readScriptFacts(each),
    ];
    for (const read of readers) {
      try {
        read();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
  }
  return faults;
}

function framesOf(pieces: readonly Buffer[]): readonly Frame[] {
  const frames: Frame[] = [];
  const read = createFrameReader(fromFarEnd, (frame) =>
    frames.push({ ...frame, payload: Buffer.from(frame.payload) }),
  );
  for (const piece of pieces) read(piece);
  return frames;
}

function live(): LiveObjects {
  return new LiveObjects(() => undefined);
}

const xml = fc.constantFrom(
  '#< CLIXML\n',
  '#< CLIXML\r\n',
  '#< CLI',
  '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">',
  '</Objs>',
  '<S S="Error">gone_x000D__x000A_</S>',
  '<S S="Error">half',
  '<Obj S="progress" RefId="0"><TN RefId="0"><T>System.Object</T></TN><MS><S N="A">x</S></MS></Obj>',
  '<Obj S="information" RefId="1">',
  '</Obj>',
  '<',
  '>',
  '&lt;',
  '_x00',
  '\n',
);

/** What a program writes that may be a PowerShell, and how it arrives. */
export const randomClixml = fc.record({
  pieces: fc.array(fc.oneof(xml, xml, text, randomValue.map(encodeData)), { maxLength: 14 }),
  at: cuts,
});

/** Whether the filter gives something else where the text arrives in pieces, or changes what is no CLIXML. */
export function faultyClixml({
  pieces,
  at,
}: {
  readonly pieces: readonly string[];
  readonly at: readonly number[];
}): readonly string[] {
  const all = pieces.join('');
  const whole = filtered([all]);
  const faults = filtered(cut(all, at)) === whole ? [] : ['in pieces it is something else'];
  if (!all.includes('CLIXML') && whole !== all) faults.push('text without CLIXML is changed');
  return faults;
}

function filtered(pieces: readonly string[]): string {
  const filter = createClixmlFilter();
  return pieces.map((piece) => filter.write(piece)).join('') + filter.end();
}

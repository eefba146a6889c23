import fc from 'fast-check';
import { faultyClixml, faultyFrames, randomClixml, randomMessages } from './frames.ts';
import { randomSecrets, seenSecrets } from './masked.ts';
import { faultyPlaces, randomDocument } from './positions.ts';

/** What a reader is given, and what is wrong with what it makes of it. */
interface Fuzzed {
  readonly name: string;
  readonly property: fc.IProperty<[unknown]>;
}

function fuzzed<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  faultsOf: (given: T) => readonly string[],
): Fuzzed {
  const property = fc.property(arbitrary, (given) => {
    const faults = faultsOf(given);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  return { name, property: property };
}

/** Everything that takes in a text or bytes of others, but for expressions. */
export const READERS: readonly Fuzzed[] = [
  fuzzed('places in a document', randomDocument, faultyPlaces),
  fuzzed('secrets in a text', randomSecrets, seenSecrets),
  fuzzed('messages of the far end', randomMessages, faultyFrames),
  fuzzed('CLIXML in what a program writes', randomClixml, faultyClixml),
];

import { misplacedCharacters, visiblePart } from '../text/misplaced-characters.ts';
import { oddCharacters, plainText, type OddCharacter } from '../text/odd-characters.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Fix } from './fix.ts';
import type { Location } from './source.ts';

/** A longer text, or a mapping, has such characters by chance. */
const LONGEST = 200;

/**
 * Of each mistake whose text has characters that look like others, or like nothing: that this is so, with what they are and the mend. What is said of these characters alone
 * (`odd-character`) is left out where a mistake says it. Said twice, it is the same.
 */
export function nameOddCharacters(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  /** Where the characters stand of which a mistake tells. */
  const told = new Set<string>();
  const named = diagnostics.map((diagnostic) => {
    const odd = oddIn(diagnostic);
    for (const place of odd.places) told.add(place);
    return odd.named;
  });
  return named.filter(
    ({ code, severity, location }) =>
      code !== 'odd-character' || severity === 'error' || !location || !told.has(placeOf(location)),
  );
}

interface Named {
  readonly named: Diagnostic;
  /** Of the characters that it tells of. */
  readonly places: readonly string[];
}

function oddIn(diagnostic: Diagnostic): Named {
  const { code, severity, location, message, help } = diagnostic;
  const nothing = { named: diagnostic, places: [] };
  if (!location || location.file.hidden === true || severity === 'information') return nothing;
  if (code === 'odd-character') {
    return severity === 'error' ? { named: diagnostic, places: [placeOf(location)] } : nothing;
  }
  if (code === 'reordered-text') return nothing;
  const { file, range } = location;
  const text = file.text.slice(range.start, Math.min(range.end, range.start + LONGEST + 1));
  const behind = severity === 'error' ? blankBehindSign(text) : undefined;
  if (!behind && (text.length > LONGEST || /[\n{]/.test(text))) return nothing;
  const plain = plainText(text).trim();
  // A name that is found by its plain characters is no prose.
  const isProse = /\s/.test(plain) && !(help?.includes(`"${plain.replaceAll(/^["']|["']$/g, '')}"`) ?? false);
  const odd = behind ? [behind] : isProse ? misplacedCharacters(text) : oddCharacters(text);
  const [first] = odd;
  if (!first) return nothing;
  const places = odd.map(({ index }) =>
    placeOf({ file, range: { start: range.start + index, end: range.start + index } }),
  );
  if (message.includes(first.name)) return { named: diagnostic, places };
  const named = {
    ...diagnostic,
    message: `${message}: ${describeOdd(text, odd)}`,
    ...(behind
      ? { help: `write the space of the space bar behind the "${text.charAt(behind.index - 1)}"` }
      : plain !== '' && { help: `write ${/["']/.test(plain) ? plain : `"${plain}"`}` }),
    fix: plainFix(location, odd),
  };
  return { named, places };
}

/** YAML knows a key by its colon, and an item by its dash, where a space is behind it: another blank makes one text of both sides. */
function blankBehindSign(text: string): OddCharacter | undefined {
  return oddCharacters(text).find(
    ({ kind, index }) => kind === 'blank' && /^(?:["']?[^\s"']+["']?:|-)$/.test(text.slice(0, index)),
  );
}

function placeOf({ file, range }: Location): string {
  return `${range.start} ${file.path}`;
}

/** `it has U+200B ZERO WIDTH SPACE in it, behind "de"`, of the first one, and how many more there are. */
export function describeOdd(text: string, odd: readonly OddCharacter[]): string {
  const [first, ...more] = odd;
  if (!first) return '';
  const others = more.filter(({ text: other }) => other !== first.text).length;
  const rest =
    others === 0 ? '' : `, and ${others} more that ${others === 1 ? 'is' : 'are'} not what a keyboard gives`;
  return `${describeOne(text, first)}${rest}`;
}

function describeOne(text: string, { index, text: character, name, kind }: OddCharacter): string {
  if (kind !== 'invisible' && kind !== 'blank' && kind !== 'direction')
    return `the "${character}" in it is ${name}`;
  const before = plainText(text.slice(0, index)).trim().replace(/^["']/, '');
  if (before === '') return `it begins with ${name}`;
  if (plainText(text.slice(index)).trim() === '') return `it ends with ${name}`;
  return `it has ${name} in it, behind "${before.slice(-12)}"`;
}

function plainFix({ file, range }: Location, odd: readonly OddCharacter[]): Fix {
  const text = file.text.slice(range.start, range.end);
  const visible = visiblePart(text, odd);
  const edits = odd.map(({ index, text: character, plain }) => {
    const start = range.start + index;
    const isEdge = index < visible.start || index >= visible.end;
    return {
      location: { file, range: { start, end: start + character.length } },
      text: isEdge ? plain.trim() : plain,
    };
  });
  return { title: 'write plain characters', edits };
}

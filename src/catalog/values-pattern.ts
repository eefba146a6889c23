/**
 * A regular expression (ECMAScript, without flags, as JSON Schema has them) for the values that a parameter takes, in any case. `beginnings`: of an enumeration,
 * which also takes numbers, several with commas, and beginnings of only one.
 */
export function valuesPattern(values: readonly string[], take: 'whole' | 'beginnings'): string {
  if (take === 'whole') return `^(?:${values.map(anyCase).join('|')})$`;
  const one = `\\s*(?:-?\\d+|${values.map((value) => beginnings(value, values)).join('|')})?\\s*`;
  return `^${one}(?:,${one})*$`;
}

/** The value, and whatever it begins with that no other one does. */
function beginnings(value: string, all: readonly string[]): string {
  const others = all.filter((each) => each !== value).map((each) => each.toLowerCase());
  const characters = Array.from(value);
  const isOwn = (length: number): boolean => {
    const begin = characters.slice(0, length).join('').toLowerCase();
    return !others.some((other) => other.startsWith(begin));
  };
  let shortest = 1;
  while (shortest < characters.length && !isOwn(shortest)) shortest++;
  const begin = anyCase(characters.slice(0, shortest).join(''));
  const rest = characters.slice(shortest).reduceRight((after, each) => `(?:${anyCase(each)}${after})?`, '');
  return `${begin}${rest}`;
}

function anyCase(text: string): string {
  return Array.from(text, (character) => {
    const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
    if (lower !== upper && lower.length === 1 && upper.length === 1) return `[${upper}${lower}]`;
    return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }).join('');
}

/**
 * Whether a name fits what `--start-at-task` was given, by the rules of Python's `fnmatch`, as in Ansible: `*` is any text, `?` one
 * character, `[abc]`, `[a-z]` and `[!abc]` one out of several. Upper and lower case differ on every platform.
 */
export function taskNamePattern(pattern: string): (name: string) => boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    const end = character === '[' ? closingBracket(pattern, at) : -1;
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (end === -1) source += literal(character);
    else {
      source += oneOf(pattern.slice(at + 1, end));
      at = end;
    }
  }
  const expression = new RegExp(`^${source}$`, 'su');
  return (name) => expression.test(name);
}

/** Whether it is more than a name. */
export function hasWildcards(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** A `]` that comes first, or first after the `!`, stands for itself. */
function closingBracket(pattern: string, open: number): number {
  const first = pattern.charAt(open + 1) === '!' ? open + 2 : open + 1;
  return pattern.indexOf(']', first + 1);
}

function oneOf(members: string): string {
  const negated = members.startsWith('!');
  let source = '';
  const characters = Array.from(negated ? members.slice(1) : members);
  for (let at = 0; at < characters.length; at++) {
    const [first = '', dash, last] = characters.slice(at, at + 3);
    if (dash !== '-' || last === undefined) {
      source += literal(first);
      continue;
    }
    // A range that runs backwards holds nothing.
    if (first <= last) source += `${literal(first)}-${literal(last)}`;
    at += 2;
  }
  if (source === '') return negated ? '.' : '(?!)';
  return `[${negated ? '^' : ''}${source}]`;
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
}

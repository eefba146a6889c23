import type { Arguments, Node } from './ast.ts';
import { atSymbol, type Cursor, expectClosing, next, peek, skipSymbol, unexpected } from './cursor.ts';
import { SyntaxFault } from './syntax-fault.ts';

/** The arguments of a call, from its opening parenthesis to its closing one. */
export function parseArguments(cursor: Cursor): { arguments: Arguments; end: number } {
  const opening = next(cursor);
  const positional: Node[] = [];
  const named: { name: string; value: Node; range: { start: number; end: number } }[] = [];
  let spread: Node | undefined;
  let spreadNamed: Node | undefined;
  for (let first = true; !atSymbol(cursor, ')'); first = false) {
    if (!first && !skipSymbol(cursor, ',')) break;
    if (atSymbol(cursor, ')')) break;
    const token = peek(cursor);
    if (skipSymbol(cursor, '**')) {
      if (spreadNamed) throw misplaced(token.start, token.end, 'only one "**mapping" can be given');
      spreadNamed = cursor.parseNode(cursor);
    } else if (skipSymbol(cursor, '*')) {
      if (spread || spreadNamed) throw misplaced(token.start, token.end, 'only one "*list" can be given');
      spread = cursor.parseNode(cursor);
    } else if (token.kind === 'name' && atSymbol(cursor, '=', 1)) {
      cursor.position += 2;
      if (spreadNamed) throw misplaced(token.start, token.end, `"${token.text}=" must stand before "**"`);
      if (named.some(({ name }) => name === token.text)) {
        throw misplaced(token.start, token.end, `"${token.text}" is given twice`);
      }
      const value = cursor.parseNode(cursor);
      named.push({ name: token.text, value, range: { start: token.start, end: token.end } });
    } else {
      const value = cursor.parseNode(cursor);
      if (spread || spreadNamed || named.length > 0) {
        throw misplaced(
          value.range.start,
          value.range.end,
          'an argument without a name must stand before those with one',
        );
      }
      positional.push(value);
    }
  }
  if (!atSymbol(cursor, ')') && peek(cursor).kind !== 'end') throw unexpected(cursor, '"," or ")"');
  const end = expectClosing(cursor, ')', opening);
  return { arguments: { positional, named, spread, spreadNamed }, end };
}

function misplaced(start: number, end: number, message: string): SyntaxFault {
  return new SyntaxFault(message, start, end);
}

import { unreachable } from '../../diagnostics/unreachable.ts';
import { Fault } from '../fault.ts';
import type { CharacterTest, Pattern } from './pattern.ts';

/** One step of the matcher. Addresses are indexes into the program. */
export type Instruction =
  | { readonly op: 'character'; readonly test: CharacterTest; readonly literal: number | undefined }
  /** As many of one kind of character as there are, or as few. */
  | {
      readonly op: 'run';
      readonly test: CharacterTest;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assertion'; readonly holds: (text: string, at: number) => boolean }
  | { readonly op: 'enter-loop'; readonly slot: number }
  /** One more round or none; none where the last round began at this very place: a loop around nothing must end. */
  | {
      readonly op: 'loop';
      readonly slot: number;
      readonly body: number;
      exit: number;
      readonly greedy: boolean;
    }
  | {
      readonly op: 'look';
      readonly program: Program;
      readonly behind: number | undefined;
      readonly negative: boolean;
    }
  | { readonly op: 'back-reference'; readonly index: number; readonly ignoreCase: boolean }
  | { readonly op: 'match' };

export type Program = readonly Instruction[];

/** Counted repeats are written out; more than this is not what a person wrote. */
const MAX_PROGRAM = 50_000;

interface Compiler {
  readonly program: Instruction[];
  /** The next free slot: two for each group, then one for each loop. */
  slots: number;
}

/** The program of a pattern, and how many slots it saves positions in. */
export function compilePattern(pattern: Pattern, groups: number): { program: Program; slots: number } {
  const compiler: Compiler = { program: [], slots: 2 + groups * 2 };
  emit(compiler, pattern);
  compiler.program.push({ op: 'match' });
  return { program: compiler.program, slots: compiler.slots };
}

function emit(compiler: Compiler, pattern: Pattern): void {
  const { program } = compiler;
  if (program.length > MAX_PROGRAM)
    throw new Fault('the regular expression is too large', undefined, 'regex-syntax');
  switch (pattern.kind) {
    case 'empty':
      break;
    case 'character':
      program.push({ op: 'character', test: pattern.test, literal: pattern.literal });
      break;
    case 'sequence':
      for (const part of pattern.parts) emit(compiler, part);
      break;
    case 'alternatives':
      emitAlternatives(compiler, pattern.branches);
      break;
    case 'repeat':
      emitRepeat(compiler, pattern);
      break;
    case 'group':
      program.push({ op: 'save', slot: pattern.index * 2 });
      emit(compiler, pattern.body);
      program.push({ op: 'save', slot: pattern.index * 2 + 1 });
      break;
    case 'assertion':
      program.push({ op: 'assertion', holds: pattern.holds });
      break;
    case 'look': {
      const inner: Compiler = { program: [], slots: compiler.slots };
      emit(inner, pattern.body);
      inner.program.push({ op: 'match' });
      compiler.slots = inner.slots;
      const behind = pattern.behind ? widthOf(pattern.body) : undefined;
      program.push({ op: 'look', program: inner.program, behind, negative: pattern.negative });
      break;
    }
    case 'back-reference':
      program.push({ op: 'back-reference', index: pattern.index, ignoreCase: pattern.ignoreCase });
      break;
    default:
      unreachable(pattern);
  }
}

function emitAlternatives(compiler: Compiler, branches: readonly Pattern[]): void {
  const { program } = compiler;
  const jumps: { op: 'jump'; to: number }[] = [];
  for (const [index, branch] of branches.entries()) {
    if (index === branches.length - 1) {
      emit(compiler, branch);
      break;
    }
    const split = { op: 'split' as const, first: program.length + 1, second: 0 };
    program.push(split);
    emit(compiler, branch);
    const jump = { op: 'jump' as const, to: 0 };
    program.push(jump);
    jumps.push(jump);
    split.second = program.length;
  }
  for (const jump of jumps) jump.to = program.length;
}

function emitRepeat(compiler: Compiler, { body, least, most, greedy }: Pattern & { kind: 'repeat' }): void {
  const { program } = compiler;
  if (body.kind === 'character') {
    program.push({ op: 'run', test: body.test, least, most, greedy });
    return;
  }
  for (let count = 0; count < least; count++) emit(compiler, body);
  if (most === Infinity) {
    const slot = compiler.slots++;
    program.push({ op: 'enter-loop', slot });
    const start = program.length;
    const loop = { op: 'loop' as const, slot, body: start + 1, exit: 0, greedy };
    program.push(loop);
    emit(compiler, body);
    program.push({ op: 'jump', to: start });
    loop.exit = program.length;
    return;
  }
  const splits: { op: 'split'; first: number; second: number; body: number }[] = [];
  for (let count = least; count < most; count++) {
    const split = { op: 'split' as const, first: 0, second: 0, body: program.length + 1 };
    program.push(split);
    splits.push(split);
    emit(compiler, body);
  }
  for (const split of splits) direct(split, split.body, program.length, greedy);
}

function direct(split: { first: number; second: number }, body: number, end: number, greedy: boolean): void {
  split.first = greedy ? body : end;
  split.second = greedy ? end : body;
}

/** How many characters a pattern takes; behind the place only a fixed number can be looked for, as in Python. */
function widthOf(pattern: Pattern): number {
  const widths = possibleWidths(pattern);
  if (widths.least !== widths.most) {
    throw new Fault(
      'a look-behind in a regular expression must have a fixed width',
      undefined,
      'regex-syntax',
    );
  }
  return widths.least;
}

function possibleWidths(pattern: Pattern): { least: number; most: number } {
  switch (pattern.kind) {
    case 'empty':
    case 'assertion':
    case 'look':
      return { least: 0, most: 0 };
    case 'character':
      return { least: 1, most: 1 };
    case 'group':
      return possibleWidths(pattern.body);
    case 'back-reference':
      return { least: 0, most: Infinity };
    case 'sequence':
      return pattern.parts
        .map(possibleWidths)
        .reduce((sum, part) => ({ least: sum.least + part.least, most: sum.most + part.most }), {
          least: 0,
          most: 0,
        });
    case 'alternatives': {
      const all = pattern.branches.map(possibleWidths);
      return {
        least: Math.min(...all.map(({ least }) => least)),
        most: Math.max(...all.map(({ most }) => most)),
      };
    }
    case 'repeat': {
      const { least, most } = possibleWidths(pattern.body);
      return { least: least * pattern.least, most: most === 0 ? 0 : most * pattern.most };
    }
    default:
      return unreachable(pattern);
  }
}

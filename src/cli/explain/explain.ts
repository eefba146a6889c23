import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { CODE_GROUPS } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { renderLine, type StyledLine } from '../../text/styled-line.ts';
import type { Environment } from '../environment.ts';
import { coloursOf, writeDiagnostics } from '../write-diagnostics.ts';
import { codeList } from './code-list.ts';
import { pageLines } from './page-lines.ts';

/** `runbook explain`: the page of a diagnostic's code, or all codes with what they mean. Exit 4 for a code that there is not. */
export function explainCommand(environment: Environment): Command {
  return new Command('explain')
    .description("say what a diagnostic's code means, with an example; without one, list them all")
    .argument('[code]', 'what stands in brackets behind a message, such as unknown-variable')
    .action((given: string | undefined) => {
      if (given === undefined) {
        write(codeList(CODE_GROUPS, environment.stdout.columns), environment);
        return;
      }
      const code = given.toLowerCase().replace(/^[[`]|[\]`]$/g, '');
      const known = CODE_GROUPS.flatMap(({ codes }) => Object.keys(codes));
      if (known.includes(code)) {
        const page = join(environment.packageDirectory, 'docs', 'checks', `${code}.md`);
        write(pageLines(readFileSync(page, 'utf8'), columnsOf(environment)), environment);
        return;
      }
      writeDiagnostics([unknownCode(code, known)], environment);
      environment.exitCode = 4;
    });
}

/** Longer lines are hard to read. */
const WIDEST = 100;

function columnsOf({ stdout }: Environment): number {
  return Math.min(stdout.columns ?? WIDEST, WIDEST);
}

function write(lines: readonly StyledLine[], environment: Environment): void {
  const colours = coloursOf(environment, 'stdout');
  environment.stdout.write(lines.map((line) => `${renderLine(line, colours)}\n`).join(''));
}

/** Of the codes that have a word in common with what was asked for. */
const MOST_AKIN = 8;

function unknownCode(code: string, known: readonly string[]): Diagnostic {
  return {
    code: 'unknown-code',
    severity: 'error',
    message: `no diagnostic has the code "${code}"`,
    help: helpFor(code, known),
  };
}

function helpFor(code: string, known: readonly string[]): string {
  const near = suggest(code, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const asked = new Set(code.split('-'));
  const akin = known.filter((each) => each.split('-').some((word) => asked.has(word))).slice(0, MOST_AKIN);
  const all = '`runbook explain` lists all codes';
  return akin.length === 0 ? all : `there are ${akin.map((each) => `"${each}"`).join(', ')}; ${all}`;
}

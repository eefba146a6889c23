import { oneLine } from '../../text/printable.ts';
import type { StyledLine } from '../../text/styled-line.ts';
import { durationText } from '../../time/duration-text.ts';
import { differenceLines } from '../apply/compared-lines.ts';
import type { ScenarioPlayed } from './play-scenario.ts';

/** A scenario and what playing it came to. */
export interface ScenarioResult extends ScenarioPlayed {
  readonly name: string;
  /** Its file, as messages name it. */
  readonly file: string;
}

const WORDS = { passed: 'passed', failed: 'FAILED', stopped: 'stopped' } as const;
const STYLES = { passed: 'good', failed: 'bad', stopped: 'attention' } as const;

/** One line that says how it ended; where that is not as expected, what is not. `width`: of the longest name. */
export function scenarioLines(played: ScenarioResult, width: number): readonly StyledLine[] {
  const { name, result, duration, text } = played;
  const head = `  ${oneLine(name).padEnd(width)}  ${durationText(duration).padStart(11)}  ${oneLine(text)}`;
  return [
    [
      { text: WORDS[result].padEnd(7), style: STYLES[result] },
      { text: head, style: 'plain' },
    ],
    ...whyLines(played).map((line): StyledLine => [{ text: `    ${line}`, style: styleOf(line) }]),
  ];
}

/** What is not as expected; of a scenario that expects nothing, or was not played, all that was said. */
export function whyLines({ result, differences, said }: ScenarioPlayed): readonly string[] {
  if (result !== 'failed') return [];
  if (differences.length > 0) return differences.flatMap(differenceLines);
  return said.split('\n').map(oneLine);
}

/** Of a unified diff. */
function styleOf(line: string): StyledLine[0]['style'] {
  if (/^ {4}-/.test(line)) return 'bad';
  return /^ {4}\+/.test(line) ? 'good' : 'plain';
}

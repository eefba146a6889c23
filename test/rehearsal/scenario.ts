import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';

/** The ending that a scenario file writes down (schemas/scenario.schema.json). */
export interface Expectation {
  readonly exit: number;
  readonly failed_task?: string;
  readonly ran?: readonly string[];
  readonly not_ran?: readonly string[];
  readonly says?: readonly string[];
  readonly status?: Readonly<Record<string, string>>;
  readonly overrun?: boolean;
}

export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly default?: boolean;
  readonly expect: Expectation;
  /** All of the file, for the schema. */
  readonly document: unknown;
}

export function readScenario(path: string): Scenario {
  const document = parse(readFileSync(path, 'utf8')) as Omit<Scenario, 'name' | 'document'>;
  return { ...document, name: basename(path, '.yml'), document };
}

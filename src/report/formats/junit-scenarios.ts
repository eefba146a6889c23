import { junitXml, type JUnitCase, type JUnitEnd } from './junit-xml.ts';

/** The scenarios of a runbook that were rehearsed. */
export interface RehearsedScenarios {
  /** The runbook's name, and its file. */
  readonly name: string;
  readonly file: string;
  readonly host: string;
  /** Milliseconds since the epoch, and milliseconds, of the system's clock. */
  readonly started: number;
  readonly duration: number;
  readonly scenarios: readonly RehearsedScenario[];
}

export interface RehearsedScenario {
  readonly name: string;
  /** `not played`: the rehearsal was stopped before. */
  readonly result: 'passed' | 'failed' | 'stopped' | 'not played';
  /** Milliseconds. */
  readonly duration: number;
  /** One sentence. */
  readonly text: string;
  /** Why it failed. */
  readonly why: readonly string[];
  /** What a person would have read of it. */
  readonly said: string;
}

/** The rehearsal of scenarios as JUnit XML: a test case for each. What one that failed has said stands with it. */
export function junitScenarios({
  name,
  file,
  host,
  started,
  duration,
  scenarios,
}: RehearsedScenarios): string {
  return junitXml({
    name,
    started,
    duration,
    host,
    properties: [{ name: 'runbook', value: file }],
    cases: scenarios.map((scenario): JUnitCase => {
      const { result, text, said } = scenario;
      return {
        classname: file,
        name: scenario.name,
        duration: scenario.duration,
        end: endOf(scenario),
        output: [text, ...(result === 'failed' || result === 'stopped' ? said.split('\n') : [])],
      };
    }),
  });
}

function endOf({ result, text, why }: RehearsedScenario): JUnitEnd | undefined {
  switch (result) {
    case 'passed':
      return undefined;
    case 'failed':
      return { kind: 'failure', message: text, type: 'not-as-expected', text: why };
    case 'stopped':
      return { kind: 'error', message: text, type: 'stopped' };
    case 'not played':
      return { kind: 'skipped', message: text };
  }
}

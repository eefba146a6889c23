import { fileSystemIn } from '../../document/file-system.ts';
import { loadRunbook } from '../../model/load-runbook.ts';
import type { Parameter, Runbook } from '../../model/runbook.ts';
import { lowerRunbook } from '../../program/lower.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import { findRehearsal, type ScenarioFile } from '../../rehearsal/rehearsal.ts';
import { loadScenario } from '../../rehearsal/scenario.ts';
import type { Value } from '../../values/value.ts';
import type { Environment } from '../environment.ts';
import { findRunbook } from '../find-runbook.ts';
import { nothing, plain, type Candidate, type Completion } from './candidate.ts';

type Where = Pick<Environment, 'currentDirectory' | 'packageDirectory'>;

/** `name=` of each parameter, and behind it what the parameter can be, where that is known. */
export function parametersOf(name: string, current: string, environment: Where): Completion {
  const parameters = read(name, environment)?.parameters ?? [];
  const at = current.indexOf('=');
  if (at < 0) {
    const candidates = parameters.map((each): Candidate => ({
      value: `${each.name}=`,
      description: () => parameterText(each),
      goesOn: true,
    }));
    return { candidates, files: false };
  }
  const parameter = parameters.find((each) => each.name === current.slice(0, at));
  return parameter ? plain(possibleValues(parameter).map((value) => `${parameter.name}=${value}`)) : nothing;
}

function possibleValues({ type, enum: values, secret }: Parameter): readonly string[] {
  if (secret) return [];
  if (values) return values.flatMap(scalarText);
  return type === 'boolean' ? ['true', 'false'] : [];
}

function scalarText(value: Value): readonly string[] {
  return typeof value === 'object' ? [] : [String(value)];
}

function parameterText({ type, required, description }: Parameter): string {
  return `${type}${required ? ', required' : ''}${description === undefined ? '' : `: ${description}`}`;
}

export function scenariosOf(name: string, environment: Where): Completion {
  const found = findRunbook(name, environment);
  const scenarios = 'path' in found ? (findRehearsal(found)?.scenarios ?? []) : [];
  return { candidates: scenarios.map(scenarioCandidate), files: false };
}

function scenarioCandidate(file: ScenarioFile): Candidate {
  return { value: file.name, description: () => loadScenario(file, false).scenario?.description ?? '' };
}

/** Of a list with commas the last one is completed. */
export function tagsOf(name: string, current: string, environment: Where): Completion {
  const runbook = read(name, environment);
  const nodes = runbook ? nodesOf(lowerRunbook(runbook)) : [];
  const tags = new Set(nodes.flatMap((node) => [...node.tags]));
  const before = current.slice(0, current.lastIndexOf(',') + 1);
  return plain(Array.from(tags, (tag) => before + tag).toSorted());
}

/** Names with templates get theirs at run time only. */
export function taskNamesOf(name: string, environment: Where): Completion {
  const runbook = read(name, environment);
  const nodes = runbook ? nodesOf(lowerRunbook(runbook)) : [];
  const names = nodes.flatMap(({ source }) =>
    source.name?.isLiteral === true ? source.name.source.text : [],
  );
  return plain(new Set(names));
}

/** What can be made of the runbook, with whatever mistakes. */
function read(name: string, environment: Where): Runbook | undefined {
  const found = findRunbook(name, environment);
  if ('diagnostic' in found) return undefined;
  return loadRunbook(found.shown, { fileSystem: fileSystemIn(environment.currentDirectory) }).draft;
}

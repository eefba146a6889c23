import { realpathSync } from 'node:fs';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { entryOf, type MappingNode } from '../document/node.ts';
import { nodeFileSystem } from '../document/file-system.ts';
import { isOutside, outsideProblem } from '../files/outside.ts';
import { readDocument } from '../document/read-document.ts';
import { schemaValidator } from '../document/schema-validator.ts';
import { toValue } from '../document/to-value.ts';
import { validateDocument } from '../document/validate-document.ts';
import { rank, type GivenValue } from '../parameters/given-value.ts';
import type { Mapping } from '../values/value.ts';
import { expectationIn, type Expectation } from './expectation.ts';
import type { Rehearsal, ScenarioFile } from './rehearsal.ts';

/** One way that a runbook can go. */
export interface Scenario {
  readonly name: string;
  /** Its file, as messages name it. */
  readonly file: string;
  readonly description: string;
  readonly isDefault: boolean;
  readonly parameters: readonly GivenValue[];
  /** What the stand-ins' state begins with, its faults included. */
  readonly state: Mapping;
  /** What the simulated host says of itself, by the names of the facts. */
  readonly facts: Mapping;
  readonly answers: readonly ScenarioAnswer[];
  /** Nothing that a script does through .NET is held back. */
  readonly allowsDotNet: boolean;
  /** How it is to end; undefined where the scenario does not say. */
  readonly expectation: Expectation | undefined;
}

export interface ScenarioAnswer {
  readonly question: RegExp;
  readonly answer: string;
}

export interface ScenarioLoaded {
  readonly scenario?: Scenario;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a scenario file. Mistakes in it are diagnostics, and `file-outside` that it lies outside of the runbook's folder, where none may. */
export function loadScenario(
  { name, path, shown, root: folder }: ScenarioFile,
  allowOutside: boolean,
): ScenarioLoaded {
  if (!allowOutside && leadsOutside(path, folder))
    return { diagnostics: [{ code: 'file-outside', severity: 'error', ...outsideProblem(shown) }] };
  const { document, diagnostics } = readDocument(shown, { readFile: () => nodeFileSystem.readFile(path) });
  if (!document) return { diagnostics };
  const all = [...diagnostics, ...validateDocument(document, schemaValidator('scenario'))];
  if (hasErrors(all) || document.root.kind !== 'mapping') return { diagnostics: all };

  const { root } = document;
  const text = (key: string) => entryOf(root, key)?.value;
  const description = text('description');
  const isDefault = text('default');
  return {
    diagnostics: all,
    scenario: {
      name,
      file: shown,
      description: description?.kind === 'scalar' ? String(description.value).trim() : '',
      isDefault: isDefault?.kind === 'scalar' && isDefault.value === true,
      parameters: parametersIn(root),
      state: new Map([...mappingIn(root, 'state'), ['faults', mappingIn(root, 'faults')]]),
      facts: mappingIn(root, 'facts'),
      answers: answersIn(root),
      allowsDotNet: mappingIn(root, 'rehearsal').get('dotnet') === 'allow',
      expectation: expectationIn(root),
    },
  };
}

/** All scenarios of a rehearsal in which nothing is wrong, in the order of their names; and what is wrong with the others. */
export function loadScenarios(
  { scenarios: files, problem }: Rehearsal,
  allowOutside: boolean,
): { readonly scenarios: readonly Scenario[]; readonly diagnostics: readonly Diagnostic[] } {
  const loaded = files.map((file) => loadScenario(file, allowOutside));
  return {
    scenarios: loaded.flatMap(({ scenario }) => scenario ?? []),
    diagnostics: [problem ?? [], ...loaded.map(({ diagnostics }) => diagnostics)].flat(),
  };
}

/** Links followed. What leads nowhere is not read either: reading it says why. */
function leadsOutside(path: string, root: string): boolean {
  try {
    return isOutside(realpathSync(root), realpathSync(path));
  } catch {
    return false;
  }
}

function parametersIn(root: MappingNode): GivenValue[] {
  const node = entryOf(root, 'parameters')?.value;
  if (node?.kind !== 'mapping') return [];
  return node.entries.map(({ key, value }) => ({
    name: String(key.value),
    content: { kind: 'value', value: toValue(value) },
    origin: { kind: 'scenario', location: value.location },
    rank: rank.scenario,
  }));
}

function mappingIn(root: MappingNode, key: string): Mapping {
  const node = entryOf(root, key)?.value;
  return node?.kind === 'mapping' ? (toValue(node) as Mapping) : new Map();
}

function answersIn(root: MappingNode): ScenarioAnswer[] {
  const node = entryOf(root, 'answers')?.value;
  if (node?.kind !== 'sequence') return [];
  return node.items
    .map((item) => toValue(item) as ReadonlyMap<string, unknown>)
    .map((answer) => ({
      question: new RegExp(String(answer.get('question'))),
      answer: String(answer.get('answer')),
    }));
}

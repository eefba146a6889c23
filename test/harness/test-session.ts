import type { Invocation, InvocationResult, Session } from '../../src/session/session.ts';
import { isList, isMapping } from '../../src/values/describe.ts';
import { PSObject, type Value } from '../../src/values/value.ts';
import { completed } from './invocation-result.ts';

/** What a command gives; an exception is a terminating error of its. */
export type TestCommand = (name: string, parameters: ReadonlyMap<unknown, Value>) => readonly Value[];

/**
 * A session for tests of the engine, in which commands are functions. `called` has their names, in order. As in PowerShell, what a command is given of .NET has to be an object that this session has
 * returned, and that until it was closed: else it is a copy, which is refused.
 */
export function createTestSession(command: TestCommand): Session & { readonly called: readonly string[] } {
  const called: string[] = [];
  let returned = new WeakSet<object>();
  const refuseCopies = (value: Value): void => {
    if (value === null || typeof value !== 'object' || returned.has(value)) return;
    if (value instanceof PSObject && !value.typeNames.includes('System.Management.Automation.PSCustomObject'))
      throw new Error(`${value.typeNames[0]} is a copy`);
    if (isList(value) || isMapping(value)) for (const each of value.values()) refuseCopies(each);
  };
  const run = (
    { command: { kind, ...rest }, parameters }: Invocation,
    apart: boolean | undefined,
  ): readonly Value[] => {
    const name = kind === 'cmdlet' && 'name' in rest ? rest.name : 'script';
    called.push(name);
    refuseCopies(parameters);
    const output = command(name, parameters);
    for (const each of output) if (!apart && each !== null && typeof each === 'object') returned.add(each);
    return output;
  };
  let end: (value: undefined) => void = () => undefined;
  return {
    called,
    info: {
      executable: 'test',
      pid: 1,
      began: '2026-01-01T00:00:00Z',
      version: '7.4.0',
      edition: 'Core',
      platform: 'test',
      languageMode: 'FullLanguage',
      elevated: null,
    },
    ended: new Promise((resolve) => (end = resolve)),
    invoke(invocation, { onRecord, apart } = {}) {
      try {
        return Promise.resolve(resultOf(invocation, [...run(invocation, apart)], undefined));
      } catch (error) {
        const result = resultOf(invocation, [], error);
        for (const each of result.errors) onRecord?.({ stream: 'error', error: each });
        return Promise.resolve(result);
      }
    },
    ping: () => Promise.resolve(0),
    onSilence: () => undefined,
    close() {
      returned = new WeakSet();
      end(undefined);
      return Promise.resolve();
    },
  };
}

function resultOf({ command }: Invocation, output: Value[], error: unknown): InvocationResult {
  const message = error instanceof Error ? error.message : '';
  const record = {
    ...{ message, id: 'Test', category: 'NotSpecified', exception: 'Test', target: null, causes: [] },
    ...{ recommendedAction: null, position: '', scriptStack: '', terminating: true },
  };
  return {
    ...completed,
    state: error === undefined ? 'completed' : 'failed',
    errors: error === undefined ? [] : [record],
    output,
    commandName: command.kind === 'cmdlet' ? command.name : null,
  };
}

import { expect } from 'chai';
import { createLookFor, createRunProgram } from '../../src/cli/apply/run-programs.ts';

describe('What runs past PowerShell', () => {
  const { signal } = new AbortController();
  const ground = {
    prepared: { rehearsal: undefined, connection: { kind: 'ssh', host: 'web1' } },
    powershell: { executable: 'pwsh', arguments: [] },
    state: undefined,
    kept: undefined,
  } as const;

  it('is not run on this machine in a run on another host', async () => {
    const request = {
      argv: ['net', 'stop', 'w3svc'],
      directory: undefined,
      stdin: undefined,
      environment: new Map(),
      signal,
      onOutput: () => undefined,
    } as const;
    expect(await createRunProgram(ground, signal)(request)).to.include({
      kind: 'not-started',
      message: '"net" would be done on this machine, and the run is on "web1"',
    });
  });

  it('is not waited for on this machine either', async () => {
    const look = createLookFor(
      ground,
      signal,
    )({ kind: 'file', path: '/', state: 'started', searchRegex: undefined });
    expect(await look(signal)).to.include({
      kind: 'cannot tell',
      message: 'this would be done on this machine, and the run is on "web1"',
    });
  });
});

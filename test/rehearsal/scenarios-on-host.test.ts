import { Readable, Writable } from 'node:stream';
import { expect } from 'chai';
import { findSound, prepareSound } from '../../src/cli/apply/prepare-run.ts';
import type { Environment } from '../../src/cli/environment.ts';
import { readParameterFiles } from '../../src/cli/parameters/bind-from-flags.ts';
import { allScenarios } from '../../src/cli/rehearse/all-scenarios.ts';
import { inParallel } from '../../src/cli/rehearse/in-parallel.ts';
import { playScenario } from '../../src/cli/rehearse/play-scenario.ts';
import { isOnHost } from '../harness/is-on-host.ts';
import { root } from '../harness/paths.ts';
import { SOME_SCENARIOS } from '../harness/some-scenarios.ts';
import { testConnection } from '../harness/test-host.ts';
import { testPowerShell } from '../session/test-session.ts';

const some = process.env['RUNBOOK_TEST_SCENARIOS'] === 'some';

/** A part of `npm run test:ssh`: the simulated machine is played by a PowerShell at the other end of a link. */
describe('The scenarios of lync-backend.yml, played on a host', function () {
  this.timeout(1_800_000);
  before(function () {
    if (!isOnHost) this.skip();
  });

  it(`end as expected, ${some ? SOME_SCENARIOS.join(', ') : 'all of them'}`, async () => {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const environment: Environment = {
      stdin: Readable.from([]),
      stdout: nowhere,
      stderr: nowhere,
      variables: process.env,
      currentDirectory: root,
      packageDirectory: root,
      now: () => Date.now(),
      exitCode: 0,
    };
    const flags = { verbose: 0 } as Parameters<typeof playScenario>[1];
    const sound = await findSound('lync-backend.yml', flags, environment);
    if ('exitCode' in sound) throw new Error('it is not sound');
    const all = allScenarios(sound, false);
    if ('diagnostics' in all) throw new Error('it has no scenarios');
    const connection = await testConnection();
    const surroundings = {
      powershell: await testPowerShell(),
      ...(connection ? { playedOn: connection } : {}),
      onStopSignals: () => () => undefined,
    };
    const given = await readParameterFiles(flags, environment);
    const problems: string[] = [];
    const play = async (scenario: (typeof all.scenarios)[number]) => {
      const chosen = { rehearsal: all.rehearsal, scenario };
      const prepared = await prepareSound({ ...sound, warned: [] }, { flags, chosen, given }, environment);
      if ('exitCode' in prepared) throw new Error(`${scenario.name} cannot be played`);
      const played = await playScenario(
        { ...prepared, unparsed: undefined },
        flags,
        environment,
        surroundings,
      );
      if (played.result !== 'passed') problems.push(`${scenario.name}: ${played.text}\n${played.said}`);
    };
    const played = all.scenarios.filter(({ name }) => !some || SOME_SCENARIOS.includes(name));
    await inParallel(played, 2, () => true, play);
    expect(played).to.have.length.greaterThan(some ? SOME_SCENARIOS.length - 1 : 30);
    expect(problems).to.deep.equal([]);
  });
});

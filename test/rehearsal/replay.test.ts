import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expectReplayed } from '../harness/expect-replayed.ts';
import { root } from '../harness/paths.ts';
import { recordRehearsal } from './recorded-rehearsal.ts';
import { readScenario } from './scenario.ts';

const folder = join(root, 'runbooks', 'lync-backend', 'rehearsal', 'scenarios');

describe('A scenario that is replayed from its recorded effects', function () {
  this.timeout(300_000);

  for (const file of readdirSync(folder).filter((each) => each.endsWith('.yml'))) {
    const name = basename(file, '.yml');
    it(`comes to the same events, times included: "${name}"`, async () => {
      const { plan, directory, events, outcome, openFirst } = await recordRehearsal('lync-backend.yml', name);
      const { expect: wanted } = readScenario(join(folder, file));
      expect(outcome.exitCode).to.equal(wanted.exit);
      await expectReplayed(plan, directory, events, outcome, { openFirst });
    });
  }
});

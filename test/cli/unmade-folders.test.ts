import { expect } from 'chai';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

describe('A folder that cannot be made', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('runbook.yml', 'tasks:\n  - meta: noop\n');
    sandbox.file('file', '');
  });
  afterEach(() => sandbox.dispose());

  const wrong: readonly (readonly [folder: string, why: string])[] = [
    ['file', 'one of its folders is a file'],
    ['file/below', 'one of its folders is a file'],
    // Node never ends when it is to make several folders at once in there.
    ...(process.platform === 'linux'
      ? [['/proc/no/such', 'its folder is not there, and cannot be made'] as const]
      : []),
  ];
  for (const [folder, why] of wrong) {
    it(`is named in the words of the others: --journal ${folder}`, async () => {
      const run = await sandbox.run(['apply', 'runbook.yml', '--journal', folder]);
      expect(run.exitCode, said(run)).to.equal(4);
      expect(said(run)).to.contain(`cannot be written: ${why}; nothing was run [journal-unwritable]`);
    });
  }

  it('keeps nobody from validating where it is the one of the caches', async () => {
    for (const [folder] of wrong) {
      const run = await sandbox.run(['validate', 'runbook.yml'], { env: { RUNBOOK_CACHE_DIR: folder } });
      expect(run.exitCode, said(run)).to.equal(0);
    }
  });
});

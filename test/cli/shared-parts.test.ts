import { expect } from 'chai';
import { createSandbox } from '../harness/sandbox.ts';

const RUNBOOK = `x-common: &common
  vars: { b: "{{ nobody }}" }
tasks:
  - debug: { msg: "{{ b }}" }
    <<: *common
  - Get-Service: &call { Nmae: w3svc }
    <<: *common
  - Get-Service: *call
`;

describe('A mistake in a part that aliases stand for', () => {
  it('is told once, with the places that use it', async () => {
    const sandbox = createSandbox();
    try {
      sandbox.file('site.yml', RUNBOOK);
      const { stdout } = await sandbox.run(['validate', 'site.yml']);
      expect(stdout.match(/^site.*/gm)).to.deep.equal([
        'site.yml:2:18: error: unknown variable "nobody" [unknown-variable]',
        'site.yml:6:26: error: "Get-Service" has no parameter "Nmae" [unknown-parameter]',
        'site.yml: 2 errors',
      ]);
      expect(stdout.match(/^ {2}site.*/gm)).to.deep.equal([
        '  site.yml:5:9: it counts here, too',
        '  site.yml:7:9: it counts here, too',
        '  site.yml:8:18: it counts here, too',
      ]);
    } finally {
      sandbox.dispose();
    }
  });
});

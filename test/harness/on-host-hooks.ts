import { isOnHost, testedHost } from './is-on-host.ts';
import { whyLocalOnly } from './local-only.ts';
import { testHost } from './test-host.ts';

/** For `npm run test:ssh`: the host is there before the first test, and what is of this machine alone is skipped, and counted as such. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    if (testedHost === 'ssh') await testHost();
  },
  beforeEach(this: Mocha.Context): void {
    if (isOnHost && whyLocalOnly(this.currentTest?.fullTitle() ?? '') !== undefined) this.skip();
  },
};

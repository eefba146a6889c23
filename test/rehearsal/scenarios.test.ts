import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expectEnding, type Ending } from './expectation.ts';
import { root } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';
import { testPowerShell } from '../session/test-session.ts';
import { rehearse } from './rehearse.ts';
import { readScenario } from './scenario.ts';

const folder = join(root, 'runbooks', 'lync-backend', 'rehearsal', 'scenarios');
const scenarios = readdirSync(folder)
  .filter((file) => file.endsWith('.yml'))
  .toSorted()
  .map((file) => readScenario(join(folder, file)));

describe('The rehearsal of lync-backend.yml', function () {
  // They stand in one queue, so a test waits for those before it, too; on a busy machine that takes long.
  this.timeout(600_000);
  const sandbox = createSandbox();
  after(() => sandbox.dispose());

  it('has scenario files that fit their schema', () => {
    const schema = JSON.parse(readFileSync(join(root, 'schemas', 'scenario.schema.json'), 'utf8')) as object;
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    for (const { name, document } of scenarios) {
      validate(document);
      expect(validate.errors, name).to.equal(null);
    }
  });

  it('has one scenario that is played when none is named', () => {
    expect(scenarios.filter((scenario) => scenario.default).map(({ name }) => name)).to.deep.equal([
      'enterprise',
    ]);
  });

  // Several at a time: much of a rehearsal is waiting for processes to start.
  const endings = new Map<string, Promise<Ending>>();
  const queue = [...scenarios];
  before(async () => {
    // Each of them would install it.
    await testPowerShell();
    const results = new Map(scenarios.map(({ name }) => [name, deferred()]));
    for (const [name, { promise }] of results) {
      promise.catch(() => undefined);
      endings.set(name, promise);
    }
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { name } = next;
        await rehearse(sandbox, 'lync-backend.yml', name).then(
          results.get(name)?.resolve,
          results.get(name)?.reject,
        );
      }
    };
    for (let worker = 0; worker < Math.max(2, availableParallelism()); worker++) void work();
  });

  for (const { name, description, expect: wanted } of scenarios) {
    it(`ends as written in "${name}": ${description}`, async () => {
      const ending = await endings.get(name);
      expect(ending).to.not.equal(undefined);
      expectEnding(ending!, wanted);
    });
  }

  it('leaves no process behind, in whatever way it ended', async () => {
    await Promise.all(endings.values());
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });
});

/** `Promise.withResolvers` came with Node 22. */
function deferred(): {
  promise: Promise<Ending>;
  resolve: (ending: Ending) => void;
  reject: (error: unknown) => void;
} {
  let resolve: (ending: Ending) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<Ending>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { outputTo } from '../../src/view/output.ts';
import { fakeStream } from './fake-stream.ts';

describe('output', () => {
  it('hands over in one piece what is written before anything is waited for', async () => {
    const stream = fakeStream();
    const output = outputTo(stream);
    output.write('a\n');
    await Promise.resolve();
    output.write('b\n');
    expect(stream.text()).to.equal('');
    await new Promise(setImmediate);
    expect([stream.text(), stream.writes]).to.deep.equal(['a\nb\n', 1]);
    output.write('c\n');
    await new Promise(setImmediate);
    expect([stream.text(), stream.writes]).to.deep.equal(['a\nb\nc\n', 2]);
  });

  it('keeps no more than a little', () => {
    const stream = fakeStream();
    const output = outputTo(stream);
    for (let count = 0; count < 1000; count++) output.write('x'.repeat(1000));
    expect(stream.text().length).to.be.above(900_000);
  });

  it('hands over at once when it is asked to', async () => {
    const stream = fakeStream();
    const output = outputTo(stream);
    output.write('a');
    output.handOver();
    expect(stream.text()).to.equal('a');
    output.write('b');
    await output.flush();
    expect(stream.text()).to.equal('ab');
  });

  it('loses nothing where the process is ended in the same moment', () => {
    const module = JSON.stringify(new URL('../../src/view/output.ts', import.meta.url).href);
    const script = `import(${module}).then(({ outputTo }) => {
      outputTo(process.stdout).write('out');
      outputTo(process.stderr).write('err');
      process.exit(3);
    });`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', script], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).to.deep.equal({ status: 3, stdout: 'out', stderr: 'err' });
  });
});

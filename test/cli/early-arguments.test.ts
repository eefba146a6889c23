import { expect } from 'chai';
import { Command } from 'commander';
import { earlyArguments } from '../../src/cli/apply/early-arguments.ts';
import { addRunOptions, type RunFlags } from '../../src/cli/options.ts';

/** Every option of `apply` in every form that commander reads; a value looks like a runbook where it may. */
function forms(): string[][] {
  const command = addRunOptions(new Command());
  return command.options.flatMap(({ short, long, required, argChoices }) => {
    const value = argChoices?.[0] ?? (long === '--port' ? '2222' : 'value.yml');
    const names = [short, long].filter((name) => name !== undefined);
    if (!required) return names.map((name) => [name]);
    const spaced = names.map((name) => [name, value]);
    const attached = [...(short ? [[`${short}${value}`], [`-vC${short.slice(1)}`, value]] : [])];
    return [...spaced, ...attached, [`${long ?? ''}=${value}`]];
  });
}

function asCommanderReads(args: readonly string[]): ReturnType<typeof earlyArguments> {
  const command = addRunOptions(new Command().argument('<runbook>')).exitOverride();
  command.parse(args, { from: 'user' });
  const { powershell, inventory, connection, connectionFile } = command.opts<RunFlags>();
  const names = inventory !== undefined || connectionFile !== undefined;
  return {
    runbook: command.args[0],
    powershell,
    remote: names && connection !== 'local' ? { type: connection } : undefined,
  };
}

describe('A glance at the command line', () => {
  for (const form of [
    ...forms(),
    ['-vvv'],
    ['-vyC'],
    ['-ve', 'a=b.yml'],
    ['-ea=b'],
    ['-i', 'web1', '-c', 'winrm'],
    ['-vi', 'web1', '-clocal'],
    ['-iweb1', '--connection=ssh'],
    ['--params-file', '-'],
  ]) {
    it(`finds the runbook before and after ${form.join(' ')} as the command line itself does`, () => {
      for (const args of [
        [...form, 'site.yml'],
        ['site.yml', ...form],
        [...form, '--', 'site.yml'],
      ]) {
        expect(earlyArguments(args), args.join(' ')).to.deep.equal(asCommanderReads(args));
        expect(earlyArguments(args).runbook).to.equal('site.yml');
      }
    });
  }

  it('takes the last PowerShell of several', () => {
    const args = ['--powershell', 'one', 'site.yml', '--powershell=two'];
    expect(earlyArguments(args)).to.deep.equal(asCommanderReads(args));
  });
});

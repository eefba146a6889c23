import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { cases } from './cases/cmdlet-cases.ts';
import { engine, runEngine } from './engine.ts';

interface Use {
  readonly mandatory?: boolean;
  readonly position?: number;
  readonly pipeline?: string;
  readonly remaining?: boolean;
}
interface OriginalParameter {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly platforms?: readonly string[];
}
interface Original {
  readonly module: string;
  readonly shouldProcess: boolean;
  readonly parameters: Readonly<Record<string, OriginalParameter>>;
  readonly sets: Readonly<Record<string, Readonly<Record<string, Use>>>>;
}
interface Cmdlet {
  readonly name: string;
  readonly module: string;
  readonly shouldProcess: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly aliases: readonly string[];
    readonly uses: readonly (Use & { readonly set: string })[];
  }[];
}

const DESCRIBE = `
$common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
$modules = 'Microsoft.PowerShell.Utility', 'Microsoft.PowerShell.Management', 'Microsoft.PowerShell.Security'
Import-Module $modules
$paging = 'First', 'Skip', 'IncludeTotalCount'
Get-Command -Module $modules -CommandType Cmdlet | ForEach-Object {
    [pscustomobject]@{
        name = $_.Name; module = $_.ModuleName; shouldProcess = $_.Parameters.ContainsKey('WhatIf')
        parameters = @($_.Parameters.Values | Where-Object { $_.Name -notin ($common | Where-Object { $_ -notin $paging }) } | ForEach-Object {
            [pscustomobject]@{
                name = $_.Name; aliases = @($_.Aliases)
                type = $_.ParameterType.ToString() -replace 'System\\.Nullable\`1\\[(.*)\\]', 'Nullable<$1>' -replace '[A-Za-z]+\\.'
                uses = @($_.ParameterSets.GetEnumerator() | ForEach-Object {
                    $v = $_.Value
                    [pscustomobject]@{
                        set = $_.Key; mandatory = $v.IsMandatory; remaining = $v.ValueFromRemainingArguments
                        position = if ($v.Position -ge 0) { $v.Position } else { $null }
                        pipeline = if ($v.ValueFromPipeline -and $v.ValueFromPipelineByPropertyName) { 'both' } elseif ($v.ValueFromPipeline) { 'value' } elseif ($v.ValueFromPipelineByPropertyName) { 'property' } else { $null }
                    }
                })
            }
        })
    }
} | ConvertTo-Json -Depth 6 -Compress`;

/** The engine decrypts nothing, so what the originals leave open is asked for here. */
const DELIBERATE = new Set(['ConvertTo-SecureString -AsPlainText', 'ConvertFrom-SecureString -AsPlainText']);

describe('the embedded engine’s cmdlets and their originals', function () {
  this.timeout(180_000);
  const originals = (
    JSON.parse(readFileSync(new URL('../../catalogs/powershell-7.6.json', import.meta.url), 'utf8')) as {
      commands: Record<string, Original>;
    }
  ).commands;
  let cmdlets: readonly Cmdlet[] = [];

  before(async () => {
    await engine();
    const { stdout } = await runEngine(['-NonInteractive', '-Command', DESCRIBE]);
    cmdlets = JSON.parse(stdout) as Cmdlet[];
  });

  it('have the same parameters: types, aliases, sets, positions, pipeline binding', () => {
    const differences = cmdlets.flatMap((cmdlet) => {
      const original = originals[cmdlet.name];
      if (!original) return [`${cmdlet.name} is no command of PowerShell`];
      const found: string[] = [];
      if (original.module !== cmdlet.module) found.push(`${cmdlet.name} belongs into ${original.module}`);
      if (original.shouldProcess !== cmdlet.shouldProcess) found.push(`${cmdlet.name}: ShouldProcess`);
      for (const parameter of cmdlet.parameters) {
        const name = `${cmdlet.name} -${parameter.name}`;
        if (!DELIBERATE.has(name)) found.push(...differencesOf(name, parameter, original));
      }
      return found;
    });
    expect(differences).to.deep.equal([]);
  });

  it('are listed in the README with the parameters that they lack', () => {
    const readme = readFileSync(new URL('../../powershell/Embedded/README.md', import.meta.url), 'utf8');
    const listed = [...readme.matchAll(/^\| (\w+-\w+) +\| (.*?) *\|$/gm)].map(
      ([, name, missing]) => `${name ?? ''}: ${missing ?? ''}`,
    );
    const actual = cmdlets.map(({ name, parameters }) => {
      const has = new Set(parameters.map((parameter) => parameter.name));
      const missing = Object.entries(originals[name]?.parameters ?? {})
        .filter(
          ([parameter, { platforms }]) => !has.has(parameter) && !platforms && parameter !== 'Credential',
        )
        .map(([parameter]) => `\`-${parameter}\``)
        .sort();
      return `${name}: ${missing.join(', ') || '–'}`;
    });
    expect(listed.sort()).to.deep.equal(actual.sort());
  });

  it('all have cases of their own', () => {
    const tested = new Set([...Object.keys(cases)]);
    expect(cmdlets.map(({ name }) => name).filter((name) => !tested.has(name))).to.deep.equal([]);
  });
});

function differencesOf(name: string, parameter: Cmdlet['parameters'][number], original: Original): string[] {
  const its = original.parameters[parameter.name];
  if (!its) return [`${name} is not there in the original`];
  const found: string[] = [];
  if (its.type !== parameter.type) found.push(`${name} is ${its.type} in the original`);
  if ([...(its.aliases ?? [])].sort().join() !== [...parameter.aliases].sort().join()) {
    found.push(`${name} has the aliases ${(its.aliases ?? []).join()} in the original`);
  }
  for (const { set, ...use } of parameter.uses) {
    const sets =
      set === '__AllParameterSets'
        ? Object.values(original.sets).filter((one) => parameter.name in one)
        : [original.sets[set] ?? {}];
    for (const one of sets) {
      const expected = one[parameter.name];
      const same =
        expected &&
        (expected.mandatory ?? false) === use.mandatory &&
        (expected.remaining ?? false) === use.remaining &&
        (expected.position ?? null) === use.position &&
        (expected.pipeline ?? null) === use.pipeline;
      if (!same) found.push(`${name} in set ${set}: ${JSON.stringify(expected)} in the original`);
    }
  }
  return found;
}

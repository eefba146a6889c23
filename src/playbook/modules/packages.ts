import { type WrittenNode, scalar } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { Script, mayBeLeftOut } from '../script.ts';
import { chocolatey } from './chocolatey.ts';
import { changed } from './change-lines.ts';

/** What installs something. */
export const PACKAGES: Readonly<Record<string, ConvertModule>> = {
  win_package: installer,
  win_chocolatey: chocolatey,
  win_chocolatey_source: ({ args }) => {
    const script = new Script();
    const name = script.parameter('Name', args.needed('name'));
    const state = args.literal('state') ?? 'present';
    args.ignore('allow_self_service', 'admin_only', 'update_password');
    script.add(
      '$Runbook.Changed = $false',
      `$known = @(choco source list --limit-output | ForEach-Object { $_.Split('|')[0] }) -contains ${name}`,
    );
    if (state === 'absent')
      return script.add(...changed('$known', `choco source remove --name=${name}`)).made();
    if (state !== 'present') {
      const verb = state === 'disabled' ? 'disable' : 'enable';
      return script.add('$Runbook.Changed = $true', `choco source ${verb} --name=${name}`).made();
    }
    const source = script.parameter('Source', args.needed('source'));
    const more: string[] = [];
    const user = args.text('source_username');
    const password = args.text('source_password');
    const priority = args.text('priority');
    if (user) more.push(`"--user=${script.parameter('User', user)}"`);
    if (password) more.push(`"--password=${script.parameter('Password', password)}"`);
    if (priority) more.push(`"--priority=${script.parameter('Priority', priority)}"`);
    return script
      .add(
        ...changed(
          '-not $known',
          `choco source add "--name=${name}" "--source=${source}"${more.map((each) => ` ${each}`).join('')}`,
        ),
      )
      .made();
  },
  win_chocolatey_config: ({ args }) =>
    setting('config', args.needed('name'), args.text('value'), args.literal('state')),
  win_chocolatey_feature: ({ args }) => {
    const verb = args.literal('state') === 'disabled' ? 'disable' : 'enable';
    const script = new Script();
    const name = script.parameter('Name', args.needed('name'));
    const wanted = verb === 'enable' ? 'Enabled' : 'Disabled';
    return script
      .add(
        '$Runbook.Changed = $false',
        `$now = @(choco feature list --limit-output) | Where-Object { $_.Split('|')[0] -eq ${name} }`,
        ...changed(`$now -notmatch '\\|${wanted}\\|'`, `choco feature ${verb} "--name=${name}"`),
      )
      .made();
  },
};

/** An installer, which is run only where what it installs is not there. */
function installer({ args }: ModuleCall): Made {
  args.ignore(
    'validate_certs',
    'wait_for_children',
    'log_path',
    'provider',
    'name',
    'ensure',
    'follow_redirects',
    'timeout',
    'http_agent',
  );
  const state = args.literal('state', 'ensure') ?? 'present';
  const script = new Script();
  const path = args.text('path');
  const product = args.text('product_id', 'productid');
  if (!path && !product) throw new CannotSay('it names neither a file nor a product');
  if (args.has('creates_version', 'provider') && args.literal('provider') !== 'auto' && args.has('provider'))
    throw new CannotSay('its "provider" is not one of installers');
  const installed = script.add(
    '$Runbook.Changed = $false',
    '$Runbook.Result = @{ reboot_required = $false; rc = 0 }',
    'function Test-Product($id) {',
    '  $id -and (Test-Path -LiteralPath "HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\$id", "HKLM:\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\$id") -contains $true',
    '}',
  );
  const file = path ? script.parameter('Path', path) : undefined;
  const id = product ? script.optional('ProductId', product, "''") : undefined;
  if (file !== undefined) {
    installed.add(
      `if (${file} -match '^https?://') {`,
      `  $download = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetFileName(([uri]${file}).LocalPath))`,
      '}',
      `$file = if ($download) { $download } else { ${file} }`,
    );
  }
  const creates = args.text('creates_path');
  const service = args.text('creates_service');
  const version = args.text('creates_version');
  const checks: string[] = [];
  const mayBeOmitted = [product, args.text('creates_path')].some(
    (each) => each !== undefined && mayBeLeftOut(each),
  );
  if (id !== undefined)
    checks.push(mayBeOmitted ? `if (${id}) { Test-Product ${id} }` : `(Test-Product ${id})`);
  if (creates) {
    const made = script.optional('CreatesPath', creates, "''");
    const isVersion = version
      ? ` -and (Get-Item -LiteralPath ${made}).VersionInfo.FileVersion -eq ${script.parameter('CreatesVersion', version)}`
      : '';
    const look = `((Test-Path -LiteralPath ${made})${isVersion})`;
    checks.push(mayBeOmitted ? `if (${made}) { ${look} }` : look);
  }
  if (service)
    checks.push(
      `[bool](Get-Service -Name ${script.parameter('CreatesService', service)} -ErrorAction SilentlyContinue)`,
    );
  if (checks.length === 0 && file !== undefined) {
    installed.add(...productOfMsi());
    checks.push('(Test-Product $product)');
  }
  script.add(
    // With none of them nobody knows, and it is installed.
    ...(mayBeOmitted
      ? [
          `$checks = @(${checks.map((each) => `$(${each})`).join(', ')})`,
          '$isInstalled = $checks.Count -gt 0 -and $checks -notcontains $false',
        ]
      : [`$isInstalled = ${checks.join(' -and ')}`]),
    `if (${state === 'absent' ? '-not ' : ''}$isInstalled) { return }`,
    '$Runbook.Changed = $true',
    'if ($Runbook.CheckMode) { return }',
  );
  const given = args.data('arguments');
  const extra = given
    ? script.parameter('Arguments', given, given.kind === 'list' ? 'string[]' : 'string')
    : undefined;
  const words = extra === undefined ? '' : given?.kind === 'list' ? ` $(${extra} -join ' ')` : ` ${extra}`;
  const folder = args.text('chdir');
  const from = folder ? ` -WorkingDirectory ${script.parameter('Folder', folder)}` : '';
  const credential = credentials(args, script);
  if (file !== undefined) {
    script.add(
      'if ($download) {',
      "  $ProgressPreference = 'SilentlyContinue'",
      '  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12',
      `  Invoke-WebRequest -UseBasicParsing -Uri ${file} -OutFile $download${credential}`,
      '}',
    );
  }
  if (state === 'absent') {
    const what = id ?? '$product';
    script.add(
      `if ("${what}" -match '^\\{') { $program, $line = 'msiexec.exe', "/x ${what} /qn /norestart${words}" }`,
      ...(file === undefined
        ? [`else { throw "${what} has no installer of Windows: name the file that uninstalls it" }`]
        : [`else { $program, $line = $file, "${words.trim()}" }`]),
    );
  } else {
    if (file === undefined) throw new CannotSay('it names no file to install ("path")');
    script.add(
      '$program, $line = switch -Regex ($file) {',
      `  '\\.msi$' { 'msiexec.exe', "/i \`"$file\`" /qn /norestart${words}"; break }`,
      `  '\\.msp$' { 'msiexec.exe', "/update \`"$file\`" /qn /norestart${words}"; break }`,
      `  '\\.msu$' { 'wusa.exe', "\`"$file\`" /quiet /norestart"; break }`,
      `  default { $file, "${words.trim()}" }`,
      '}',
    );
  }
  const codes = expectedCodes(args);
  script.add(
    `$options = @{ FilePath = $program; Wait = $true; PassThru = $true }`,
    'if ($line) { $options.ArgumentList = $line }',
    `$process = Start-Process @options${from}`,
    `if ($process.ExitCode -notin ${typeof codes === 'string' ? codes : script.parameter('ExitCodes', codes, 'object[]')}) { throw "$program $line has ended with $($process.ExitCode)" }`,
    '$Runbook.Result = @{ reboot_required = $process.ExitCode -in 3010, 1641; rc = $process.ExitCode }',
  );
  const made = script.made();
  // Its own variable is not the exit code of the script.
  return { ...made, shape: { kind: 'result' } };
}

function expectedCodes(args: ModuleCall['args']): string | WrittenNode {
  const given = args.list('expected_return_code');
  if (!given) return '0, 3010';
  if (
    given.kind === 'list' &&
    given.items.every(({ node }) => node.kind === 'scalar' && /^-?\d+$/.test(String(node.value)))
  ) {
    return given.items.map(({ node }) => (node.kind === 'scalar' ? String(node.value) : '')).join(', ');
  }
  return given;
}

function credentials(args: ModuleCall['args'], script: Script): string {
  const user = args.text('username', 'user_name');
  const password = args.text('password', 'user_password');
  if (!user || !password) return '';
  const account = script.parameter('User', user);
  const secret = script.parameter('Password', password);
  script.add(
    `$credential = New-Object System.Management.Automation.PSCredential ${account}, (ConvertTo-SecureString ${secret} -AsPlainText -Force)`,
  );
  return ' -Credential $credential';
}

/** The product that a package of Windows' own installer says that it is. */
function productOfMsi(): readonly string[] {
  return [
    '$product = $null',
    "if ($file -match '\\.msi$' -and (Test-Path -LiteralPath $file)) {",
    '  $installer = New-Object -ComObject WindowsInstaller.Installer',
    '  $database = $installer.OpenDatabase((Resolve-Path -LiteralPath $file).ProviderPath, 0)',
    '  $view = $database.OpenView("SELECT Value FROM Property WHERE Property = \'ProductCode\'")',
    '  $null = $view.Execute()',
    '  $product = $view.Fetch().StringData(1)',
    '}',
  ];
}

function setting(
  kind: string,
  name: WrittenNode,
  value: WrittenNode | undefined,
  state: string | undefined,
): Made {
  const script = new Script();
  const variable = script.parameter('Name', name);
  if (state === 'absent') return script.add(`choco ${kind} unset "--name=${variable}"`).made();
  const given = script.parameter('Value', value ?? scalar(''));
  return script
    .add(
      '$Runbook.Changed = $false',
      `$now = choco ${kind} get ${variable} --limit-output`,
      ...changed(`"$now" -ne ${given}`, `choco ${kind} set "--name=${variable}" "--value=${given}"`),
    )
    .made();
}

import { scalar } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** Certificates, credentials and policies. */
export const SECURITY: Readonly<Record<string, ConvertModule>> = {
  win_auto_logon: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    args.ignore('logon_count');
    if (args.has('logon_count')) throw new CannotSay('it counts how often ("logon_count")');
    const script = new Script();
    const key = "'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon'";
    if (state === 'absent') {
      args.ignore('username', 'password');
      return script
        .add(
          '$Runbook.Changed = $false',
          `if ((Get-ItemProperty -Path ${key}).AutoAdminLogon -eq '1') {`,
          '  $Runbook.Changed = $true',
          '  if (-not $Runbook.CheckMode) {',
          `    Set-ItemProperty -Path ${key} -Name AutoAdminLogon -Value '0'`,
          `    Remove-ItemProperty -Path ${key} -Name DefaultPassword -ErrorAction SilentlyContinue`,
          '  }',
          '}',
        )
        .made();
    }
    const user = script.parameter('User', args.needed('username'));
    const password = script.parameter('Password', args.needed('password'));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$domain, $name = if (${user} -match '\\\\') { ${user}.Split('\\', 2) } else { $env:COMPUTERNAME, ${user} }`,
        `$wanted = @{ AutoAdminLogon = '1'; DefaultUserName = $name; DefaultDomainName = $domain; DefaultPassword = ${password} }`,
        `$now = Get-ItemProperty -Path ${key}`,
        'foreach ($each in $wanted.Keys) {',
        '  if ($now.$each -ceq $wanted[$each]) { continue }',
        '  $Runbook.Changed = $true',
        `  if (-not $Runbook.CheckMode) { Set-ItemProperty -Path ${key} -Name $each -Value $wanted[$each] }`,
        '}',
      )
      .made({ kind: 'result' }, [
        'the password stands in the registry then, where the module keeps it as a secret of the machine',
      ]);
  },
  win_credential: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    args.ignore('type', 'update_secret', 'persistence', 'comment', 'alias');
    if (
      args.has('type') &&
      args.literal('type') !== 'domain_password' &&
      args.literal('type') !== 'generic_password'
    )
      throw new CannotSay('its type is a certificate');
    const script = new Script();
    const name = script.parameter('Target', args.needed('name'));
    script.add(
      '$Runbook.Changed = $false',
      `$isThere = [bool](cmdkey "/list:${name}" | Where-Object { $_ -match 'User' })`,
    );
    if (state === 'absent') {
      args.ignore('username', 'secret');
      return script.add(...changed('$isThere', `$null = cmdkey "/delete:${name}"`)).made();
    }
    const user = script.parameter('User', args.needed('username'));
    const secret = args.text('secret');
    const pass = secret ? ` "/pass:${script.parameter('Password', secret)}"` : '';
    const kind = args.literal('type') === 'generic_password' ? '/generic' : '/add';
    return script
      .add(
        '$Runbook.Changed = $true',
        `if (-not $Runbook.CheckMode) { $null = cmdkey "${kind}:${name}" "/user:${user}"${pass} }`,
      )
      .made();
  },
  win_certificate_store: certificate,
  win_security_policy: ({ args }) => {
    const script = new Script();
    const section = script.parameter('Section', args.needed('section'));
    const key = script.parameter('Key', args.needed('key'));
    const value = script.parameter('Value', args.needed('value'));
    return script
      .add(
        '$Runbook.Changed = $false',
        '$file = [IO.Path]::GetTempFileName()',
        '$null = secedit /export /cfg $file',
        `$line = Get-Content -LiteralPath $file | Where-Object { $_ -match "^$([regex]::Escape(${key}))\\s*=" }`,
        "$now = if ($line) { ($line -split '=', 2)[1].Trim().Trim('\"') }",
        `if ($now -ne ${value}) {`,
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) {',
        `    $text = if (${value} -match '^\\d+$' -or ${section} -ne 'System Access') { ${value} } else { "\`"${value}\`"" }`,
        `    "[Unicode]\`r\`nUnicode=yes\`r\`n[Version]\`r\`nsignature=\`"\`$CHICAGO\`$\`"\`r\`nRevision=1\`r\`n[${section}]\`r\`n${key} = $text" | Set-Content -LiteralPath $file -Encoding Unicode`,
        '    $null = secedit /configure /db (Join-Path ([IO.Path]::GetTempPath()) policy.sdb) /cfg $file /quiet',
        '  }',
        '}',
        'Remove-Item -LiteralPath $file',
      )
      .made();
  },
  win_audit_policy_system: ({ args }) => {
    const script = new Script();
    const type = args.list('audit_type');
    const kinds =
      type?.kind === 'list'
        ? type.items.map(({ node }) => (node.kind === 'scalar' ? String(node.value) : ''))
        : [];
    if (kinds.length === 0) throw new CannotSay('"audit_type" is not written out');
    const sub = args.text('subcategory');
    const category = args.text('category');
    const name = script.parameter('Policy', sub ?? category ?? scalar(''));
    const option = sub ? 'subcategory' : 'category';
    const has = (kind: string): string => (kinds.includes(kind) ? 'enable' : 'disable');
    return script
      .add(
        '$Runbook.Changed = $false',
        `$before = auditpol /get "/${option}:${name}"`,
        `if (-not $Runbook.CheckMode) { $null = auditpol /set "/${option}:${name}" /success:${has('success')} /failure:${has('failure')} }`,
        `$Runbook.Changed = [bool](Compare-Object @($before) @(auditpol /get "/${option}:${name}"))`,
      )
      .made();
  },
};

function certificate({ args }: ModuleCall): Made {
  args.ignore('key_storage', 'key_exportable');
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const location = args.literal('store_location') ?? 'LocalMachine';
  const name = args.text('store_name') ?? scalar('My');
  const store = script.parameter('StoreName', name);
  script.add('$Runbook.Changed = $false', `$store = "Cert:\\${location}\\${store}"`);
  if (state === 'absent') {
    args.ignore('path', 'password', 'file_type');
    const thumbprint = script.parameter('Thumbprint', args.needed('thumbprint'));
    return script
      .add(
        `$found = Get-ChildItem -Path $store | Where-Object Thumbprint -eq ${thumbprint}`,
        ...changed('$found', '$found | Remove-Item'),
      )
      .made();
  }
  if (state !== 'present')
    throw new CannotSay('it exports a certificate: use Export-Certificate or Export-PfxCertificate');
  const path = script.parameter('Path', args.needed('path'));
  const password = args.text('password');
  const secret = password ? script.parameter('Password', password) : undefined;
  const exportable =
    args.has('key_exportable') && args.flag('key_exportable') === false ? '' : ' -Exportable';
  return script
    .add(
      '$certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 ' +
        (secret === undefined ? path : `${path}, ${secret}`),
      '$Runbook.Result = @{ thumbprints = @($certificate.Thumbprint) }',
      'if (Get-ChildItem -Path $store | Where-Object Thumbprint -eq $certificate.Thumbprint) { return }',
      '$Runbook.Changed = $true',
      'if ($Runbook.CheckMode) { return }',
      `$null = if (${path} -match '\\.(pfx|p12)$') { Import-PfxCertificate -FilePath ${path} -CertStoreLocation $store${exportable}${secret === undefined ? '' : ` -Password (ConvertTo-SecureString ${secret} -AsPlainText -Force)`} } else { Import-Certificate -FilePath ${path} -CertStoreLocation $store }`,
    )
    .made();
}

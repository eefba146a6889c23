import { dirname, join, normalize, relative } from 'node:path';
import { type WrittenNode, mapping, scalar } from '../../document/written.ts';
import type { Args } from '../args.ts';
import type { Converting } from '../converting.ts';
import { CannotSay } from '../cannot-say.ts';
import { convertTemplate } from '../expressions.ts';
import { findBeside, takeFile, textOfFile } from '../files.ts';
import { type ConvertModule, type Made, type ModuleCall, same } from '../module.ts';
import { Script } from '../script.ts';
import { forLinux } from './for-linux.ts';

/** What brings a file to its place. */
export const COPIES: Readonly<Record<string, ConvertModule>> = {
  win_copy: copy,
  copy: forLinux(copy),
  win_template: template,
  template: forLinux(template),
  win_get_url: getUrl,
  get_url: forLinux(getUrl),
  fetch: ({ args }) => {
    args.ignore('validate_checksum');
    return same(
      'fetch',
      mapping({
        src: args.needed('src'),
        dest: args.needed('dest'),
        ...(args.flag('flat') === true ? { flat: true } : {}),
        ...(args.flag('fail_on_missing') === false ? { fail_on_missing: false } : {}),
      }),
    );
  },
  win_robocopy: ({ args }) => {
    const argv: WrittenNode[] = [scalar('robocopy'), args.needed('src'), args.needed('dest')];
    const flags = args.text('flags');
    if (flags?.kind === 'scalar' && typeof flags.value === 'string' && !flags.value.includes('{{')) {
      args.ignore('purge', 'recurse');
      argv.push(...flags.value.split(/\s+/).map((each) => scalar(each)));
    } else if (flags) throw new CannotSay('its "flags" are a template');
    else {
      if (args.flag('purge') === true) argv.push(scalar('/purge'));
      if (args.flag('recurse') === true) argv.push(scalar('/e'));
    }
    const codes = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].map((code) => ({ node: scalar(code) }));
    return {
      entries: [
        {
          key: 'command',
          value: mapping({
            argv: { kind: 'list', items: argv.map((node) => ({ node })) },
            success_exit_codes: { kind: 'list', items: codes },
          }),
        },
      ],
      shape: { kind: 'same' },
      remarks: ['it counts as changed whatever robocopy has copied'],
    };
  },
};

function copy(call: ModuleCall): Made {
  const { args, converting } = call;
  args.ignore('local_follow', 'follow', 'decrypt', 'directory_mode', 'checksum');
  const content = args.text('content');
  const to = args.needed('dest');
  const keep = targetKeys(args);
  if (content) {
    args.ignore('remote_src', 'src');
    return same('copy', mapping({ content, dest: to, ...keep }));
  }
  const source = args.source('src');
  if (source === undefined) throw new CannotSay('it has neither "src" nor "content"');
  const found = args.flag('remote_src') === true ? undefined : findBeside(source, 'files', converting);
  if (found !== undefined && isFoundAlike(source, found, converting)) {
    takeFile(found, converting);
    return same('copy', mapping({ src: scalar(source), dest: to, ...keep }));
  }
  const force = keep.force ?? true;
  const remarks = keep.backup === true ? ['what was there before is not kept ("backup")'] : [];
  const isRemote = args.flag('remote_src') ?? false;
  const from = isRemote ? args.needed('src') : localFile(source, 'files', call, remarks);
  const script = new Script();
  const first = script.parameter('Source', from);
  const second = script.parameter('Destination', to);
  script.add(
    '$Runbook.Changed = $false',
    `$into = ${second} -match '[\\\\/]$' -or (Test-Path -LiteralPath ${second} -PathType Container)`,
    `$copies = if (Test-Path -LiteralPath ${first} -PathType Container) {`,
    `  $root = (Resolve-Path -LiteralPath ${first}).ProviderPath.TrimEnd('\\', '/')`,
    `  $target = if (${first} -match '[\\\\/]$') { ${second} } else { Join-Path ${second} (Split-Path -Path $root -Leaf) }`,
    '  Get-ChildItem -LiteralPath $root -Recurse -File -Force | ForEach-Object {',
    '    @{ From = $_.FullName; To = Join-Path $target $_.FullName.Substring($root.Length + 1) }',
    '  }',
    '} else {',
    `  @{ From = ${first}; To = if ($into) { Join-Path ${second} (Split-Path -Path ${first} -Leaf) } else { ${second} } }`,
    '}',
    'foreach ($copy in $copies) {',
    '  $isThere = Test-Path -LiteralPath $copy.To -PathType Leaf',
    force
      ? '  if ($isThere -and (Get-FileHash -LiteralPath $copy.From).Hash -eq (Get-FileHash -LiteralPath $copy.To).Hash) { continue }'
      : '  if ($isThere) { continue }',
    '  $Runbook.Changed = $true',
    '  if ($Runbook.CheckMode) { continue }',
    '  $null = New-Item -ItemType Directory -Path (Split-Path -Path $copy.To -Parent) -Force',
    '  Copy-Item -LiteralPath $copy.From -Destination $copy.To -Force',
    '}',
    '$Runbook.Result = @{ src = $Source; dest = $Destination }',
  );
  return script.made({ kind: 'result' }, remarks);
}

/** A file beside the playbook, which lies beside the runbook then. */
function localFile(
  source: string,
  kind: 'files' | 'templates',
  { converting }: ModuleCall,
  remarks: string[],
): WrittenNode {
  const { names, role } = converting;
  if (/^(?:[~/]|[A-Za-z]:[\\/])/.test(source)) {
    remarks.push(
      `"${source}" was a path of the machine that Ansible runs on: here it is one of this machine`,
    );
    return scalar(convertTemplate(source, names, 'text'));
  }
  const found = findBeside(source, kind, converting);
  if (found !== undefined) return scalar(takeFile(found, converting));
  // Where it begins with a template nobody knows whether a folder comes first.
  if (source.startsWith('{{')) {
    remarks.push('where the path of "src" is relative, it begins in the folder of the runbook');
    return scalar(convertTemplate(source, names, 'text'));
  }
  const folder = role === undefined ? '{{ playbook_dir }}' : '{{ role_path }}';
  remarks.push(
    `"${source}" is to be laid into the folder "${kind}" beside ${role === undefined ? 'the runbook' : "the role's tasks"}`,
  );
  return scalar(convertTemplate(`${folder}/${kind}/${source}`, names, 'text'));
}

/** Whether `copy` finds the file where Ansible does. */
function isFoundAlike(source: string, found: string, { role, file, folder }: Converting): boolean {
  const here = relative(folder, dirname(file.path));
  const places = [
    ...(role === undefined ? [] : [join(role, 'files', source)]),
    join(here, 'files', source),
    join(here, source),
  ];
  return places.some((place) => normalize(place).replaceAll('\\', '/') === found);
}

/** What of a target is not as it is by itself. */
function targetKeys(args: Args): { readonly backup?: true; readonly force?: false } {
  return {
    ...(args.has('backup') && args.flag('backup') === true ? { backup: true } : {}),
    ...(args.flag('force') === false ? { force: false } : {}),
  };
}

function template(call: ModuleCall): Made {
  const { args, converting } = call;
  args.ignore(
    'trim_blocks',
    'lstrip_blocks',
    'output_encoding',
    'newline_sequence',
    'follow',
    'variable_start_string',
    'variable_end_string',
  );
  if (args.has('variable_start_string', 'variable_end_string', 'output_encoding'))
    throw new CannotSay('its template has signs or an encoding of its own');
  const source = args.literal('src');
  const newline = args.has('newline_sequence') ? args.literal('newline_sequence') : undefined;
  const to = args.needed('dest');
  if (source === undefined) throw new CannotSay('it names no template');
  const path = findBeside(source, 'templates', converting);
  const text = path === undefined ? undefined : textOfFile(path, converting);
  if (text === undefined) throw new CannotSay(`the template "${source}" is not there`);
  if (/\{%/.test(text))
    throw new CannotSay(
      `the template "${source}" has statements ("{% %}"), and a text has only expressions here`,
    );
  const content = scalar(convertTemplate(text.replace(/\r\n/g, '\n'), converting.names, 'text'));
  if (to.kind === 'scalar' && typeof to.value === 'string' && /[\\/]$/.test(to.value))
    throw new CannotSay(`"dest" is a folder: name the file`);
  const isWindows = newline === undefined || newline.includes('r');
  const lines = isWindows ? { newline: 'crlf' } : {};
  return same('copy', mapping({ content, dest: to, ...targetKeys(args), ...lines }));
}

function getUrl({ args }: ModuleCall): Made {
  args.ignore(
    'validate_certs',
    'follow_redirects',
    'timeout',
    'url_timeout',
    'http_agent',
    'use_proxy',
    'force_basic_auth',
    'maximum_redirection',
    'url_method',
    'use_default_credential',
    'skip_certificate_validation',
    'tmp_dest',
  );
  const url = args.needed('url');
  const to = args.needed('dest');
  const force = args.has('force') ? args.flag('force') : true;
  const script = new Script();
  const from = script.parameter('Url', url);
  const path = script.parameter('Destination', to);
  const headers = args.data('headers');
  const headerText = headers ? ` -Headers ${script.parameter('Headers', headers, 'hashtable')}` : '';
  const proxy = args.text('proxy_url');
  const proxyText = proxy ? ` -Proxy ${script.parameter('Proxy', proxy)}` : '';
  const user = args.text('url_username', 'username');
  const password = args.text('url_password', 'password');
  let credential = '';
  if (user && password) {
    const account = script.parameter('User', user);
    const secret = script.parameter('Password', password);
    script.add(
      `$credential = New-Object System.Management.Automation.PSCredential ${account}, (ConvertTo-SecureString ${secret} -AsPlainText -Force)`,
    );
    credential = ' -Credential $credential';
  }
  const checksum = args.text('checksum');
  const algorithm = (args.literal('checksum_algorithm') ?? 'sha1').toUpperCase();
  if (args.has('checksum_url'))
    throw new CannotSay('its checksum is in a file of the server ("checksum_url"): give it as "checksum"');
  script.add(
    '$Runbook.Changed = $false',
    "$ProgressPreference = 'SilentlyContinue'",
    '[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12',
    `$target = if (Test-Path -LiteralPath ${path} -PathType Container) { Join-Path ${path} ([IO.Path]::GetFileName(([uri]${from}).LocalPath)) } else { ${path} }`,
    ...(force === false ? ['if (Test-Path -LiteralPath $target) { return }'] : []),
  );
  const sum = checksum ? script.parameter('Checksum', checksum) : undefined;
  if (sum !== undefined)
    script.add(
      `if ((Test-Path -LiteralPath $target) -and (Get-FileHash -LiteralPath $target -Algorithm ${algorithm}).Hash -eq ${sum}) { return }`,
    );
  script.add(
    'if ($Runbook.CheckMode) { $Runbook.Changed = $true; return }',
    '$download = [IO.Path]::GetTempFileName()',
    'try {',
    `  Invoke-WebRequest -UseBasicParsing -Uri ${from} -OutFile $download${headerText}${proxyText}${credential}`,
    ...(sum === undefined
      ? []
      : [
          `  if ((Get-FileHash -LiteralPath $download -Algorithm ${algorithm}).Hash -ne ${sum}) { throw 'the checksum is another one' }`,
        ]),
    '  if (-not (Test-Path -LiteralPath $target) -or (Get-FileHash -LiteralPath $download).Hash -ne (Get-FileHash -LiteralPath $target).Hash) {',
    '    $Runbook.Changed = $true',
    '    Copy-Item -LiteralPath $download -Destination $target -Force',
    '  }',
    '} finally { Remove-Item -LiteralPath $download }',
    '$Runbook.Result = @{ dest = $target; url = $Url; status_code = 200 }',
  );
  return script.made();
}

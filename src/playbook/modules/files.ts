import { mapping, scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { convertTemplate } from '../expressions.ts';
import { findBeside, takeFile, textOfFile } from '../files.ts';
import { cmdlet, isOnlyAsked, type ConvertModule, type Made, type ModuleCall } from '../module.ts';
import { Script } from '../script.ts';
import { unzip, zip } from './archives.ts';
import { lineInFile, blockInFile } from './lines-in-file.ts';
import { stat } from './stat.ts';
import { findFiles } from './find-files.ts';

export const FILES: Readonly<Record<string, ConvertModule>> = {
  win_file: file,
  file: forLinux(file),
  win_copy: copy,
  copy: forLinux(copy),
  win_template: template,
  template: forLinux(template),
  win_stat: stat,
  stat: forLinux(stat),
  win_find: findFiles,
  find: forLinux(findFiles),
  win_get_url: getUrl,
  get_url: forLinux(getUrl),
  win_unzip: unzip,
  unarchive: forLinux(unzip),
  win_zip: zip,
  win_lineinfile: lineInFile,
  lineinfile: forLinux(lineInFile),
  win_blockinfile: blockInFile,
  win_tempfile: ({ args }) => {
    const script = new Script();
    const suffix = args.text('suffix');
    const prefix = args.text('prefix');
    const path = args.text('path');
    const kind = args.literal('state') === 'directory' ? 'Directory' : 'File';
    const folder = path ? script.parameter('Folder', path) : '([IO.Path]::GetTempPath())';
    const before = prefix ? script.parameter('Prefix', prefix) : "'ansible.'";
    const behind = suffix ? script.parameter('Suffix', suffix) : "''";
    return script
      .add(
        `$item = New-Item -ItemType ${kind} -Path (Join-Path ${folder} (${before} + [IO.Path]::GetRandomFileName() + ${behind}))`,
        '$Runbook.Result = @{ path = $item.FullName; state = ' + `'${kind.toLowerCase()}'` + ' }',
      )
      .made();
  },
  slurp: ({ args }) => {
    const script = new Script();
    const path = script.parameter('Path', args.needed('src', 'path'));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$bytes = [IO.File]::ReadAllBytes((Resolve-Path -LiteralPath ${path}).ProviderPath)`,
        "$Runbook.Result = @{ content = [Convert]::ToBase64String($bytes); encoding = 'base64'; source = $Path }",
      )
      .made();
  },
  fetch: ({ args }) => {
    args.ignore('fail_on_missing', 'validate_checksum', 'flat');
    return cmdlet(
      'Copy-Item',
      { LiteralPath: args.needed('src'), Destination: args.needed('dest') },
      {
        remarks: ['it brought a file to the machine that Ansible runs on: here it is copied on this machine'],
      },
    );
  },
  win_file_version: ({ args }) => {
    const script = new Script();
    const path = script.parameter('Path', args.needed('path'));
    return script
      .add(
        '$Runbook.Changed = $false',
        `$version = (Get-Item -LiteralPath ${path}).VersionInfo`,
        '$Runbook.Result = @{ win_file_version = @{',
        '  path = $Path; file_version = $version.FileVersion; product_version = $version.ProductVersion',
        '  file_major_part = $version.FileMajorPart; file_minor_part = $version.FileMinorPart; file_build_part = $version.FileBuildPart; file_private_part = $version.FilePrivatePart',
        '} }',
      )
      .made();
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
  win_shortcut: ({ args }) => {
    const script = new Script();
    const link = script.parameter('Link', args.needed('dest'));
    const state = args.literal('state') ?? 'present';
    args.ignore('run_as_admin');
    if (state === 'absent')
      return script
        .add(
          '$Runbook.Changed = $false',
          `if (Test-Path -LiteralPath ${link}) {`,
          '  $Runbook.Changed = $true',
          `  if (-not $Runbook.CheckMode) { Remove-Item -LiteralPath ${link} }`,
          '}',
        )
        .made();
    script.add(
      '$Runbook.Changed = $false',
      `$link = (New-Object -ComObject WScript.Shell).CreateShortcut([Environment]::ExpandEnvironmentVariables(${link}))`,
      'function Set-Member($name, $value) {',
      '  if ("$($link.$name)" -ne "$value") { $Runbook.Changed = $true; $link.$name = $value }',
      '}',
    );
    const members: readonly (readonly [string, WrittenNode | undefined])[] = [
      ['TargetPath', args.text('src')],
      ['Arguments', args.text('arguments', 'args')],
      ['WorkingDirectory', args.text('directory')],
      ['IconLocation', args.text('icon')],
      ['Description', args.text('description')],
      ['Hotkey', args.text('hotkey')],
    ];
    for (const [name, value] of members)
      script.with(name, value, (variable) => [`Set-Member ${name} ${variable}`]);
    const styles: Readonly<Record<string, string>> = {
      normal: '1',
      maximized: '3',
      minimized: '7',
      default: '1',
    };
    const style = args.literal('windowstyle');
    if (style !== undefined) script.add(`Set-Member WindowStyle ${styles[style] ?? '1'}`);
    return script.add('if ($Runbook.Changed -and -not $Runbook.CheckMode) { $link.Save() }').made();
  },
};

/** A module for Linux whose arguments are those of its counterpart, where its paths can be of Windows. */
function forLinux(convert: ConvertModule): ConvertModule {
  return (call) => {
    for (const name of ['path', 'dest', 'src', 'name']) {
      if (call.args.isTemplate(name)) continue;
      const given =
        call.args.has(name) && call.args.node(name)?.kind !== 'sequence' ? call.args.source(name) : undefined;
      if (given !== undefined && /^[~/](?!\/)/.test(given))
        throw new CannotSay(`"${given}" is a path of Linux`);
    }
    for (const name of ['mode', 'owner', 'group'])
      if (call.args.has(name))
        throw new CannotSay(
          `"${name}" of "${call.name}" is for Linux: rights are given with Set-Acl or icacls`,
        );
    const made = convert(call);
    return {
      ...made,
      remarks: [`"${call.name}" is for Linux: it is taken for "win_${call.name}"`, ...(made.remarks ?? [])],
    };
  };
}

function file({ args, read }: ModuleCall): Made {
  const path = args.needed('path', 'dest', 'name');
  const isPlain = isOnlyAsked(read);
  const state = args.text('state');
  const literal =
    state === undefined
      ? 'file'
      : state.kind === 'scalar' && !String(state.value).includes('{{')
        ? String(state.value)
        : undefined;
  args.ignore('recurse', 'force', 'follow');
  if (isPlain && literal === 'directory')
    return cmdlet(
      'New-Item',
      { Path: path, ItemType: 'Directory', Force: true },
      { extra: { creates: path } },
    );
  if (isPlain && literal === 'absent')
    return cmdlet(
      'Remove-Item',
      { LiteralPath: path, Recurse: true, Force: true },
      { extra: { removes: path } },
    );
  if (isPlain && literal === 'file') return cmdlet('Get-Item', { LiteralPath: path });
  const script = new Script();
  const variable = script.parameter('Path', path);
  const lines: Readonly<Record<string, readonly string[]>> = {
    directory: changes(
      `-not (Test-Path -LiteralPath ${variable} -PathType Container)`,
      `$null = New-Item -ItemType Directory -Path ${variable} -Force`,
    ),
    absent: changes(
      `Test-Path -LiteralPath ${variable}`,
      `Remove-Item -LiteralPath ${variable} -Recurse -Force`,
    ),
    file: [
      `if (-not (Test-Path -LiteralPath ${variable} -PathType Leaf)) { throw "there is no file ${variable}" }`,
    ],
    touch: [
      '$Runbook.Changed = $true',
      'if (-not $Runbook.CheckMode) {',
      `  if (Test-Path -LiteralPath ${variable}) { (Get-Item -LiteralPath ${variable}).LastWriteTime = Get-Date } else { $null = New-Item -ItemType File -Path ${variable} -Force }`,
      '}',
    ],
  };
  script.add('$Runbook.Changed = $false');
  if (literal !== undefined) {
    const known = lines[literal];
    if (!known) throw new CannotSay(`there is no "state: ${literal}" here`);
    return script.add(...known).made();
  }
  const wanted = script.parameter('State', state ?? scalar('file'));
  return script
    .add(
      `switch (${wanted}) {`,
      ...Object.entries(lines).flatMap(([key, each]) => [
        `  '${key}' {`,
        ...each.map((line) => `    ${line}`),
        '  }',
      ]),
      '  default { throw "the state $State is not known" }',
      '}',
    )
    .made();
}

function changes(condition: string, act: string): readonly string[] {
  return [
    `if (${condition}) {`,
    '  $Runbook.Changed = $true',
    `  if (-not $Runbook.CheckMode) { ${act} }`,
    '}',
  ];
}

function copy(call: ModuleCall): Made {
  const { args } = call;
  args.ignore('local_follow', 'follow', 'backup', 'decrypt', 'directory_mode', 'checksum');
  const content = args.text('content');
  const to = args.needed('dest');
  const remarks =
    args.has('backup') && args.flag('backup') === true
      ? ['what was there before is not kept ("backup")']
      : [];
  const force = args.flag('force') ?? true;
  if (content) {
    args.ignore('remote_src', 'src');
    return contentMade(content, to, force, false, remarks);
  }
  const source = args.source('src');
  if (source === undefined) throw new CannotSay('it has neither "src" nor "content"');
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

/** A text in a file: UTF-8 without a byte order mark, as Ansible writes it. */
function contentMade(
  content: WrittenNode,
  path: WrittenNode,
  force: boolean,
  hasWindowsLines: boolean,
  remarks: readonly string[],
): Made {
  const script = new Script();
  const text = script.parameter('Content', content);
  const to = script.parameter('Path', path);
  script.add(
    '$Runbook.Changed = $false',
    ...(hasWindowsLines ? [`$Content = ${text} -replace '\\r?\\n', "\`r\`n"`] : []),
    `$isThere = Test-Path -LiteralPath ${to} -PathType Leaf`,
    force ? `if (-not $isThere -or [IO.File]::ReadAllText(${to}) -cne ${text}) {` : 'if (-not $isThere) {',
    '  $Runbook.Changed = $true',
    `  if (-not $Runbook.CheckMode) { [IO.File]::WriteAllText(${to}, ${text}) }`,
    '}',
    '$Runbook.Result = @{ dest = $Path }',
  );
  return script.made({ kind: 'result' }, remarks);
}

function template(call: ModuleCall): Made {
  const { args, converting } = call;
  args.ignore(
    'backup',
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
  const force = args.flag('force') ?? true;
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
  return contentMade(content, to, force, newline === undefined || newline.includes('r'), []);
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

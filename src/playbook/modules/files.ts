import { type WrittenNode, scalar } from '../../document/written.ts';
import { type ConvertModule, type Made, type ModuleCall, cmdlet, isOnlyAsked } from '../module.ts';
import { Script } from '../script.ts';
import { unzip, zip } from './archives.ts';
import { changed, linesOfState } from './change-lines.ts';
import { findFiles } from './find-files.ts';
import { forLinux } from './for-linux.ts';
import { blockInFile, lineInFile } from './lines-in-file.ts';
import { stat } from './stat.ts';

export const FILES: Readonly<Record<string, ConvertModule>> = {
  win_file: file,
  file: forLinux(file),
  win_stat: stat,
  stat: forLinux(stat),
  win_find: findFiles,
  find: forLinux(findFiles),
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
  win_shortcut: ({ args }) => {
    const script = new Script();
    const link = script.parameter('Link', args.needed('dest'));
    const state = args.literal('state') ?? 'present';
    args.ignore('run_as_admin');
    if (state === 'absent')
      return script
        .add(
          '$Runbook.Changed = $false',
          ...changed(`Test-Path -LiteralPath ${link}`, `Remove-Item -LiteralPath ${link}`),
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
    directory: changed(
      `-not (Test-Path -LiteralPath ${variable} -PathType Container)`,
      `$null = New-Item -ItemType Directory -Path ${variable} -Force`,
    ),
    absent: changed(
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
  return script.add(...linesOfState(script, state ?? scalar('file'), lines)).made();
}

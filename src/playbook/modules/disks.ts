import { scalar } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { type ConvertModule, type Made, type ModuleCall, cmdlet, doneWhen } from '../module.ts';
import { Script } from '../script.ts';
import { changed } from './change-lines.ts';

/** Disks, partitions and what lies on them. */
export const DISKS: Readonly<Record<string, ConvertModule>> = {
  win_pagefile: pagefile,
  win_defrag: ({ args }) => {
    args.ignore('priority', 'parallel', 'freespace_consolidation', 'exclude_volumes');
    const volumes = args.list('include_volumes');
    if (!volumes) throw new CannotSay('it takes all volumes: name them');
    return cmdlet('Optimize-Volume', { DriveLetter: volumes, Defrag: true });
  },
  win_disk_facts: ({ args }) => {
    args.ignore('filter');
    return cmdlet('Get-Disk', {});
  },
  win_initialize_disk: ({ args }) => {
    args.ignore('force', 'online', 'path', 'uniqueid');
    const number = args.needed('disk_number');
    const style = (args.literal('style') ?? 'gpt').toUpperCase();
    return cmdlet(
      'Initialize-Disk',
      { Number: number, PartitionStyle: style },
      { extra: { done_when: doneWhen('Get-Disk', { Number: number }, "output[0].PartitionStyle != 'RAW'") } },
    );
  },
  win_partition: partition,
  win_format: ({ args }) => {
    args.ignore('full', 'force', 'compress', 'integrity_streams', 'large_frs', 'path');
    const script = new Script();
    const letter = script.parameter('DriveLetter', args.needed('drive_letter'));
    script.add(
      '$Runbook.Changed = $false',
      `$volume = Get-Volume -DriveLetter ${letter}`,
      `$wanted = @{ DriveLetter = ${letter} }`,
    );
    script.with('FileSystem', args.text('file_system'), (value) => [`$wanted.FileSystem = ${value}`]);
    script.with('Label', args.text('new_label', 'label'), (value) => [
      `$wanted.NewFileSystemLabel = ${value}`,
    ]);
    script.with(
      'AllocationUnitSize',
      args.text('allocation_unit_size'),
      (value) => [`$wanted.AllocationUnitSize = ${value}`],
      'int',
    );
    return script
      .add(
        'if ($volume.FileSystem -and (-not $wanted.FileSystem -or $volume.FileSystem -eq $wanted.FileSystem)) { return }',
        "if ($volume.FileSystem) { throw 'there is a file system already: it is formatted by hand' }",
        '$Runbook.Changed = $true',
        'if (-not $Runbook.CheckMode) { $null = Format-Volume @wanted }',
      )
      .made();
  },
  win_disk_image: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const image = args.needed('image_path');
    const script = new Script();
    const variable = script.parameter('ImagePath', image);
    script.add('$Runbook.Changed = $false', `$image = Get-DiskImage -ImagePath ${variable}`);
    if (state === 'absent')
      return script
        .add(...changed('$image.Attached', `$null = Dismount-DiskImage -ImagePath ${variable}`))
        .made();
    return script
      .add(
        'if (-not $image.Attached) {',
        '  $Runbook.Changed = $true',
        '  if ($Runbook.CheckMode) { return }',
        `  $image = Mount-DiskImage -ImagePath ${variable} -PassThru`,
        '}',
        '$letters = @(($image | Get-Volume).DriveLetter | ForEach-Object { "${_}:\\" })',
        '$Runbook.Result = @{ mount_path = $letters[0]; mount_paths = $letters }',
      )
      .made();
  },
  win_mapped_drive: ({ args }) => {
    const state = args.literal('state') ?? 'present';
    const script = new Script();
    const letter = script.parameter('Letter', args.needed('letter'));
    script.add(
      '$Runbook.Changed = $false',
      `$mapping = Get-SmbMapping -LocalPath "${letter}:" -ErrorAction SilentlyContinue`,
    );
    if (state === 'absent') {
      args.ignore('path', 'username', 'password');
      return script.add(...changed('$mapping', '$mapping | Remove-SmbMapping -Force')).made();
    }
    const path = script.parameter('Path', args.needed('path'));
    const user = args.text('username');
    const password = args.text('password');
    const account =
      user && password
        ? ` -UserName ${script.parameter('User', user)} -Password ${script.parameter('Password', password)}`
        : '';
    return script
      .add(
        `if ($mapping.RemotePath -ne ${path}) {`,
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) {',
        '    if ($mapping) { $mapping | Remove-SmbMapping -Force }',
        `    $null = New-SmbMapping -LocalPath "${letter}:" -RemotePath ${path} -Persistent $true${account}`,
        '  }',
        '}',
      )
      .made();
  },
};

function pagefile({ args }: ModuleCall): Made {
  const state = args.literal('state') ?? 'query';
  args.ignore('test_path', 'override', 'remove_all');
  const script = new Script();
  script.add('$Runbook.Changed = $false', '$system = Get-CimInstance -ClassName Win32_ComputerSystem');
  if (args.has('automatic')) {
    const isOn = `$${String(args.flag('automatic') === true)}`;
    script.add(
      ...changed(
        `$system.AutomaticManagedPagefile -ne ${isOn}`,
        `Set-CimInstance -InputObject $system -Property @{ AutomaticManagedPagefile = ${isOn} }`,
      ),
    );
  }
  const removeAll = args.has('remove_all') && args.flag('remove_all') === true;
  if (removeAll)
    script.add(
      '$found = @(Get-CimInstance -ClassName Win32_PageFileSetting)',
      ...changed('$found', '$found | Remove-CimInstance'),
    );
  const drive = args.text('drive');
  if (drive && state !== 'query') {
    const letter = script.parameter('Drive', drive);
    script.add(
      `$name = "${letter}:\\pagefile.sys"`,
      '$now = Get-CimInstance -ClassName Win32_PageFileSetting | Where-Object Name -eq $name',
    );
    if (state === 'absent') {
      args.ignore('initial_size', 'maximum_size', 'system_managed');
      script.add(...changed('$now', '$now | Remove-CimInstance'));
    } else {
      const isManaged = args.has('system_managed') && args.flag('system_managed') === true;
      const first = isManaged
        ? '0'
        : script.parameter('InitialSize', args.text('initial_size') ?? scalar(0n), 'int');
      const most = isManaged
        ? '0'
        : script.parameter('MaximumSize', args.text('maximum_size') ?? scalar(0n), 'int');
      script.add(
        `if (-not $now -or $now.InitialSize -ne ${first} -or $now.MaximumSize -ne ${most}) {`,
        '  $Runbook.Changed = $true',
        '  if (-not $Runbook.CheckMode) {',
        '    if (-not $now) { $now = New-CimInstance -ClassName Win32_PageFileSetting -Property @{ Name = $name } }',
        `    Set-CimInstance -InputObject $now -Property @{ InitialSize = [uint32]${first}; MaximumSize = [uint32]${most} }`,
        '  }',
        '}',
      );
    }
  }
  return script
    .add(
      '$Runbook.Result = @{ automatic_managed_pagefiles = $system.AutomaticManagedPagefile; pagefiles = @(Get-CimInstance -ClassName Win32_PageFileSetting | ForEach-Object { @{ name = $_.Name; initial_size = $_.InitialSize; maximum_size = $_.MaximumSize } }) }',
    )
    .made();
}

function partition({ args }: ModuleCall): Made {
  args.ignore(
    'mbr_type',
    'gpt_type',
    'no_default_drive_letter',
    'partition_number',
    'active',
    'hidden',
    'offline',
    'read_only',
  );
  const state = args.literal('state') ?? 'present';
  const script = new Script();
  const letter = script.parameter('DriveLetter', args.needed('drive_letter'));
  script.add(
    '$Runbook.Changed = $false',
    `$partition = Get-Partition -DriveLetter ${letter} -ErrorAction SilentlyContinue`,
  );
  if (state === 'absent') {
    args.ignore(...args.names);
    return script.add(...changed('$partition', '$partition | Remove-Partition -Confirm:$false')).made();
  }
  const disk = script.parameter('DiskNumber', args.needed('disk_number'), 'int');
  const size = args.literal('partition_size');
  const isAll = size === undefined || size === '-1';
  const [, amount = '', unit = ''] = /^([\d.]+)\s*([KMGT]i?B)$/i.exec(size ?? '') ?? [];
  if (!isAll && amount === '') throw new CannotSay(`"${size}" is no size`);
  const bytes = isAll ? '-UseMaximumSize' : `-Size ${amount}${unit.replace(/i/i, '').toUpperCase()}`;
  return script
    .add(
      ...changed(
        '-not $partition',
        `$null = New-Partition -DiskNumber ${disk} -DriveLetter ${letter} ${bytes}`,
      ),
    )
    .made();
}

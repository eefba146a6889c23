import { cmdlet, isOnlyAsked, type Made, type ModuleCall } from '../module.ts';
import { CannotSay } from '../cannot-say.ts';
import { Script } from '../script.ts';

/** Unpacks a .zip, which is all that Windows can by itself. */
export function unzip({ args, read }: ModuleCall): Made {
  args.ignore('remote_src', 'copy', 'list_files', 'keep_newer');
  if (args.has('password')) throw new CannotSay('Expand-Archive knows no password: use 7z in a script');
  if (args.has('recurse') && args.flag('recurse') === true)
    throw new CannotSay('archives within the archive are not unpacked ("recurse")');
  args.ignore('recurse');
  const from = args.needed('src');
  const to = args.needed('dest');
  const creates = args.text('creates');
  const source = args.source('src') ?? '';
  if (/\.(?:7z|gz|tgz|tar|bz2|xz|rar)$/i.test(source))
    throw new CannotSay(`Expand-Archive unpacks .zip alone: "${source}" needs tar or 7z`);
  if (args.flag('delete_archive') !== true && isOnlyAsked(read))
    return cmdlet(
      'Expand-Archive',
      { LiteralPath: from, DestinationPath: to, Force: true },
      { extra: { creates } },
    );
  const script = new Script();
  const archive = script.parameter('Archive', from);
  const folder = script.parameter('Destination', to);
  script.add(`Expand-Archive -LiteralPath ${archive} -DestinationPath ${folder} -Force`);
  if (args.flag('delete_archive') === true) script.add(`Remove-Item -LiteralPath ${archive}`);
  const made = script.add('$Runbook.Result = @{ src = $Archive; dest = $Destination }').made();
  return creates ? { ...made, entries: [...made.entries, { key: 'creates', value: creates }] } : made;
}

export function zip({ args }: ModuleCall): Made {
  const to = args.needed('dest');
  return cmdlet(
    'Compress-Archive',
    { Path: args.needed('src'), DestinationPath: to, Force: true },
    { extra: { creates: to } },
  );
}

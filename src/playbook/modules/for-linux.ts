import { CannotSay } from '../cannot-say.ts';
import type { ConvertModule } from '../module.ts';

/** A module for Linux whose arguments are those of its counterpart, where its paths can be of Windows. */
export function forLinux(convert: ConvertModule): ConvertModule {
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

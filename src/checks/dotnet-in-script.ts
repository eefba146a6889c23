import { nodesOf } from '../program/nodes-of.ts';
import type { Check } from './check.ts';

/** A script that may reach the machine past the commands, which a rehearsal holds back: then its task fails. */
export const dotnetInScript: Check = {
  name: 'dotnet-in-script',
  description: 'Scripts of a runbook with a rehearsal call commands, not .NET',
  run({ program, hasRehearsal }, { report }) {
    if (!hasRehearsal) return;
    for (const { source } of nodesOf(program)) {
      if (source.kind !== 'task' || source.action.kind !== 'powershell') continue;
      const { script, path, location } = source.action;
      const found = firstUse(script);
      if (!found) continue;
      const where = path === undefined ? `line ${found.line} of the script` : `${path}:${found.line}`;
      report({
        code: 'dotnet-in-script',
        severity: 'information',
        message: `this script uses .NET (${found.text}, ${where}): a rehearsal holds back what reaches past values`,
        location,
        help: 'call a command instead, which a rehearsal can stand in for',
      });
    }
  },
};

/** Static members, types named with their namespace, and the commands that make or load types. Casts such as `[int]` are harmless. */
const dotnet =
  /\[[A-Za-z_][\w.]*(?:\[[^\]]*\])?\]\s*::|\[[A-Za-z_]\w*(?:\.\w+)+(?:\[\])?\]|\b(?:New-Object|Add-Type)\b/i;

function firstUse(script: string): { text: string; line: number } | undefined {
  const code = withoutCommentsAndTexts(script);
  const match = dotnet.exec(code);
  if (!match) return undefined;
  return { text: match[0], line: code.slice(0, match.index).split('\n').length };
}

/** The script with comments and single-quoted texts blanked; in double quotes `$( … )` is code, so those stay. */
function withoutCommentsAndTexts(script: string): string {
  const tokens =
    /<#[\s\S]*?(?:#>|$)|@'[^\S\n]*\r?\n[\s\S]*?\n'@|"(?:[^"`]|`[\s\S]|"")*"|'(?:[^']|'')*'|(?<![\w`])#[^\n]*/g;
  return script.replace(tokens, (text) => (text.startsWith('"') ? text : text.replace(/[^\n]/g, ' ')));
}

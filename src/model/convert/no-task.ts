import type { DocumentNode, MappingNode } from '../../document/node.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { keysOf } from './read-level.ts';
import { isAction } from './vocabulary.ts';
import { reportMissingColon } from './without-colon.ts';

/** Says why what stands where a list of tasks should is none. */
export function reportNoTasks(conversion: Conversion, name: string, node: DocumentNode): void {
  if (node.kind === 'mapping' && node.entries.some(({ key }) => /^-\w/.test(key.source.text))) {
    reportJoinedDashes(conversion, node);
    return;
  }
  const help = node.kind === 'mapping' ? 'write "- " before each task' : undefined;
  reportWrongType(conversion, name, 'a list of at least one task', node, help);
}

/** `-debug: …` */
function reportJoinedDashes(conversion: Conversion, { entries }: MappingNode): void {
  const joined = entries.filter(({ key }) => /^-\w/.test(key.source.text));
  const [first] = joined;
  if (!first) return;
  const edits = joined.map(({ key: { location } }) => {
    const at = location.range.start + 1;
    return { location: { file: location.file, range: { start: at, end: at } }, text: ' ' };
  });
  const message = `there is no space between "-" and "${first.key.source.text.slice(1)}"`;
  report(conversion, 'missing-space', message, first.key, {
    help: 'write "- " before each task',
    fix: { title: 'put a blank behind each dash', edits },
  });
}

/** Says why what stands where a task should, and is no mapping, is none. */
export function reportNoTask(conversion: Conversion, node: Exclude<DocumentNode, MappingNode>): void {
  const isWord = (word: string): boolean => keysOf('task').includes(word);
  if (
    node.kind === 'scalar' &&
    node.style === 'plain' &&
    reportMissingColon(conversion, node.location, isWord)
  )
    return;
  const line = node.kind === 'scalar' ? node.source.text : '';
  const help = isAction(line)
    ? `write "${line}: {}"`
    : /^[A-Z]\w+-[A-Z]\w+ [^\n]+$/.test(line)
      ? `write the line as "powershell: ${line}", or the call as "${line.split(' ')[0] ?? ''}: { … }"`
      : undefined;
  report(conversion, 'wrong-type', 'a task is a mapping with a name and an action', node, { help });
}

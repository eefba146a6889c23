import { literalOf } from '../model/setting.ts';
import { elseBranch } from '../program/else-branch.ts';
import type {
  ProgramBlock,
  ProgramChoose,
  ProgramInclude,
  ProgramNode,
  ProgramTask,
} from '../program/program.ts';
import { walk, type SyncWalker } from '../program/walk.ts';
import { markdownCode, markdownText } from '../text/markdown.ts';
import { writtenText } from '../model/written-text.ts';
import { actionWords, plainText } from './action-words.ts';
import { conditionWords } from './condition-words.ts';
import type { Known } from './known.ts';
import { nameText, settingText, windowText } from './node-words.ts';

/** Nodes in the order of a run, as a list of Markdown with lists inside of it. */
export function stepLines(nodes: readonly ProgramNode[], known: Known): readonly string[] {
  return numbered(walk<undefined, Step>(nodes, undefined, stepWalker(known)));
}

/** What is said of a node: its first line, then what is below it, each of several lines. */
interface Step {
  readonly head: string;
  readonly below: readonly (readonly string[])[];
  /** Of a section of a block. */
  readonly part?: 'block' | 'rescue' | 'always';
}

/** Of a number and of a sign: what is below stands deeper than the text of either. */
const INDENT = '    ';

function numbered(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step, index) => listed(`${index + 1}.`, step));
}

function listed(sign: string, { head, below }: Step): readonly string[] {
  return [`${sign} ${head}`, ...below.flat().map((line) => `${INDENT}${line}`)];
}

/** A point with a numbered list below it. */
function point(text: string, steps: readonly Step[]): readonly string[] {
  return listed('-', { head: text, below: [numbered(steps)] });
}

function stepWalker(known: Known): SyncWalker<undefined, Step> {
  return {
    enter: () => ({ down: undefined }),
    task: (task) => ({ head: titleOf(task), below: [...factsOf(task, known), ...taskFacts(task)] }),
    endSection: (_block, { part }, _down, inside) => ({ head: '', below: [numbered(inside)], part }),
    endUndo: (_node, up, inside) => ({
      ...up,
      below: [...up.below, point('if a block around it fails, this takes it back:', inside)],
    }),
    leave(node, _down, inside) {
      switch (node.kind) {
        case 'block':
          return blockStep(node, inside, known);
        case 'choose':
          return chooseStep(node, inside, known);
        case 'include':
          return includeStep(node, inside, known);
      }
    },
  };
}

function titleOf({ source }: ProgramNode): string {
  return `**${markdownText(nameText(source))}**`;
}

/** What decides whether and how often the node is done, one point each. */
function factsOf(node: ProgramNode, known: Known): readonly (readonly string[])[] {
  const { source, isBranch } = node;
  const fact = known.get(node.id);
  const facts = [
    ...(source.when.length > 0 && !isBranch ? [`only if ${conditionWords(source.when)}`] : []),
    ...(source.loop
      ? [`for each ${markdownCode(source.loop.itemName)} of ${markdownCode(writtenText(source.loop.items))}`]
      : []),
    ...(fact?.mark === 'never' ? [`never done: ${markdownText(fact.text)}`] : []),
  ];
  return facts.map((text) => [`- ${text}`]);
}

function taskFacts(task: ProgramTask): readonly (readonly string[])[] {
  const { action, confirm, probes, until, retries, keywords, notify, status, async } = task.source;
  const most = literalOf(retries);
  const names = (notify ?? []).flatMap((each) => literalOf(each) ?? []);
  const facts = [
    actionWords(action),
    ...(confirm ? [`asks before it acts: “${markdownText(plainText(confirm))}”`] : []),
    ...(probes.length > 0 ? ['not if it is done already, which is looked at first'] : []),
    ...(until
      ? [`again until ${conditionWords(until)}${most === undefined ? '' : `, ${most} times more at most`}`]
      : []),
    ...(keywords.timeout ? [`stopped after ${markdownText(settingText(keywords.timeout))}`] : []),
    ...(async ? ['runs at the same time as what follows, or is waited for (`async`)'] : []),
    ...(names.length > 0
      ? [`if it changes something, notifies ${names.map((each) => `“${markdownText(each)}”`).join(', ')}`]
      : []),
    ...status.flatMap(({ name, during, done }) => [
      ...(during
        ? [
            `while it is at it, and if it fails, ${markdownText(name)} is “${markdownText(plainText(during))}”`,
          ]
        : []),
      ...(done ? [`then ${markdownText(name)} is “${markdownText(plainText(done))}”`] : []),
    ]),
  ];
  return facts.map((text) => [`- ${text}`]);
}

function blockStep(block: ProgramBlock, inside: readonly Step[], known: Known): Step {
  const { source } = block;
  const below = inside.flatMap(({ part, below: lines }) => {
    if (part === 'block') return lines;
    const text = part === 'rescue' ? 'if one of these fails:' : 'in any case, after a failure or a stop too:';
    return [listed('-', { head: text, below: lines })];
  });
  const window = source.window ? [[`- within a window: ${markdownText(windowText(source.window))}`]] : [];
  return { head: titleOf(block), below: [...factsOf(block, known), ...window, ...below] };
}

function chooseStep(choose: ProgramChoose, inside: readonly Step[], known: Known): Step {
  const fact = known.get(choose.id);
  const proof = fact && fact.mark !== 'never' ? ` (${markdownText(fact.text)})` : '';
  const otherwise = elseBranch(choose);
  const branches = inside.map((step, index) => {
    const branch = choose.branches[index];
    const isElse = branch === undefined || branch === otherwise;
    return point(isElse ? 'otherwise:' : `if ${conditionWords(branch.source.when)}:`, [step]);
  });
  return {
    head: titleOf(choose),
    below: [...factsOf(choose, known), [`- one of these${proof}:`], ...branches.map(deeper)],
  };
}

function includeStep(include: ProgramInclude, inside: readonly Step[], known: Known): Step {
  const [only, ...others] = inside;
  if (only && others.length === 0)
    return { head: titleOf(include), below: [...factsOf(include, known), ...only.below] };
  const files = [...include.files.keys()];
  const below = inside.map((step, index) => point(`${markdownCode(files[index] ?? '')}:`, [step]));
  return {
    head: titleOf(include),
    below: [...factsOf(include, known), ['- one of these files:'], ...below.map(deeper)],
  };
}

function deeper(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${INDENT}${line}`);
}

import { Command, Option } from 'commander';
import { dotText } from '../../outline/dot-text.ts';
import { buildFlowGraph } from '../../outline/build-flow-graph.ts';
import { mermaidText } from '../../outline/mermaid-text.ts';
import type { Environment } from '../environment.ts';
import { checkedOrRefused } from '../checked-or-refused.ts';
import { allowOutsideOption, catalogOption, type RunFlags } from '../options.ts';
import { writeOutput } from '../write-output.ts';
import { knownNodes } from '../known-nodes.ts';

interface GraphFlags extends Pick<RunFlags, 'allowOutside' | 'catalog'> {
  readonly format: 'mermaid' | 'dot';
  readonly output?: string;
}

/** `runbook graph`: what of a runbook can follow what, as text that Mermaid or Graphviz draws. Nothing is run, and no parameter is needed. Exit 4 where the runbook has mistakes. */
export function graphCommand(environment: Environment): Command {
  return new Command('graph')
    .description('draw what can follow what: tasks, branches, rescues, undo, windows, handlers')
    .argument('<runbook>', 'a path, or the name of a runbook in ./runbooks or of a shipped one')
    .addOption(
      new Option('--format <format>', 'for Mermaid, which GitHub and GitLab draw, or for Graphviz')
        .choices(['mermaid', 'dot'])
        .default('mermaid'),
    )
    .option('-o, --output <file>', 'write it to a file')
    .addOption(allowOutsideOption())
    .addOption(catalogOption())
    .action(async (name: string, { format, output, ...options }: GraphFlags) => {
      const checked = await checkedOrRefused(name, environment, options);
      if (!checked) return;
      const graph = buildFlowGraph(checked.program, knownNodes(checked));
      writeOutput(format === 'dot' ? dotText(graph) : mermaidText(graph), output, environment);
    });
}

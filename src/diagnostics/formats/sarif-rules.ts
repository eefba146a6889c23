import { CODE_GROUPS, type CodeEntry, type DiagnosticCode, type Severity } from '../codes.ts';

export const SARIF_LEVELS = {
  error: 'error',
  warning: 'warning',
  information: 'note',
} as const satisfies Record<Severity, string>;

/** As GitHub sorts findings. */
const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', information: 'recommendation' } as const;

/** What a code means, as SARIF's `reportingDescriptor`. `page` is its page of docs/checks/, in Markdown. */
export function sarifRule(code: DiagnosticCode, page: string): object {
  const { title, entry } = groupOf(code);
  const [severity = 'error'] = entry.severities;
  const markdown = helpOf(page);
  return {
    id: code,
    shortDescription: { text: sentence(entry.summary) },
    fullDescription: { text: leadOf(markdown) },
    help: { text: `${markdown}\nMore: runbook explain ${code}`, markdown },
    defaultConfiguration: { level: SARIF_LEVELS[severity] },
    properties: { tags: [title], 'problem.severity': PROBLEM_SEVERITIES[severity] },
  };
}

function groupOf(code: DiagnosticCode): { readonly title: string; readonly entry: CodeEntry } {
  for (const { title, codes } of CODE_GROUPS) {
    const entry = (codes as Readonly<Record<string, CodeEntry>>)[code];
    if (entry) return { title, entry };
  }
  throw new TypeError(`no group has the code "${code}"`);
}

/** The page without its heading, remarks, and links to other pages, which lead nowhere from a report. */
function helpOf(page: string): string {
  return page
    .replace(/^# .*\n+/, '')
    .replace(/^<!--.*-->\n+/gm, '')
    .replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1')
    .trimEnd();
}

/** The first paragraph, which begins with the severity. */
function leadOf(markdown: string): string {
  return (markdown.split('\n\n')[0] ?? '').replace(/^\w+\. /, '').replace(/\s+/g, ' ');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

import { locate, type SourceText } from '../../diagnostics/source.ts';
import { report, type Conversion } from './conversion.ts';
import { fixTemplates, type ScriptSite } from './script-fix.ts';
import { templatesIn } from './script-templates.ts';

/** Reports every template in a script, with the mend of them all written out. `site`: where an inline script stands. */
export function checkUntemplated(conversion: Conversion, source: SourceText, site?: ScriptSite): void {
  const templates = templatesIn(source.text, conversion.reading.parameters);
  if (templates.length === 0) return;
  const needed = [...new Set(templates.map(({ parameter }) => parameter))];
  const param = `param(${needed.map(({ declaration }) => declaration).join(', ')})`;
  const parameters = `parameters: { ${needed.map(({ entry }) => entry).join(', ')} }`;
  const fix = site && fixTemplates(site, templates);
  for (const [index, { start, end, parameter }] of templates.entries()) {
    const message = 'a script is never templated: its text is run as it stands here';
    report(conversion, 'templated-script', message, locate(source, start, end), {
      help:
        index > 0
          ? `write $${parameter.name} here`
          : `write $${parameter.name} here, begin the script with\n      ${param}\n    and pass it in, beside the script:\n      ${parameters}`,
      fix,
    });
  }
}

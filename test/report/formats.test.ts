import { readFileSync } from 'node:fs';
import type { Element } from '@xmldom/xmldom';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import type { RunEvent } from '../../src/events/run-event.ts';
import { htmlReport } from '../../src/report/formats/html-report.ts';
import { jsonReport } from '../../src/report/formats/json-report.ts';
import { junitReport } from '../../src/report/formats/junit-report.ts';
import { markdownReport } from '../../src/report/formats/markdown-report.ts';
import { createReport, type RunReport } from '../../src/report/run-report.ts';
import { EVERY_EVENT } from '../events/every-event.ts';
import { expectJunit } from '../harness/expect-junit.ts';
import { parseXml } from '../harness/junit-cases.ts';
import { badRun, goodRun, handledRun, runScript, TIME_ZONE } from '../events/sample-run.ts';

function reportOf(events: readonly RunEvent[]): RunReport {
  const builder = createReport();
  for (const event of events) builder.handle(event);
  return builder.report({ host: 'SRV01', user: 'CONTOSO\\admin', timeZone: TIME_ZONE });
}

const html = (events: readonly RunEvent[]): string =>
  htmlReport(reportOf(events), { timeZone: TIME_ZONE, origin: 'Written by a test' });
const markdown = (events: readonly RunEvent[]): string =>
  markdownReport(reportOf(events), { timeZone: TIME_ZONE });
const junit = (events: readonly RunEvent[]): string => junitReport(reportOf(events));

const page = (events: readonly RunEvent[]): Element => parseXml(html(events).replace(/^<!doctype html>/, ''));
const all = (element: Element, name: string): readonly Element[] => [...element.getElementsByTagName(name)];

function attributesOf(element: Element | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from(element?.attributes ?? [], ({ name, value }) => [name, value]));
}

/** The names of the elements and of their attributes, in order. */
function shapeOf(element: Element): string {
  const attributes = Array.from(element.attributes, ({ name }) => name).join();
  return `<${element.tagName} ${attributes}>${Array.from(element.children, shapeOf).join('')}</>`;
}

/** A run in which all that somebody else wrote is `text`. */
function runOf(text: string): RunEvent[] {
  const script = runScript();
  script.add(0, {
    ...{ type: 'run-started', runId: '7f3a', name: text, file: text, mode: 'apply', outline: [] },
    parameters: [{ name: 'p', value: text, origin: '-e' }],
  });
  script.add(0, { type: 'status-changed', name: 'service', before: null, value: text });
  script.add(0, { type: 'window-opened', id: 'b', name: text, limit: 1000, warnAfter: null });
  script.add(0, { type: 'branch-chosen', id: 'c', name: text, branchId: 'c1', branch: text, depth: 0 });
  script.start(0, 't1', text);
  script.call(0, 't1', text);
  script.add(10, { type: 'task-output', id: 't1', stream: 'stdout', text });
  script.add(10, { type: 'notice-given', level: 'warning', text });
  script.finish(20, 't1', text, { status: 'failed', reason: text, help: text, inDoubt: text });
  return script.events;
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]><x>&#x0;&amp;',
  '</style></title></pre></details><h1>',
  '| a | b |',
  '\u0000\u001b[31m\ufffe\ud800',
  '](javascript:alert(1)) ![x](http://example.org/x.png) <http://example.org>',
  '```\n# heading\n***bold***',
  '::error::planted',
];

describe('reports of a run', () => {
  describe('HTML', () => {
    it('has what the summary has, and every task with its call and what it wrote', () => {
      const text = page(badRun()).textContent;
      for (const said of [
        'LOST: ',
        'Get-Service -Name RTCSRV',
        'RTCSRV does not answer',
        'Look at the service in services.msc',
        'question: Have the users been told?',
        'answer: yes (by the operator)',
        'WINDOW OVERRUN: The outage',
      ])
        expect(text).to.include(said);
    });

    it('needs nothing else, and lets a browser load nothing', () => {
      const text = html(goodRun());
      expect(text).to.include(`content="default-src 'none'; style-src 'unsafe-inline'"`);
      expect(text).not.to.match(/<script|<link|<img|<iframe|url\(|@import|https?:/i);
    });

    it('opens what went wrong, and nothing else', () => {
      const of = (events: readonly RunEvent[]) =>
        all(page(events), 'details').map((details) => details.hasAttribute('open'));
      expect(of(badRun())).to.include(true);
      expect(of(goodRun())).to.not.include(true);
    });

    for (const text of HOSTILE) {
      it(`makes nothing but text of ${JSON.stringify(text)}`, () => {
        const lines = text.split('\n').length;
        const harmless = runOf(Array.from({ length: lines }, () => 'x').join('\n'));
        expect(shapeOf(page(runOf(text)))).to.equal(shapeOf(page(harmless)));
      });
    }
  });

  describe('JUnit', () => {
    it('has a test case for each task, and says how it ended', () => {
      const suite = all(parseXml(junit(badRun())), 'testsuite')[0];
      expect(attributesOf(suite)).to.include({ tests: '5', failures: '1', errors: '1', skipped: '0' });
      const cases = all(parseXml(junit(badRun())), 'testcase');
      expect(cases.map((each) => each.getAttribute('name'))).to.deep.equal([
        'The account has the role',
        'Stop the services',
        'The services are stopped',
        'Say what was done',
        'Count what is left',
      ]);
      const [failure] = all(cases[2]!, 'failure');
      expect(failure?.getAttribute('message')).to.equal('RTCSRV does not answer');
      expect(all(cases[2]!, 'system-out')[0]?.textContent).to.match(/^lync\.yml:3\n/);
    });

    it('counts a run that ended badly without a task as an error', () => {
      const script = runScript();
      script.add(0, {
        ...EVERY_EVENT['run-finished'],
        exitCode: 3,
        outcome: 'PowerShell could not be started',
      });
      const suite = all(parseXml(junit(script.events)), 'testsuite')[0];
      expect(attributesOf(suite)).to.include({ tests: '1', failures: '0', errors: '1' });
    });

    it('has no error where all went well, and counts what was skipped', () => {
      const suite = all(parseXml(junit(goodRun())), 'testsuite')[0];
      expect(attributesOf(suite)).to.include({ failures: '0', errors: '0', skipped: '1' });
    });

    for (const text of HOSTILE) {
      it(`is well formed with ${JSON.stringify(text)}`, () => {
        expect(all(parseXml(junit(runOf(text))), 'testcase')).to.have.length(1);
      });
    }

    it('keeps the schema that CI servers have for it, of every event', () => {
      const runs = [goodRun(), badRun(), handledRun(), Object.values(EVERY_EVENT), [], ...HOSTILE.map(runOf)];
      for (const events of runs) expectJunit(junit(events));
    });
  });

  describe('Markdown', () => {
    it('has the summary, the tasks, and what the ones that went wrong called', () => {
      const text = markdown(badRun());
      expect(text).to.include('## Failed\n\n- The services are stopped (lync.yml:3)');
      expect(text).to.include('| **FAILED** | The services are stopped |');
      expect(text).to.include('### The services are stopped\n\n```text\nGet-Service -Name RTCSRV\n');
    });

    it('has no markup that somebody else wrote', () => {
      for (const text of HOSTILE) {
        const lines = markdown(runOf(text)).split('\n');
        let fence: string | undefined;
        for (const line of lines) {
          const mark = /^`{3,}/.exec(line)?.[0];
          if (fence === undefined ? mark : line === fence) fence = fence === undefined ? mark : undefined;
          else if (
            fence === undefined &&
            !/^#{1,3} (?:Timeline|Status|Failed|Warnings|In doubt)/.test(line)
          ) {
            expect(line.replace(/^#{1,3} /, '').replaceAll(/\\[^a-z]/g, ''), line).not.to.match(
              /[<>`]|\]\(|^#|\*\*(?!FAILED|NOT)b/,
            );
            if (line.startsWith('|'))
              expect([3, 6], JSON.stringify(line)).to.include(
                line.replaceAll('\\|', '').match(/\|/g)?.length,
              );
          }
        }
        expect(fence).to.equal(undefined);
      }
    });
  });

  it('are JSON as the schema describes it, of every event', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'),
    ) as object;
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    for (const events of [
      goodRun(),
      badRun(),
      handledRun(),
      Object.values(EVERY_EVENT),
      [],
      ...HOSTILE.map(runOf),
    ]) {
      const report = JSON.parse(jsonReport(reportOf(events))) as unknown;
      expect(validate(report), JSON.stringify(validate.errors)).to.equal(true);
    }
  });

  it('keep of a flood the beginning and the end', () => {
    const script = runScript();
    script.start(0, 't1', 'Flood');
    for (let line = 0; line < 5000; line++)
      script.add(1, { type: 'task-output', id: 't1', stream: 'output', text: `line ${line}` });
    script.finish(2, 't1', 'Flood');
    const [task] = reportOf(script.events).timeline;
    if (task?.kind !== 'task') throw new Error('no task');
    expect(task.output.map(({ text }) => text)).to.include.members(['line 0', 'line 4999']);
    expect(task.output.length + task.outputLeftOut).to.equal(5000);
    expect(task.output.length).to.be.at.most(400);
  });
});

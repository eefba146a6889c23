import fc from 'fast-check';
import { differencesIn, type Difference } from './compare-with-jinja.ts';
import { findPython, startPythonJinja, type PythonJinja } from './python-jinja.ts';
import { randomCase } from './random-case.ts';

/**
 * `npm run fuzz:jinja [-- CASES [SEED]]`: random expressions and templates, evaluated here and by Debian's python3-jinja2. Default: 50,000 cases, and a seed that
 * is told. Exit code 1 where something differs that nobody has explained; what differs is shown as small as it can be made.
 */
const wanted = Number(process.argv[2] ?? 50_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
if (!Number.isSafeInteger(wanted) || !Number.isSafeInteger(seed))
  throw new Error('npm run fuzz:jinja -- CASES [SEED]: both are whole numbers');
const batch = 250;
const shown = 20;

const python = findPython();
if (python === undefined)
  throw new Error(
    'there is no Python with jinja2: install python3-jinja2, ansible-core for its filters, and python3-jmespath for queries',
  );
const jinja = await startPythonJinja(python);
const documented = new Map<string, number>();
const unexplained = new Map<string, Difference>();
let failures = 0;
const started = Date.now();
for (let done = 0; done < wanted; done += batch) {
  const parameters = { numRuns: Math.min(batch, wanted - done), seed: seed + done / batch };
  const differences = await differencesIn(jinja, fc.sample(randomCase(jinja.filters), parameters));
  for (const { reason } of differences)
    if (reason !== undefined) documented.set(reason, (documented.get(reason) ?? 0) + 1);
  const mistaken = differences.filter(({ reason }) => reason === undefined);
  failures += mistaken.length;
  if (mistaken.length > 0 && unexplained.size < shown) {
    const smallest = await shrink(jinja, parameters);
    if (smallest) unexplained.set(smallest.case.source, smallest);
  }
}
jinja.close();
const seconds = Math.round((Date.now() - started) / 1000);
console.log(
  `${wanted} cases, seed ${seed}, Jinja2 ${jinja.version}${jinja.hasAnsible ? ' with Ansible' : ''}, ${seconds} s`,
);
for (const [heading, count] of documented) console.log(`${count} as documented: ${heading}`);
console.log(`${failures} unexplained`);
for (const each of unexplained.values()) console.log(`\n${show(each)}`);
process.exitCode = failures === 0 ? 0 : 1;

async function shrink(
  jinja: PythonJinja,
  parameters: { numRuns: number; seed: number },
): Promise<Difference | undefined> {
  let smallest: Difference | undefined;
  const isExplained = fc.asyncProperty(randomCase(jinja.filters), async (each) => {
    const found = (await differencesIn(jinja, [each])).find(({ reason }) => reason === undefined);
    if (found) smallest = found;
    return found === undefined;
  });
  await fc.check(isExplained, parameters);
  return smallest;
}

function show({ case: { source, variables }, ours, theirs, adapted }: Difference): string {
  const lines = { here: ours, Jinja2: theirs, 'with our differences': adapted, variables };
  return [source, ...Object.entries(lines).map(([name, each]) => `  ${name}: ${JSON.stringify(each)}`)].join(
    '\n',
  );
}

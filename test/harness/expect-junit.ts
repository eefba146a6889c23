import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './paths.ts';
import { xmlSchemaErrors } from './xml-schema.ts';

const path = join(root, 'test', 'vendor', 'jenkins-junit.xsd');
const schema = readFileSync(path, 'utf8');

/** Holds JUnit XML to the published schema, with libxml2, too, where `xmllint` is installed. */
export function expectJunit(xml: string): void {
  expect(xmlSchemaErrors(schema, xml)).to.deep.equal([]);
  expect(xmllintAccepts(xml)).to.be.oneOf([true, undefined]);
}

/** Undefined where there is no `xmllint`. */
export function xmllintAccepts(xml: string): boolean | undefined {
  const { error, status } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', path, '-'], {
    input: xml,
  });
  return error ? undefined : status === 0;
}

/** What the schema has against it. */
export function junitErrors(xml: string): string[] {
  return xmlSchemaErrors(schema, xml);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { root } from './paths.ts';

/** What the tests look at of a SARIF log. */
export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly semanticVersion: string;
      readonly rules: readonly SarifRule[];
      readonly notifications: readonly SarifRule[];
    };
  };
  readonly invocations: readonly {
    readonly exitCode: number;
    readonly executionSuccessful: boolean;
    readonly toolConfigurationNotifications: readonly {
      readonly descriptor: { readonly id: string; readonly index: number };
      readonly message: { readonly text: string };
    }[];
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
  readonly originalUriBaseIds: { readonly SRCROOT: { readonly uri: string } };
  readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
  readonly columnKind: string;
  readonly results: readonly SarifResult[];
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
}

export interface SarifPlace {
  readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
  readonly region: SarifRegion;
}

interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: SarifPlace }[];
  readonly relatedLocations?: readonly {
    readonly message: { readonly text: string };
    readonly physicalLocation: SarifPlace;
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly artifactLocation: { readonly uri: string };
      readonly replacements: readonly {
        readonly deletedRegion: SarifRegion;
        readonly insertedContent: { readonly text: string };
      }[];
    }[];
  }[];
  readonly suppressions?: readonly {
    readonly kind: string;
    readonly justification: string;
    readonly location: { readonly physicalLocation: SarifPlace };
  }[];
}

// One of the schema's patterns has a bracket that only the older form of regular expressions takes.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const { $schema, id, ...schema } = JSON.parse(
  readFileSync(join(root, 'test', 'vendor', 'sarif-2.1.0.schema.json'), 'utf8'),
) as Record<string, unknown>;
// Of draft 4 it uses nothing that later drafts do not have.
if ($schema !== 'http://json-schema.org/draft-04/schema#' || typeof id !== 'string')
  throw new Error('the schema of SARIF is another one');
const validate = ajv.compile(schema);

/** The run of a SARIF log, which is held to the published schema. */
export function expectSarif(text: string): SarifRun {
  const log = JSON.parse(text) as { readonly runs: readonly SarifRun[] };
  expect(validate(log), JSON.stringify(validate.errors, undefined, 1)).to.equal(true);
  const [run, ...others] = log.runs;
  if (!run || others.length > 0) throw new Error('a log has one run');
  for (const { ruleId, ruleIndex } of run.results)
    expect(run.tool.driver.rules[ruleIndex]?.id).to.equal(ruleId);
  return run;
}

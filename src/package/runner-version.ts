import manifest from '../../package.json' with { type: 'json' };

/** The version of `runbook`; in the bundle a text, so that saying it needs no file. */
export const runnerVersion: string = manifest.version;

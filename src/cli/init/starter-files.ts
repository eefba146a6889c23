/** One file of `starter/`, by its path there, with `/`. */
export interface StarterFile {
  readonly path: string;
  readonly what: string;
}

/** What `runbook init` writes, in the order in which it says so. */
export const STARTER_FILES: readonly StarterFile[] = [
  { path: 'make-room.yml', what: 'the runbook' },
  { path: 'make-room/rehearsal/Files.psm1', what: 'stand-ins for its commands, for rehearsals' },
  {
    path: 'make-room/rehearsal/scenarios/two-old-files.yml',
    what: 'a way that it can go, and how it has to end',
  },
  { path: 'make-room/rehearsal/scenarios/nothing-old.yml', what: 'another one' },
  { path: 'make-room/rehearsal/scenarios/no-folder.yml', what: 'one in which it fails' },
  { path: 'params/make-room.yml', what: 'its parameters, for --params-file' },
  { path: '.github/workflows/runbooks.yml', what: 'validates and rehearses every change, on GitHub' },
];

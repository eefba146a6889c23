/** Why an asynchronous task of the session has no `environment`: what a check says of it, and a run where `async` is known only then. */
export const SHARED_ENVIRONMENT = {
  message:
    '"environment" is for the whole process of PowerShell, which a task with "async" shares with others',
  help: 'set the variables in the script, for the programs that it starts, or run a program with "command"',
} as const;

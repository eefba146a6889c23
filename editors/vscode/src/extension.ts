import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { LanguageClient, type DocumentFilter, type Executable } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

/** Called by VS Code when the first runbook, or YAML file, is opened. */
export async function activate({ subscriptions }: ExtensionContext): Promise<void> {
  subscriptions.push(
    commands.registerCommand('runbook.restart', restart),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('runbook')) void restart();
    }),
  );
  await start();
}

/** Called by VS Code when it ends, and when the extension is switched off. */
export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const started = new LanguageClient('runbook', 'Runbook', server(), {
    documentSelector: runbooks(),
    synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.{yml,yaml,json,ps1}') },
  });
  client = started;
  try {
    await started.start();
  } catch (error) {
    const { command } = server();
    void window.showErrorMessage(
      `"${command} lsp" does not start: ${(error as Error).message}. "runbook.path" in the settings says where runbook is.`,
    );
  }
}

function server(): Executable {
  const settings = workspace.getConfiguration('runbook');
  const path = settings.get('path', 'runbook');
  // What npm installs on Windows is a .cmd, which only a shell starts.
  const isWindows = process.platform === 'win32';
  const spelt = (word: string): string => (isWindows ? `"${word}"` : word);
  return {
    command: spelt(path),
    args: ['lsp', ...settings.get<string[]>('arguments', [])].map(spelt),
    options: { shell: isWindows },
  };
}

/** Files of our own language, and those YAML files that the settings name. */
function runbooks(): DocumentFilter[] {
  const patterns = workspace.getConfiguration('runbook').get<string[]>('files', []);
  return [
    ...['file', 'untitled'].map((scheme) => ({ scheme, language: 'runbook' })),
    ...patterns.map((pattern) => ({ scheme: 'file', language: 'yaml', pattern })),
  ];
}

using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

namespace Runbook.Engine.Host;

/// <summary>
/// Reads commands from standard input as pwsh does: a line that is complete runs at once; one that is not begins a block,
/// which ends at an empty line. A block that is still open at the end of input is not run.
/// </summary>
internal sealed class InputLoop(Runspace runspace, EngineHost host, PipelineRunner runner, bool noPrompt)
{
    private StringBuilder? _block;

    public void Run()
    {
        while (host.ExitCode is null)
        {
            WritePrompt();
            var line = Console.In.ReadLine();
            if (line is null)
            {
                return;
            }

            if (string.IsNullOrWhiteSpace(line))
            {
                if (_block is not null)
                {
                    var text = _block.ToString();
                    _block = null;
                    Execute(text);
                }
            }
            else if (_block is not null)
            {
                _block.Append('\n').Append(line);
            }
            else
            {
                Execute(line);
            }
        }
    }

    private void Execute(string text)
    {
        switch (runner.TryRun(text))
        {
            case IncompleteParseException:
                _block = new StringBuilder(text);
                break;
            case { } error:
                runner.Report(error);
                break;
        }
    }

    private void WritePrompt()
    {
        if (noPrompt)
        {
            return;
        }

        if (_block is not null)
        {
            host.UI.Write(">> ");
            return;
        }

        using var pipeline = runspace.CreatePipeline("prompt");
        string? prompt = null;
        try
        {
            prompt = pipeline.Invoke() is [{ } first, ..] ? first.ToString() : null;
        }
        catch (RuntimeException)
        {
            // A broken prompt function must not end the session.
        }

        host.UI.Write(string.IsNullOrEmpty(prompt) ? "PS> " : prompt);
    }
}

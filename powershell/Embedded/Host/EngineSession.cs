using System;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Runbook.Engine.Host;

/// <summary>One console run: the runspace, the command or file of the command line, and the commands from standard input.</summary>
internal sealed class EngineSession : IDisposable
{
    private readonly CommandLineOptions _options;
    private readonly EngineHost _host;
    private readonly Runspace _runspace;
    private readonly PipelineRunner _runner;

    public EngineSession(CommandLineOptions options)
    {
        _options = options;
        _host = new EngineHost(options.NonInteractive);
        if (OperatingSystem.IsWindows() && options.ExecutionPolicy is { } policy)
        {
            // Where the engine itself looks for the policy of this process; elsewhere there is no policy.
            Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", policy);
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Name = "Console";
        _runner = new PipelineRunner(_runspace, _host);
    }

    public int Run()
    {
        try
        {
            _runspace.Open();
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"The embedded engine cannot start: {e.Message}");
            return ExitCodes.InitFailure;
        }

        Console.CancelKeyPress += StopOnCancel;
        if (_options.ShowBanner && _options.NoExit)
        {
            Console.Out.WriteLine($"PowerShell {EngineVersion.Text}, embedded engine of runbook");
        }

        var started = RunWhatWasAskedFor();
        if (_options.NoExit && _host.ExitCode is null)
        {
            new InputLoop(_runspace, _host, _runner, _options.NoPrompt).Run();
        }

        return _host.ExitCode ?? (started && _runner.LastSucceeded() ? ExitCodes.Success : ExitCodes.Failure);
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= StopOnCancel;
        _runspace.Dispose();
    }

    /// <summary>False where it ended with an error that nothing caught.</summary>
    private bool RunWhatWasAskedFor()
    {
        if (_options.WorkingDirectory is { } directory)
        {
            var change = new Command("Set-Location");
            change.Parameters.Add("LiteralPath", directory);
            if (!_runner.Run(change))
            {
                return false;
            }
        }

        if (_options.File is { } file)
        {
            return RunFile(file);
        }

        return _options.Command is not { } text
            || _runner.Run(text, UsesInput(text));
    }

    private bool RunFile(string path)
    {
        // On Unix a script need not end in .ps1: it may be started by its #! line.
        var isScriptFile = OperatingSystem.IsWindows() || path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
        var text = System.IO.File.ReadAllText(path);
        var command = isScriptFile
            ? new Command(path, isScript: false, useLocalScope: false)
            : new Command(text, isScript: true, useLocalScope: false);
        foreach (var argument in _options.Arguments)
        {
            command.Parameters.Add(argument);
        }

        if (!_options.NoExit)
        {
            ExitEndsTheProcess();
        }

        var succeeded = _runner.Run(command, UsesInput(text));
        if (!succeeded && !_options.NoExit && _host.ExitCode is null)
        {
            _host.SetShouldExit(ExitCodes.Failure);
        }

        return succeeded;
    }

    /// <summary>Without this, <c>exit 3</c> in a script file ends the script only, and its code is lost.</summary>
    private void ExitEndsTheProcess()
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var context = typeof(Runspace).GetProperty("ExecutionContext", any)?.GetValue(_runspace);
        context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", any)?.SetValue(context, true);
    }

    private static bool UsesInput(string script) =>
        Console.IsInputRedirected
        && Parser.ParseInput(script, out _, out _).Find(
            node => node is VariableExpressionAst { VariablePath.UserPath: var name }
                && name.Equals("input", StringComparison.OrdinalIgnoreCase),
            searchNestedScriptBlocks: false) is not null;

    private void StopOnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        // The first Ctrl-C stops what runs; where nothing runs, or the stop is under way, it ends the process as usual.
        e.Cancel = e.SpecialKey == ConsoleSpecialKey.ControlC && _runner.Stop();
    }
}

using System;
using System.Collections;
using System.Collections.Specialized;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Management.Automation;
using System.Threading;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Programs;

/// <summary>
/// Runs a native program to its end, without a shell. Says <c>code_page</c> (that of a console, in which programs write), then what the program writes
/// (<c>stream</c>, <c>bytes</c>), and at last <c>exit_code</c>, or <c>not_started</c> with <c>message</c>. Where it is stopped it waits for the program: whoever stops it ends that.
/// src/actions/host-program.ts calls it.
/// </summary>
[Cmdlet("Invoke", "RunbookProgram")]
internal sealed class InvokeProgramCommand : PSCmdlet
{
    /// <summary>Milliseconds for output to arrive after the program's end, where what it left behind keeps a stream open.</summary>
    private const int Drain = 250;

    private const int Look = 50;

    private volatile bool stopped;

    [Parameter(Mandatory = true)]
    public string Program { get; set; } = string.Empty;

    [Parameter]
    public string[] Arguments { get; set; } = Array.Empty<string>();

    /// <summary>Where it runs. Default: where PowerShell was started.</summary>
    [Parameter]
    public string? Directory { get; set; }

    /// <summary>What it reads on its standard input, which is closed then.</summary>
    [Parameter]
    public byte[] Content { get; set; } = Array.Empty<byte>();

    /// <summary>On top of this process's own environment; null unsets.</summary>
    [Parameter]
    public IDictionary Variables { get; set; } = new Hashtable();

    protected override void EndProcessing()
    {
        this.WriteObject(new OrderedDictionary { ["code_page"] = ConsoleCodePage.Number });
        var folder = this.Directory ?? Environment.CurrentDirectory;
        if (!System.IO.Directory.Exists(folder))
        {
            this.Refuse("no-folder", string.Empty);
            return;
        }

        if (PowerShellFacts.IsWindows && Path.GetExtension(this.Program).ToUpperInvariant() is ".CMD" or ".BAT")
        {
            this.Refuse("batch-file", string.Empty);
            return;
        }

        var start = this.StartInfo(folder);
        if (ProgramSearch.Find(this.Program, folder, start.EnvironmentVariables["PATH"]) is not { } file)
        {
            this.Refuse("not-found", string.Empty);
            return;
        }

        start.FileName = file;
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException("it was not started");
            this.Follow(process);
        }
        catch (Win32Exception error)
        {
            this.Refuse(ReasonOf(error.NativeErrorCode), error.Message);
        }
    }

    protected override void StopProcessing() => this.stopped = true;

    /// <summary>In words of the runner's. The same numbers mean other things on Windows.</summary>
    private static string ReasonOf(int error) => PowerShellFacts.IsWindows
        ? error switch
        {
            2 or 3 => "not-found",
            5 or 740 => "denied",
            193 or 216 => "no-program",
            _ => "other",
        }
        : error switch
        {
            2 => "not-found",
            1 or 13 => "denied",
            8 => "no-program",
            _ => "other",
        };

    private ProcessStartInfo StartInfo(string folder)
    {
        var start = new ProcessStartInfo
        {
            Arguments = CommandLine.Of(this.Arguments),
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (DictionaryEntry variable in this.Variables)
        {
            if (variable.Value is null)
            {
                start.EnvironmentVariables.Remove((string)variable.Key);
            }
            else
            {
                start.EnvironmentVariables[(string)variable.Key] = variable.Value.ToString();
            }
        }

        return start;
    }

    private void Follow(Process process)
    {
        using var output = new ProgramOutput(process);
        new Thread(() => Feed(process.StandardInput.BaseStream, this.Content)) { IsBackground = true, Name = "Runbook stdin" }.Start();
        var sinceEnd = new Stopwatch();
        while (!output.IsOver && sinceEnd.ElapsedMilliseconds < Drain)
        {
            if (output.Next(Look) is { } piece)
            {
                this.Say(piece);
            }
            else if (!sinceEnd.IsRunning && process.WaitForExit(0))
            {
                sinceEnd.Start();
            }
        }

        // A program may close what it writes to, and go on.
        while (!process.WaitForExit(Look))
        {
        }

        // As Windows has it, where it is no negative number.
        this.Say(new OrderedDictionary { ["exit_code"] = PowerShellFacts.IsWindows ? unchecked((uint)process.ExitCode) : process.ExitCode });
    }

    /// <summary>A program that does not read what it is given is no mistake.</summary>
    private static void Feed(Stream input, byte[] content)
    {
        try
        {
            input.Write(content, 0, content.Length);
            input.Dispose();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
        }
    }

    /// <summary>What a program writes when it is stopped is nobody's any more.</summary>
    private void Say(OrderedDictionary piece)
    {
        if (this.stopped)
        {
            return;
        }

        try
        {
            this.WriteObject(piece);
        }
        catch (PipelineStoppedException)
        {
            this.stopped = true;
        }
    }

    private void Refuse(string reason, string message) => this.WriteObject(new OrderedDictionary { ["not_started"] = reason, ["message"] = message });
}

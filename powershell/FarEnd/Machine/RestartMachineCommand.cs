using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using Runbook.FarEnd.Programs;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Machine;

/// <summary>Restarts this machine by its own <c>shutdown</c>. Returns when that has taken the request; where it refuses, its words are the error.</summary>
[Cmdlet("Restart", "RunbookMachine")]
internal sealed class RestartMachineCommand : PSCmdlet
{
    private const int Patience = 30_000;

    private readonly ManualResetEventSlim stopped = new();

    /// <summary>Seconds until it goes down.</summary>
    [Parameter]
    public int Delay { get; set; }

    /// <summary>What whoever is logged on there reads.</summary>
    [Parameter]
    public string? Message { get; set; }

    /// <summary>The runner is on this machine, too: it has to come to its end before the machine goes down.</summary>
    [Parameter]
    public SwitchParameter RunsHere { get; set; }

    protected override void EndProcessing()
    {
        if (PowerShellFacts.IsWindows)
        {
            // Planned, by an application; it knows no way back but `shutdown /a`.
            var delay = this.Delay.ToString(CultureInfo.InvariantCulture);
            var words = new[] { "/r", "/t", delay, "/d", "p:4:1" }.Concat(this.Message is null ? Array.Empty<string>() : new[] { "/c", Shortened(this.Message) });
            Run(Path.Combine(Environment.SystemDirectory, "shutdown.exe"), words.ToArray());
            return;
        }

        if (this.RunsHere && CountsByItself())
        {
            Run(Shutdown(), UnixWords(this.Delay, this.Message));
            return;
        }

        if (!this.stopped.Wait(TimeSpan.FromSeconds(this.Delay)))
        {
            Run(Shutdown(), UnixWords(null, this.Message));
        }
    }

    protected override void StopProcessing() => this.stopped.Set();

    /// <summary>What <c>shutdown</c> is called with outside of Windows; it knows whole minutes only.</summary>
    /// <param name="delay">Seconds; null: at once.</param>
    /// <param name="message">What whoever is logged on there reads.</param>
    internal static string[] UnixWords(int? delay, string? message)
    {
        var when = delay is null ? "now" : string.Format(CultureInfo.InvariantCulture, "+{0}", Math.Max(1, (delay.Value + 59) / 60));
        return message is null ? new[] { "-r", when } : new[] { "-r", when, message };
    }

    /// <summary>Whether <c>shutdown</c> takes a time and returns. That of System V counts in the foreground, and would end with its session.</summary>
    private static bool CountsByItself() => Directory.Exists("/run/systemd/system") || File.Exists("/sbin/launchd");

    private static string Shutdown() => Find("shutdown") ?? throw new FileNotFoundException("there is no program \"shutdown\" on this machine");

    /// <summary>Windows takes 512 characters.</summary>
    private static string Shortened(string text) => text.Length <= 512 ? text : text.Substring(0, 511) + "…";

    /// <summary>On the PATH, and where systems have it whatever that says.</summary>
    private static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(new[] { "/sbin", "/usr/sbin" });
        return folders.Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, CommandLine.Of(arguments))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException($"{program} was not started");
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"{program} cannot be started: {error.Message}", error);
        }

        using (process)
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                return;
            }

            if (process.ExitCode == 0)
            {
                return;
            }

            var said = string.Join("\n", new[] { errors.Result.Trim(), output.Result.Trim() }.Where(text => text.Length > 0));
            var ended = string.Format(CultureInfo.InvariantCulture, "{0} ended with exit code {1}", Path.GetFileName(program), process.ExitCode);
            throw new InvalidOperationException(said.Length == 0 ? ended : $"{said} ({ended})");
        }
    }
}

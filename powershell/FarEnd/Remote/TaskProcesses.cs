using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Remote;

/// <summary>What tasks have started on a host, where the runner cannot look: found, and ended.</summary>
internal static class TaskProcesses
{
    private const int Term = 15;
    private const int Kill = 9;

    /// <summary>Start times are told in hundredths of a second on Linux, and the clock may have moved a little.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    /// <summary>Below this process, or left in its group, or with the mark in its environment; not older than the task, and begun before <paramref name="until"/>.</summary>
    internal static List<Process> Of(DateTime since, DateTime until, string? mark)
    {
        var all = ProcessListing.Take();
        var own = Process.GetCurrentProcess().Id;
        var byId = new Dictionary<int, ProcessEntry>();
        foreach (var entry in all)
        {
            byId[entry.Id] = entry;
        }

        var found = new HashSet<int> { own };
        var group = byId.TryGetValue(own, out var self) ? self.Group : 0;
        foreach (var entry in all.Where(entry => (group != 0 && entry.Group == group) || (mark is not null && Carries(entry.Id, mark))))
        {
            found.Add(entry.Id);
        }

        // What this process was started by stands in its group, and is no task's.
        for (var id = own; byId.TryGetValue(id, out var entry) && entry.Parent != id && id > 1; id = entry.Parent)
        {
            found.Remove(entry.Parent);
        }

        for (var before = 0; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(all.Where(entry => found.Contains(entry.Parent)).Select(entry => entry.Id));
        }

        found.Remove(own);
        return found.Select(Open).Where(process => process is not null && BeganIn(process, since, until)).Select(process => process!).ToList();
    }

    /// <summary>Ends all that this process has started.</summary>
    internal static void EndAll()
    {
        foreach (var process in Of(DateTime.MinValue, DateTime.MaxValue, null))
        {
            End(process.Id, force: true);
        }
    }

    /// <summary>Asks a process to end, or has it ended. One that has gone, or is not ours to end, is no error.</summary>
    internal static void End(int id, bool force)
    {
        if (!PowerShellFacts.IsWindows)
        {
            _ = Signal(id, force ? Kill : Term);
            return;
        }

        // Windows knows no asking that a program without a window hears.
        try
        {
            Open(id)?.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
        }
    }

    /// <summary>Its command line where the platform shows it, else its name.</summary>
    internal static string CommandOf(Process process)
    {
        try
        {
            var path = $"/proc/{process.Id}/cmdline";
            return File.Exists(path) ? File.ReadAllText(path).Replace('\0', ' ').Trim() : process.ProcessName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return string.Empty;
        }
    }

    private static bool BeganIn(Process process, DateTime since, DateTime until)
    {
        try
        {
            var began = process.StartTime.ToUniversalTime();
            return (since == DateTime.MinValue || began >= since - Tolerance) && (until == DateTime.MaxValue || began < until - Tolerance);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            return false;
        }
    }

    private static Process? Open(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool Carries(int id, string mark)
    {
        try
        {
            var path = $"/proc/{id}/environ";
            return File.Exists(path) && File.ReadAllText(path).Contains("RUNBOOK_STARTED_BY=" + mark + "\0");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}

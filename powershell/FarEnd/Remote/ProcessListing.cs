using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Remote;

/// <summary>The processes of this machine with their parents, which .NET does not tell: from /proc on Linux, by the Tool Help library on Windows, else from ps.</summary>
internal static class ProcessListing
{
    private const uint Processes = 2;

    /// <summary>It has ended, and its parent has not asked how.</summary>
    private const string Zombie = "Z";

    private static readonly IntPtr Invalid = new(-1);

    /// <summary>Nothing where the platform does not tell.</summary>
    internal static List<ProcessEntry> Take()
    {
        try
        {
            return PowerShellFacts.IsWindows ? FromToolHelp() : Directory.Exists("/proc/self") ? FromProc() : FromPs();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return new List<ProcessEntry>();
        }
    }

    private static List<ProcessEntry> FromProc()
    {
        var entries = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            try
            {
                // The name, in parentheses, may have anything in it.
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = text.Substring(text.LastIndexOf(')') + 2).Split(' ');
                if (fields[0] != Zombie)
                {
                    entries.Add(new ProcessEntry(id, Number(fields[1]), Number(fields[2])));
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has just ended.
            }
        }

        return entries;
    }

    private static List<ProcessEntry> FromPs()
    {
        using var ps = Process.Start(new ProcessStartInfo("/bin/ps", "-axo pid=,ppid=,pgid=") { RedirectStandardOutput = true, UseShellExecute = false })!;
        return ps.StandardOutput.ReadToEnd().Split('\n').Select(line => line.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length == 3).Select(fields => new ProcessEntry(Number(fields[0]), Number(fields[1]), Number(fields[2]))).ToList();
    }

    private static List<ProcessEntry> FromToolHelp()
    {
        var entries = new List<ProcessEntry>();
        var snapshot = CreateToolhelp32Snapshot(Processes, 0);
        if (snapshot == Invalid)
        {
            return entries;
        }

        try
        {
            var entry = new ToolHelpEntry { Size = (uint)Marshal.SizeOf<ToolHelpEntry>() };
            for (var more = Process32FirstW(snapshot, ref entry); more; more = Process32NextW(snapshot, ref entry))
            {
                entries.Add(new ProcessEntry((int)entry.Id, (int)entry.Parent, 0));
            }
        }
        finally
        {
            CloseHandle(snapshot);
        }

        return entries;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern IntPtr CreateToolhelp32Snapshot(uint flags, uint process);

    [DllImport("kernel32.dll", CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool Process32FirstW(IntPtr snapshot, ref ToolHelpEntry entry);

    [DllImport("kernel32.dll", CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool Process32NextW(IntPtr snapshot, ref ToolHelpEntry entry);

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CloseHandle(IntPtr handle);

    /// <summary>PROCESSENTRY32W.</summary>
    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    private struct ToolHelpEntry
    {
        internal uint Size;
        internal uint Usage;
        internal uint Id;
        internal IntPtr Heap;
        internal uint Module;
        internal uint Threads;
        internal uint Parent;
        internal int Priority;
        internal uint Flags;

        [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 260)]
        internal string File;
    }
}

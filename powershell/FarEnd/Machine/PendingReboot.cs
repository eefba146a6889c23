using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Machine;

/// <summary>What says of a machine that it has to be restarted before what was installed, renamed or joined is in force.</summary>
internal sealed class PendingReboot
{
    private const string Windows = @"SOFTWARE\Microsoft\Windows\CurrentVersion\";
    private const string Control = @"SYSTEM\CurrentControlSet\Control\";
    private const string Names = Control + @"ComputerName\";

    private readonly List<string> reasons = new();
    private readonly List<string> unread = new();
    private readonly bool says;

    private PendingReboot(bool says) => this.says = says;

    /// <summary>Null where no reason was found, and not everything could be looked at.</summary>
    internal bool? Pending => this.reasons.Count > 0 ? true : this.says && this.unread.Count == 0 ? false : null;

    internal IReadOnlyList<string> Reasons => this.reasons;

    /// <summary>What could not be looked at, and why.</summary>
    internal IReadOnlyList<string> Unread => this.unread;

    internal static PendingReboot OfThisMachine()
    {
        if (PowerShellFacts.IsWindows)
        {
            return OfWindows(LocalMachineKey.Read);
        }

        // macOS has no such sign.
        return File.Exists("/proc/stat") ? OfLinux("/var/run") : new PendingReboot(says: false);
    }

    internal static PendingReboot OfWindows(ReadKey read)
    {
        var found = new PendingReboot(says: true);
        found.Look(read, Windows + @"Component Based Servicing\RebootPending", key => "Windows' components are being serviced");
        found.Look(read, Windows + @"Component Based Servicing\RebootInProgress", key => "Windows' components are being serviced during a restart");
        found.Look(read, Windows + @"WindowsUpdate\Auto Update\RebootRequired", key => "Windows Update has installed updates");
        found.Look(read, Windows + "RunOnce", key => key.ContainsKey("DVDRebootSignal") ? "a setup has asked for a restart" : null);
        found.Look(read, Control + "Session Manager", FilesToRename);
        found.Look(read, @"SOFTWARE\Microsoft\Updates", key => Number(key, "UpdateExeVolatile") is > 0 ? "an update's installer has not finished" : null);
        found.Look(read, @"SOFTWARE\Microsoft\ServerManager\CurrentRebootAttempts", key => "roles or features were added or removed");
        found.Look(
            read,
            @"SOFTWARE\Microsoft\ServerManager\ServicingStorage\ServerComponentCache",
            key => Number(key, "RestartRequired") is > 0 ? "roles or features need it" : null);
        found.Look(read, @"SYSTEM\CurrentControlSet\Services\Netlogon", key => key.ContainsKey("JoinDomain") || key.ContainsKey("AvoidSpnSet") ? "the computer was joined to a domain" : null);
        found.Look(read, Names + "ActiveComputerName", active => found.NameToBe(read, Text(active, "ComputerName")));
        return found;
    }

    /// <param name="folder">Where a distribution leaves its sign: Debian and Ubuntu one, SUSE the other.</param>
    internal static PendingReboot OfLinux(string folder)
    {
        var found = new PendingReboot(says: true);
        foreach (var name in new[] { "reboot-required", "reboot-needed" })
        {
            found.LookAtFile(Path.Combine(folder, name));
        }

        return found;
    }

    private static string? FilesToRename(IReadOnlyDictionary<string, object?> key)
    {
        var files = new[] { "PendingFileRenameOperations", "PendingFileRenameOperations2" }
            .SelectMany(name => key.TryGetValue(name, out var value) && value is IEnumerable<string> texts ? texts : Array.Empty<string>())
            .Where((text, index) => index % 2 == 0 && text.Length > 0)
            .Select(text => text.StartsWith(@"\??\", StringComparison.Ordinal) ? text.Substring(4) : text)
            .ToList();
        return files.Count switch
        {
            0 => null,
            1 => $"a file has to be renamed or removed: {files[0]}",
            _ => string.Format(CultureInfo.InvariantCulture, "{0} files have to be renamed or removed: {1}, …", files.Count, files[0]),
        };
    }

    private static string? Text(IReadOnlyDictionary<string, object?> key, string name) => key.TryGetValue(name, out var value) ? value as string : null;

    private static long? Number(IReadOnlyDictionary<string, object?> key, string name) =>
        key.TryGetValue(name, out var value) ? value switch { int number => number, long number => number, _ => null } : null;

    private string? NameToBe(ReadKey read, string? active)
    {
        var given = read(Names + "ComputerName") is { } key ? Text(key, "ComputerName") : null;
        return given is null || active is null || string.Equals(given, active, StringComparison.OrdinalIgnoreCase) ? null : $"the computer was renamed from {active} to {given}";
    }

    private void Look(ReadKey read, string path, Func<IReadOnlyDictionary<string, object?>, string?> reason)
    {
        try
        {
            if (read(path) is { } key && reason(key) is { } text)
            {
                this.reasons.Add(text);
            }
        }
        catch (Exception error) when (LocalMachineKey.IsRefusal(error))
        {
            this.unread.Add($@"HKLM:\{path}: {error.Message}");
        }
    }

    private void LookAtFile(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return;
            }

            var packages = File.Exists(path + ".pkgs") ? File.ReadAllLines(path + ".pkgs").Where(line => line.Length > 0).Distinct().ToList() : new List<string>();
            this.reasons.Add(packages.Count == 0 ? path : $"{path}: {string.Join(", ", packages)}");
        }
        catch (Exception error) when (LocalMachineKey.IsRefusal(error))
        {
            this.reasons.Add(path);
            this.unread.Add($"{path}.pkgs: {error.Message}");
        }
    }
}

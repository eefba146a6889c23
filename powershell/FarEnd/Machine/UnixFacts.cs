using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Runbook.FarEnd.Machine;

/// <summary>Facts of Linux and macOS, from files and, on macOS, from programs of the system.</summary>
internal static class UnixFacts
{
    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal)
    {
        ["debian"] = "Debian", ["ubuntu"] = "Debian", ["rhel"] = "RedHat", ["fedora"] = "RedHat", ["centos"] = "RedHat", ["rocky"] = "RedHat",
        ["almalinux"] = "RedHat", ["amzn"] = "RedHat", ["ol"] = "RedHat", ["suse"] = "Suse", ["opensuse"] = "Suse", ["sles"] = "Suse", ["arch"] = "Archlinux",
        ["alpine"] = "Alpine", ["gentoo"] = "Gentoo",
    };

    private static bool IsLinux { get; } = File.Exists("/proc/stat");

    internal static OrderedDictionary Distribution()
    {
        if (!IsLinux)
        {
            var version = Said("sw_vers", "-productVersion");
            return Named("Darwin", $"macOS {version}", "MacOSX", version, null);
        }

        var release = Release(new[] { "/etc/os-release", "/usr/lib/os-release" }.FirstOrDefault(File.Exists) is { } path ? File.ReadAllLines(path) : Array.Empty<string>());
        string? Value(string name) => release.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        var id = Value("ID") ?? "linux";
        var kinds = new[] { id }.Concat((Value("ID_LIKE") ?? string.Empty).Split(' '));
        var family = kinds.Select(kind => Families.TryGetValue(kind, out var known) ? known : null).FirstOrDefault(known => known is not null) ?? "Linux";
        var name = (Value("NAME") ?? "Linux").Split(' ')[0];
        return Named(family, Value("PRETTY_NAME") ?? name, name, Value("VERSION_ID") ?? string.Empty, Value("VERSION_CODENAME"));
    }

    /// <summary>What stands in /etc/os-release.</summary>
    internal static IReadOnlyDictionary<string, string> Release(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var sign = line.IndexOf('=');
            if (sign > 0 && line[0] != '#')
            {
                values[line.Substring(0, sign)] = line.Substring(sign + 1).Trim().Trim('"', '\'');
            }
        }

        return values;
    }

    /// <summary>A name without a dot is looked for among the names of the network, for at most two seconds.</summary>
    internal static string FullName(string name)
    {
        if (name.IndexOf('.') >= 0)
        {
            return name;
        }

        try
        {
            var asked = Dns.GetHostEntryAsync(name);
            return asked.Wait(2000) && asked.Result.HostName.IndexOf('.') > 0 ? asked.Result.HostName : name;
        }
        catch (AggregateException error) when (error.GetBaseException() is SocketException)
        {
            return name;
        }
    }

    internal static OrderedDictionary Platform()
    {
        var architecture = RuntimeInformationOf();
        return new OrderedDictionary
        {
            ["system"] = IsLinux ? "Linux" : "Darwin",
            ["kernel"] = IsLinux ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : Said("uname", "-r"),
            ["architecture"] = architecture == "arm64" && IsLinux ? "aarch64" : architecture,
            ["architecture2"] = architecture,
            ["machine_id"] = First("/etc/machine-id"),
        };
    }

    internal static bool IsRoot() => geteuid() == 0;

    internal static OrderedDictionary Bios() => new()
    {
        ["bios_date"] = First("/sys/class/dmi/id/bios_date"),
        ["bios_version"] = First("/sys/class/dmi/id/bios_version"),
        ["product_name"] = IsLinux ? First("/sys/class/dmi/id/product_name") : Said("sysctl", "-n hw.model"),
        ["product_serial"] = First("/sys/class/dmi/id/product_serial"),
        ["system_vendor"] = IsLinux ? First("/sys/class/dmi/id/sys_vendor") : "Apple Inc.",
    };

    internal static OrderedDictionary Memory()
    {
        if (!IsLinux)
        {
            return new OrderedDictionary { ["memtotal_mb"] = Number(Said("sysctl", "-n hw.memsize")) / (1024 * 1024) };
        }

        var values = File.ReadLines("/proc/meminfo").Select(line => line.Split(':')).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => Number(parts[1].Trim().Split(' ')[0]) / 1024);
        long? Of(string name) => values.TryGetValue(name, out var value) ? value : null;
        return new OrderedDictionary { ["memtotal_mb"] = Of("MemTotal"), ["memfree_mb"] = Of("MemFree"), ["swaptotal_mb"] = Of("SwapTotal") };
    }

    internal static OrderedDictionary Processor()
    {
        if (!IsLinux)
        {
            var sockets = Number(Said("sysctl", "-n hw.packages"));
            var cores = Number(Said("sysctl", "-n hw.physicalcpu"));
            var logical = Number(Said("sysctl", "-n hw.logicalcpu"));
            return Processors(new[] { Said("sysctl", "-n machdep.cpu.brand_string") }, sockets, cores, logical);
        }

        var lines = File.ReadLines("/proc/cpuinfo").Select(line => line.Split(new[] { ':' }, 2)).Where(parts => parts.Length == 2)
            .Select(parts => new { Name = parts[0].Trim(), Value = parts[1].Trim() }).ToList();
        var threads = lines.Count(line => line.Name == "processor");
        var physical = Math.Max(1, lines.Where(line => line.Name == "physical id").Select(line => line.Value).Distinct().Count());
        var inSocket = lines.Where(line => line.Name == "cpu cores").Select(line => Number(line.Value)).DefaultIfEmpty(threads / physical).First();
        var names = lines.Where(line => line.Name is "processor" or "vendor_id" or "model name").Select(line => line.Value).ToArray();
        return Processors(names, physical, physical * inSocket, threads);
    }

    /// <param name="names">For each logical processor what is told of it.</param>
    /// <param name="cores">Of all sockets.</param>
    internal static OrderedDictionary Processors(string[] names, long sockets, long cores, long logical) => new()
    {
        ["processor"] = names,
        ["processor_count"] = sockets,
        ["processor_cores"] = cores / Math.Max(1, sockets),
        ["processor_threads_per_core"] = logical / Math.Max(1, cores),
        ["processor_vcpus"] = logical,
    };

    private static OrderedDictionary Named(string family, string title, string name, string version, string? release) => new()
    {
        ["os_family"] = family,
        ["os_name"] = title,
        ["distribution"] = name,
        ["distribution_version"] = version,
        ["distribution_major_version"] = version.Split('.')[0],
        ["distribution_release"] = release,
    };

    private static string RuntimeInformationOf()
    {
        // Of net462 this class is no part; it never gets here.
#if NETSTANDARD
        return RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x86_64",
            Architecture.X86 => "i386",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            _ => "unknown",
        };
#else
        return "unknown";
#endif
    }

    private static string? First(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception error) when (LocalMachineKey.IsRefusal(error))
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Said(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new IOException($"{program} cannot be started");
        return process.StandardOutput.ReadToEnd().Trim();
    }

    [DllImport("libc")]
    private static extern uint geteuid();
}

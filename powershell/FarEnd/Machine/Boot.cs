using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Machine;

/// <summary>When this machine was started.</summary>
internal sealed class Boot
{
    private Boot(DateTime time, TimeSpan uptime, string? id)
    {
        this.Time = time;
        this.Uptime = uptime;
        this.Id = id;
    }

    /// <summary>
    /// UTC. By the machine's clock: where that is set, this moves, by as much. So two of them are of one start although they differ by a little, and
    /// <see cref="Id"/> or <see cref="Uptime"/> say more.
    /// </summary>
    internal DateTime Time { get; }

    internal TimeSpan Uptime { get; }

    /// <summary>Another one after each start; null where the system has none: Windows and macOS.</summary>
    internal string? Id { get; }

    internal static Boot OfThisMachine()
    {
        if (PowerShellFacts.IsWindows)
        {
            return Since(TimeSpan.FromMilliseconds(GetTickCount64()));
        }

        return File.Exists("/proc/stat") ? OfLinux() : OfMacOS();
    }

    private static Boot Since(TimeSpan uptime) => new(DateTime.UtcNow - uptime, uptime, null);

    private static Boot OfLinux()
    {
        const string began = "btime ";
        var seconds = File.ReadLines("/proc/stat").First(line => line.StartsWith(began, StringComparison.Ordinal)).Substring(began.Length);
        var uptime = File.ReadAllText("/proc/uptime").Split(' ')[0];
        return new Boot(
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)).UtcDateTime,
            TimeSpan.FromSeconds(double.Parse(uptime, CultureInfo.InvariantCulture)),
            File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());
    }

    private static Boot OfMacOS()
    {
        // A timeval: seconds, and a part of one behind them.
        var time = new byte[16];
        var size = (IntPtr)time.Length;
        if (sysctlbyname("kern.boottime", time, ref size, IntPtr.Zero, IntPtr.Zero) != 0)
        {
            throw new IOException("the system does not say when it was started (kern.boottime)");
        }

        var began = DateTimeOffset.FromUnixTimeSeconds(BitConverter.ToInt64(time, 0)).UtcDateTime;
        return new Boot(began, DateTime.UtcNow - began, null);
    }

    [DllImport("kernel32.dll")]
    private static extern ulong GetTickCount64();

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int sysctlbyname(string name, byte[] value, ref IntPtr size, IntPtr newValue, IntPtr newSize);
}

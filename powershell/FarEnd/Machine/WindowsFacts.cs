using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Principal;

namespace Runbook.FarEnd.Machine;

/// <summary>
/// Facts of Windows, from the registry and its own functions: WMI takes seconds, can hang, and refuses accounts without administrator rights over the network.
/// </summary>
internal static class WindowsFacts
{
    private const string CurrentVersion = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion";

    internal static OrderedDictionary Distribution() => Distribution(LocalMachineKey.Read);

    internal static OrderedDictionary Distribution(ReadKey read)
    {
        var key = read(CurrentVersion);
        var version = VersionOf(key);
        var name = "Microsoft " + Name(Text(key, "ProductName") ?? "Windows", version);
        return new OrderedDictionary
        {
            ["os_family"] = "Windows",
            ["os_name"] = name,
            ["distribution"] = name,
            ["distribution_version"] = version.ToString(),
            ["distribution_major_version"] = version.Major.ToString(CultureInfo.InvariantCulture),
            ["os_product_type"] = Text(read(@"SYSTEM\CurrentControlSet\Control\ProductOptions"), "ProductType") switch
            {
                "WinNT" => "workstation",
                "LanmanNT" => "domain_controller",
                "ServerNT" => "server",
                _ => "unknown",
            },
            ["os_installation_type"] = Text(key, "InstallationType"),
        };
    }

    /// <summary>The registry of Windows 11 goes on calling it Windows 10.</summary>
    internal static string Name(string product, Version version) =>
        version.Build >= 22000 && product.StartsWith("Windows 10 ", StringComparison.Ordinal) ? "Windows 11 " + product.Substring(11) : product;

    internal static OrderedDictionary Platform()
    {
        var key = LocalMachineKey.Read(CurrentVersion);
        var machine = Environment.GetEnvironmentVariable("PROCESSOR_ARCHITEW6432") ?? Environment.GetEnvironmentVariable("PROCESSOR_ARCHITECTURE");
        return new OrderedDictionary
        {
            ["system"] = "Win32NT",
            ["kernel"] = VersionOf(key).ToString(),
            ["architecture"] = Environment.Is64BitOperatingSystem ? "64-bit" : "32-bit",
            ["architecture2"] = machine switch { "AMD64" => "x86_64", "x86" => "i386", "ARM64" => "arm64", "ARM" => "arm", _ => "unknown" },
            ["netbios_name"] = Environment.MachineName,
            ["machine_id"] = MachineSid(),
            ["owner_name"] = Text(key, "RegisteredOwner"),
            ["system_description"] = Text(LocalMachineKey.Read(@"SYSTEM\CurrentControlSet\Services\LanmanServer\Parameters"), "srvcomment") ?? string.Empty,
        };
    }

    internal static string? UserSid()
    {
        using var identity = WindowsIdentity.GetCurrent();
        return identity.User?.Value;
    }

    internal static OrderedDictionary Domain()
    {
        var error = DsRoleGetPrimaryDomainInformation(null, 1, out var buffer);
        if (error != 0)
        {
            throw new System.ComponentModel.Win32Exception(error);
        }

        try
        {
            var info = Marshal.PtrToStructure<DomainInfo>(buffer);
            var dns = info.DnsName == IntPtr.Zero ? string.Empty : Marshal.PtrToStringUni(info.DnsName);
            var flat = info.FlatName == IntPtr.Zero ? null : Marshal.PtrToStringUni(info.FlatName);
            // 1, 3, 4 and 5: members and controllers.
            var isMember = info.Role is 1 or >= 3;
            return new OrderedDictionary
            {
                ["windows_domain"] = string.IsNullOrEmpty(dns) ? flat : dns,
                ["windows_domain_member"] = isMember,
                ["windows_domain_role"] = info.Role switch
                {
                    0 => "Stand-alone workstation",
                    1 => "Member workstation",
                    2 => "Stand-alone server",
                    3 => "Member server",
                    4 => "Backup domain controller",
                    5 => "Primary domain controller",
                    _ => null,
                },
            };
        }
        finally
        {
            DsRoleFreeMemory(buffer);
        }
    }

    internal static OrderedDictionary Bios() => Bios(LocalMachineKey.Read);

    internal static OrderedDictionary Bios(ReadKey read)
    {
        var key = read(@"HARDWARE\DESCRIPTION\System\BIOS");
        return new OrderedDictionary
        {
            ["bios_date"] = Text(key, "BIOSReleaseDate"),
            ["bios_version"] = Text(key, "BIOSVersion"),
            ["product_name"] = Text(key, "SystemProductName"),
            ["system_vendor"] = Text(key, "SystemManufacturer"),
        };
    }

    internal static OrderedDictionary Memory()
    {
        var status = new MemoryStatus { Length = (uint)Marshal.SizeOf<MemoryStatus>() };
        if (!GlobalMemoryStatusEx(ref status))
        {
            throw new System.ComponentModel.Win32Exception(Marshal.GetLastWin32Error());
        }

        return new OrderedDictionary
        {
            ["memtotal_mb"] = (long)Math.Ceiling(status.TotalPhysical / 1048576.0),
            ["memfree_mb"] = (long)Math.Ceiling(status.FreePhysical / 1048576.0),
            ["swaptotal_mb"] = 0L,
        };
    }

    internal static OrderedDictionary Processor()
    {
        const string path = @"HARDWARE\DESCRIPTION\System\CentralProcessor";
        var numbers = LocalMachineKey.NamesBelow(path).OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture)).ToList();
        var names = numbers.SelectMany(number =>
        {
            var key = LocalMachineKey.Read($@"{path}\{number}");
            return new[] { number, Text(key, "VendorIdentifier") ?? string.Empty, Text(key, "ProcessorNameString") ?? string.Empty };
        });
        return UnixFacts.Processors(names.ToArray(), CountOf(3), CountOf(0), numbers.Count);
    }

    /// <param name="relationship">0: cores; 3: sockets.</param>
    private static long CountOf(int relationship)
    {
        var size = 0;
        GetLogicalProcessorInformationEx(relationship, IntPtr.Zero, ref size);
        var buffer = Marshal.AllocHGlobal(Math.Max(size, 8));
        try
        {
            if (!GetLogicalProcessorInformationEx(relationship, buffer, ref size))
            {
                throw new System.ComponentModel.Win32Exception(Marshal.GetLastWin32Error());
            }

            var count = 0L;
            // Each entry says how long it is.
            for (var offset = 0; offset < size; offset += Math.Max(8, Marshal.ReadInt32(buffer, offset + 4)))
            {
                count++;
            }

            return count;
        }
        finally
        {
            Marshal.FreeHGlobal(buffer);
        }
    }

    /// <summary>Of the registry, because Windows tells programs that do not name it an older one.</summary>
    private static Version VersionOf(IReadOnlyDictionary<string, object?>? key)
    {
        var build = int.TryParse(Text(key, "CurrentBuildNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (key is not null && key.TryGetValue("CurrentMajorVersionNumber", out var major) && major is int first && key.TryGetValue("CurrentMinorVersionNumber", out var minor) && minor is int second)
        {
            return new Version(first, second, build, 0);
        }

        // Before Windows 10.
        return Version.TryParse($"{Text(key, "CurrentVersion")}.{build}.0", out var before) ? before : Environment.OSVersion.Version;
    }

    private static string? MachineSid()
    {
        try
        {
            return new NTAccount(Environment.MachineName).Translate(typeof(SecurityIdentifier)).Value;
        }
        catch (Exception error) when (error is IdentityNotMappedException or SystemException)
        {
            return null;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object?>? key, string name) =>
        key is not null && key.TryGetValue(name, out var value) ? value as string : null;

    [DllImport("netapi32.dll", CharSet = CharSet.Unicode)]
    private static extern int DsRoleGetPrimaryDomainInformation(string? server, int level, out IntPtr buffer);

    [DllImport("netapi32.dll")]
    private static extern void DsRoleFreeMemory(IntPtr buffer);

    [DllImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GlobalMemoryStatusEx(ref MemoryStatus status);

    [DllImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetLogicalProcessorInformationEx(int relationship, IntPtr buffer, ref int size);

    [StructLayout(LayoutKind.Sequential)]
    private struct DomainInfo
    {
        internal int Role;
        internal uint Flags;
        internal IntPtr FlatName;
        internal IntPtr DnsName;
        internal IntPtr ForestName;
        internal Guid DomainGuid;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct MemoryStatus
    {
        internal uint Length;
        internal uint Load;
        internal ulong TotalPhysical;
        internal ulong FreePhysical;
        internal ulong TotalPageFile;
        internal ulong FreePageFile;
        internal ulong TotalVirtual;
        internal ulong FreeVirtual;
        internal ulong FreeExtendedVirtual;
    }
}

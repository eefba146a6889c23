using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using Microsoft.Win32;

namespace Runbook.FarEnd.Machine;

/// <summary>Reads a key under HKEY_LOCAL_MACHINE: its values by name, null where there is no such key. Throws where it may not be read.</summary>
/// <param name="path">Below HKEY_LOCAL_MACHINE.</param>
internal delegate IReadOnlyDictionary<string, object?>? ReadKey(string path);

/// <summary>The registry of this machine: as a 64-bit process sees it, also from a 32-bit PowerShell, whose view of SOFTWARE is another one.</summary>
internal static class LocalMachineKey
{
    internal static IReadOnlyDictionary<string, object?>? Read(string path)
    {
        using var key = Open(path);
        return key?.GetValueNames().ToDictionary(
            name => name,
            name => (object?)key.GetValue(name, null, RegistryValueOptions.DoNotExpandEnvironmentNames),
            StringComparer.OrdinalIgnoreCase);
    }

    internal static IReadOnlyList<string> NamesBelow(string path)
    {
        using var key = Open(path);
        return key?.GetSubKeyNames() ?? Array.Empty<string>();
    }

    internal static bool IsRefusal(Exception error) => error is SecurityException or UnauthorizedAccessException or IOException;

    private static RegistryKey? Open(string path)
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, Environment.Is64BitOperatingSystem ? RegistryView.Registry64 : RegistryView.Default);
        return machine.OpenSubKey(path);
    }
}

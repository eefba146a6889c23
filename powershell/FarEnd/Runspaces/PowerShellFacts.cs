using System;
using System.Collections;
using System.Management.Automation;
using System.Security.Principal;

namespace Runbook.FarEnd.Runspaces;

/// <summary>What this PowerShell is.</summary>
internal sealed class PowerShellFacts
{
    internal PowerShellFacts(SessionState state)
    {
        var table = (IDictionary)state.PSVariable.GetValue("PSVersionTable");
        this.Version = table["PSVersion"]?.ToString() ?? string.Empty;
        this.VersionNumber = new Version(this.Version.Split('-')[0]);
        this.Edition = table["PSEdition"]?.ToString() ?? "Desktop";
    }

    internal PowerShellFacts(string version, string edition, bool? elevated)
    {
        this.Version = version;
        this.VersionNumber = new Version(version.Split('-')[0]);
        this.Edition = edition;
        this.Elevated = elevated;
    }

    internal string Version { get; }

    internal Version VersionNumber { get; }

    /// <summary>Desktop or Core.</summary>
    internal string Edition { get; }

    /// <summary>Whether this process has administrator rights; null where that is not Windows.</summary>
    internal bool? Elevated { get; } = IsWindows ? IsAdministrator() : null;

    internal static bool IsWindows { get; } = Environment.OSVersion.Platform == PlatformID.Win32NT;

    private static bool IsAdministrator()
    {
        using var identity = WindowsIdentity.GetCurrent();
        return new WindowsPrincipal(identity).IsInRole(WindowsBuiltInRole.Administrator);
    }
}

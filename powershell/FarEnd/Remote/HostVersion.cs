using System;
using System.Collections;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Runbook.FarEnd.Remote;

/// <summary>What the host's PowerShell is, as it has said when its runspace was opened.</summary>
internal static class HostVersion
{
    private static readonly Version Least = new(5, 1);

    /// <summary>Which of the two builds it can load. Errors: <see cref="ConnectFailure"/> where neither.</summary>
    internal static string Framework(Runspace runspace)
    {
        var table = Plain(runspace.GetApplicationPrivateData()["PSVersionTable"]) as IDictionary;
        var text = Plain(table?["PSVersion"])?.ToString() ?? string.Empty;
        if (!Version.TryParse(text.Split('-')[0], out var version) || version < Least)
        {
            throw new ConnectFailure("version", text);
        }

        return Plain(table?["PSEdition"]) as string == "Core" ? "netstandard2.0" : "net462";
    }

    /// <summary>Where a build lies on this machine: beside the one that runs.</summary>
    internal static string Folder(string framework) =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(typeof(HostVersion).Assembly.Location)!)!, framework);

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}

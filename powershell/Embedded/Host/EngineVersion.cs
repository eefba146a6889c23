using System.Diagnostics;
using System.Management.Automation;

namespace Runbook.Engine.Host;

/// <summary>The version of System.Management.Automation: it is what scripts see as the version of PowerShell.</summary>
internal static class EngineVersion
{
    public static readonly string Text = Read();

    private static string Read()
    {
        var file = FileVersionInfo.GetVersionInfo(typeof(PSObject).Assembly.Location);
        var product = file.ProductVersion ?? file.FileVersion ?? "unknown";
        return product.Split(' ', '+')[0];
    }
}

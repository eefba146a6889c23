using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>Makes folders, with those around them.</summary>
[Cmdlet("New", "RunbookFolder")]
internal sealed class NewFolder : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string[] Path { get; set; } = null!;

    protected override void EndProcessing()
    {
        foreach (var path in this.Path)
        {
            Directory.CreateDirectory(HostPath.Of(path, this.SessionState));
        }
    }
}

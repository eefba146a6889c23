using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>Removes what of a file has come so far.</summary>
[Cmdlet("Remove", "RunbookFilePart")]
internal sealed class RemoveFilePart : FileCommand
{
    /// <summary>Of the whole content.</summary>
    [Parameter(Mandatory = true)]
    public string Sha256 { get; set; } = string.Empty;

    protected override void EndProcessing() => new FilePart(this.FullPath, this.Sha256).Remove();
}

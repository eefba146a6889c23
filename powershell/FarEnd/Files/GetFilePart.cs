using System.Collections.Specialized;
using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>Says what of a file an earlier transfer has brought; nothing where it has brought nothing.</summary>
[Cmdlet("Get", "RunbookFilePart")]
internal sealed class GetFilePart : FileCommand
{
    /// <summary>Of the whole content.</summary>
    [Parameter(Mandatory = true)]
    public string Sha256 { get; set; } = string.Empty;

    protected override void EndProcessing()
    {
        var part = new FilePart(this.FullPath, this.Sha256);
        if (part.Exists)
        {
            this.WriteObject(new OrderedDictionary { ["size"] = new FileInfo(part.Path).Length, ["sha256"] = ContentHash.Of(part.Path, () => this.IsStopped) });
        }
    }
}

using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>Adds to what of a file has come so far.</summary>
[Cmdlet("Write", "RunbookFilePart")]
internal sealed class WriteFilePart : FileCommand
{
    /// <summary>Of the whole content.</summary>
    [Parameter(Mandatory = true)]
    public string Sha256 { get; set; } = string.Empty;

    [Parameter(Mandatory = true)]
    public long Offset { get; set; }

    [Parameter(Mandatory = true)]
    public byte[] Data { get; set; } = Array.Empty<byte>();

    protected override void EndProcessing() => new FilePart(this.FullPath, this.Sha256).Write(this.Offset, this.Data);
}

using System;
using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>A part of a file's bytes: fewer at its end.</summary>
[Cmdlet("Read", "RunbookFile")]
internal sealed class ReadFile : FileCommand
{
    [Parameter(Mandatory = true)]
    public long Offset { get; set; }

    /// <summary>Bytes.</summary>
    [Parameter(Mandatory = true)]
    public int Count { get; set; }

    protected override void EndProcessing()
    {
        using var file = new FileStream(this.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(this.Offset, SeekOrigin.Begin);
        var bytes = new byte[this.Count];
        var length = 0;
        for (var read = file.Read(bytes, 0, bytes.Length); read > 0; read = file.Read(bytes, length, bytes.Length - length))
        {
            length += read;
        }

        Array.Resize(ref bytes, length);
        this.WriteObject(bytes, enumerateCollection: false);
    }
}

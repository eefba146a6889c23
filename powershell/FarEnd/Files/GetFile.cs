using System;
using System.Collections.Specialized;
using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>Says what lies at a path; and, where that is a folder or is not there, what lies in it at some names.</summary>
[Cmdlet("Get", "RunbookFile")]
internal sealed class GetFile : FileCommand
{
    /// <summary>Names in the folder, with slashes between their parts.</summary>
    [Parameter]
    public string[] Child { get; set; } = Array.Empty<string>();

    protected override void EndProcessing()
    {
        var path = this.FullPath;
        this.WriteObject(this.Facts(path));
        if (File.Exists(path))
        {
            return;
        }

        foreach (var child in this.Child)
        {
            this.WriteObject(this.Facts(HostPath.Within(path, child)));
        }
    }

    private OrderedDictionary Facts(string path)
    {
        var facts = new OrderedDictionary { ["path"] = path, ["kind"] = "missing", ["folder"] = Directory.Exists(System.IO.Path.GetDirectoryName(path)) };
        if (Directory.Exists(path))
        {
            facts["kind"] = "folder";
        }
        else if (File.Exists(path))
        {
            facts["kind"] = "file";
            facts["size"] = new FileInfo(path).Length;
            facts["sha256"] = ContentHash.Of(path, () => this.IsStopped);
        }

        return facts;
    }
}

using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>Puts what has come of a file in its place, where it is whole; else it is removed. Gives the path of what was there before, where that is kept.</summary>
[Cmdlet("Complete", "RunbookFile")]
internal sealed class CompleteFile : FileCommand
{
    /// <summary>Of the whole content.</summary>
    [Parameter(Mandatory = true)]
    public string Sha256 { get; set; } = string.Empty;

    /// <summary>The whole content, of a file that comes in one piece.</summary>
    [Parameter]
    public byte[]? Data { get; set; }

    /// <summary>What was there before is kept beside it.</summary>
    [Parameter]
    public bool Backup { get; set; }

    protected override void EndProcessing()
    {
        var path = this.FullPath;
        var part = new FilePart(path, this.Sha256);
        try
        {
            if (this.Data is { } data)
            {
                part.Write(0, data);
            }

            var found = ContentHash.Of(part.Path, () => this.IsStopped);
            if (found != this.Sha256)
            {
                throw new IOException($"what has come of '{path}' is not what was sent: its SHA-256 is {found}, where {this.Sha256} is expected");
            }

            if (part.TakePlace(this.Backup) is { } backup)
            {
                this.WriteObject(backup);
            }
        }
        catch (PipelineStoppedException)
        {
            // A long one can go on with it.
            if (this.Data is not null)
            {
                part.Remove();
            }

            throw;
        }
        catch
        {
            part.Remove();
            throw;
        }
    }
}

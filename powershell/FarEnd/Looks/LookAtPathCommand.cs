using System;
using System.Collections.Specialized;
using System.Globalization;
using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Looks;

/// <summary>
/// Looks at a path once. Says <c>state</c>: <c>missing</c>, <c>folder</c>, <c>file</c>, or <c>unknown</c> with <c>why</c> (in words of the runner's, or the system's). Of a file it says
/// <c>version</c>, another one where its text may be another one, and where <see cref="Known"/> is another one, the end of its <c>bytes</c> and the <c>code_page</c> of a console.
/// src/actions/host-looks.ts calls it.
/// </summary>
[Cmdlet("Get", "RunbookPath")]
internal sealed class LookAtPathCommand : PSCmdlet
{
    /// <summary>Bytes of a file that are searched: what is waited for stands at its end.</summary>
    private const int Most = 16 * 1024 * 1024;

    private const int SharingViolation = unchecked((int)0x80070020);

    [Parameter(Mandatory = true)]
    public string Path { get; set; } = string.Empty;

    /// <summary>Whether its text is wanted.</summary>
    [Parameter]
    public SwitchParameter Read { get; set; }

    /// <summary>The version whose text the runner has.</summary>
    [Parameter]
    public string? Known { get; set; }

    protected override void EndProcessing()
    {
        try
        {
            this.WriteObject(this.Look());
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            this.WriteObject(new OrderedDictionary { ["state"] = "missing" });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var why = error is UnauthorizedAccessException ? "denied" : error.HResult == SharingViolation ? "in-use" : error.Message;
            this.WriteObject(new OrderedDictionary { ["state"] = "unknown", ["why"] = why });
        }
    }

    private OrderedDictionary Look()
    {
        // Of a link that leads nowhere, too.
        if ((File.GetAttributes(this.Path) & FileAttributes.Directory) != 0)
        {
            return new OrderedDictionary { ["state"] = "folder" };
        }

        var found = new OrderedDictionary { ["state"] = "file" };
        if (!this.Read)
        {
            return found;
        }

        var info = new FileInfo(this.Path);
        var version = string.Format(CultureInfo.InvariantCulture, "{0} {1}", info.Length, info.LastWriteTimeUtc.Ticks);
        found["version"] = version;
        if (version != this.Known)
        {
            found["bytes"] = this.End(info.Length);
            found["code_page"] = Programs.ConsoleCodePage.Number;
        }

        return found;
    }

    /// <summary>What has no length may be a pipe, whose opening waits for whoever writes to it.</summary>
    private byte[] End(long length)
    {
        if (length == 0)
        {
            return Array.Empty<byte>();
        }

        using var file = new FileStream(this.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Max(0, file.Length - Most), SeekOrigin.Begin);
        var bytes = new byte[Math.Min(file.Length, Most)];
        var count = 0;
        for (int more; count < bytes.Length && (more = file.Read(bytes, count, bytes.Length - count)) > 0;)
        {
            count += more;
        }

        Array.Resize(ref bytes, count);
        return bytes;
    }
}

using System;
using System.IO;

namespace Runbook.FarEnd.Files;

/// <summary>
/// What of a file has come so far. It lies beside the file, so that it can take its place in one step, and its name says which content it is a part of: so a transfer
/// that was broken off goes on with it, and no other one does.
/// </summary>
internal sealed class FilePart
{
    private const int LongestName = 80;
    private const int Digits = 16;

    private readonly string target;

    /// <param name="target">The whole path of the file.</param>
    /// <param name="sha256">Of the whole content.</param>
    internal FilePart(string target, string sha256)
    {
        this.target = target;
        var name = System.IO.Path.GetFileName(target);
        var start = name.Length > LongestName ? name.Substring(0, LongestName) : name;
        this.Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(target)!, $".{start}.{sha256.Substring(0, Digits)}.runbook-part");
    }

    internal string Path { get; }

    internal bool Exists => File.Exists(this.Path);

    /// <summary>What there is beyond the offset is forgotten.</summary>
    internal void Write(long offset, byte[] data)
    {
        var isNew = !this.Exists;
        using var file = new FileStream(this.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        if (isNew && File.Exists(this.target))
        {
            // Whoever may not read the file may not read what is to be in it either.
            KeepMode(this.target, this.Path);
        }

        if (file.Length < offset)
        {
            throw new IOException($"'{this.Path}' has {file.Length} bytes, where {offset} are expected: another program has changed it");
        }

        file.SetLength(offset);
        file.Seek(offset, SeekOrigin.Begin);
        file.Write(data, 0, data.Length);
        file.Flush(flushToDisk: true);
    }

    internal void Remove() => File.Delete(this.Path);

    /// <summary>
    /// Takes the place of the file: at every moment there is the old one or the new one, whole. What the platform knows of the old one beside its content, such as who may read it,
    /// is the new one's. Gives the path of the old one where it is kept.
    /// </summary>
    internal string? TakePlace(bool keepOld)
    {
        if (!File.Exists(this.target))
        {
            File.Move(this.Path, this.target);
            return null;
        }

        var backup = keepOld ? this.BackupPath() : null;
        var attributes = File.GetAttributes(this.target);
        var isReadOnly = (attributes & FileAttributes.ReadOnly) != 0;
        if (isReadOnly)
        {
            File.SetAttributes(this.target, attributes & ~FileAttributes.ReadOnly);
        }

        KeepMode(this.target, this.Path);
        try
        {
            File.Replace(this.Path, this.target, backup);
        }
        finally
        {
            if (isReadOnly)
            {
                File.SetAttributes(this.target, File.GetAttributes(this.target) | FileAttributes.ReadOnly);
            }
        }

        return backup;
    }

    // On Windows the platform keeps who may do what, elsewhere it does not; .NET 7 and later have what netstandard2.0 does not know of.
    private static void KeepMode(string from, string to)
    {
        var get = typeof(File).GetMethod("GetUnixFileMode", new[] { typeof(string) });
        if (System.IO.Path.DirectorySeparatorChar == '\\' || get is null)
        {
            return;
        }

        var set = typeof(File).GetMethod("SetUnixFileMode", new[] { typeof(string), get.ReturnType });
        set?.Invoke(null, new[] { to, get.Invoke(null, new object[] { from }) });
    }

    // As Ansible's win_copy calls it, but for the process id.
    private string BackupPath()
    {
        var path = $"{this.target}.{DateTime.Now:yyyyMMdd-HHmmss}";
        for (var number = 1; ; number++)
        {
            var free = number == 1 ? $"{path}.bak" : $"{path}-{number}.bak";
            if (!File.Exists(free))
            {
                return free;
            }
        }
    }
}

using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Paths of parameters that name one file of the file system.</summary>
internal static class FilePaths
{
    /// <summary>The file to write: an existing one where a wildcard means just one, else the path as it stands.</summary>
    public static string ToWrite(PSCmdlet cmdlet, string path, bool literal)
    {
        try
        {
            if (!literal && WildcardPattern.ContainsWildcardCharacters(path))
            {
                var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var wildProvider);
                RequireFileSystem(cmdlet, wildProvider, path);
                if (found.Count == 1)
                {
                    return found[0];
                }

                if (found.Count > 1)
                {
                    cmdlet.ThrowTerminatingError(Errors.Operation(
                        $"Cannot perform the operation because the path '{path}' resolved to more than one file.",
                        "ReadWriteMultipleFilesNotSupported",
                        ErrorCategory.InvalidArgument));
                }
            }

            var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            RequireFileSystem(cmdlet, provider, path);
            return resolved;
        }
        catch (ItemNotFoundException)
        {
            return cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        }
    }

    /// <summary>The existing files that a path means; an error record for each path that means none.</summary>
    public static IEnumerable<string> ToRead(PSCmdlet cmdlet, IEnumerable<string> paths, bool literal)
    {
        foreach (var path in paths)
        {
            var found = new List<string>();
            try
            {
                ProviderInfo provider;
                if (literal)
                {
                    found.Add(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _));
                }
                else
                {
                    found.AddRange(cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider));
                }

                RequireFileSystem(cmdlet, provider, path);
            }
            catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: { } record } && e is not PipelineStoppedException)
            {
                cmdlet.WriteError(new ErrorRecord(record, e));
            }

            foreach (var file in found)
            {
                yield return file;
            }
        }
    }

    public static StreamWriter OpenToWrite(PSCmdlet cmdlet, string path, Encoding encoding, bool append, bool force, bool noClobber)
    {
        try
        {
            if (noClobber && !append && File.Exists(path))
            {
                cmdlet.ThrowTerminatingError(new ErrorRecord(
                    new IOException($"The file '{path}' already exists."), "NoClobber", ErrorCategory.ResourceExists, path));
            }

            if (force && File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            {
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            }

            var mode = append ? FileMode.Append : FileMode.Create;
            return new StreamWriter(new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite), encoding);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, path));
            throw;
        }
    }

    private static void RequireFileSystem(PSCmdlet cmdlet, ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
        {
            cmdlet.ThrowTerminatingError(Errors.Operation(
                $"Cannot open the file because the current provider ({provider.Name}) of '{path}' cannot open a file.",
                "ReadWriteFileNotFileSystemProvider",
                ErrorCategory.InvalidArgument));
        }
    }
}

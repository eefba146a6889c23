using System;
using System.IO;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>Paths of the host's file system, as its session reads them.</summary>
internal static class HostPath
{
    /// <summary>The whole path of what a path of the session means. Errors: an <see cref="ItemNotFoundException"/> or the like for a drive that is not there.</summary>
    internal static string Of(string path, SessionState session)
    {
        // A share's path has no drive, and would be taken for one of the provider in which the session happens to be.
        if (IsShare(path))
        {
            return WithoutEnd(Path.GetFullPath(path));
        }

        var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? WithoutEnd(Path.GetFullPath(full)) : throw new ArgumentException($"'{path}' is no path of the file system: it is one of the provider {provider.Name}");
    }

    /// <summary>What lies in a folder, or for an empty name the folder itself. <paramref name="child"/> has slashes between its parts.</summary>
    internal static string Within(string folder, string child) => WithoutEnd(Path.Combine(folder, child.Replace('/', Path.DirectorySeparatorChar)));

    // A path that ends in a separator names nothing that lies in a folder.
    private static string WithoutEnd(string path) =>
        path.Length > Path.GetPathRoot(path)!.Length ? path.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) : path;

    private static bool IsShare(string path) =>
        Path.DirectorySeparatorChar == '\\' && (path.StartsWith(@"\\", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal));
}

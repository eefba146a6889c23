using System;
using System.IO;
using System.Linq;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Programs;

/// <summary>Finds a program as execvp(3) does: .NET would look beside PowerShell and in its folder first. On Windows it is left to Windows.</summary>
internal static class ProgramSearch
{
    /// <param name="program">A name or a path.</param>
    /// <param name="folder">Where the program is to run.</param>
    /// <param name="path">The variable PATH that it gets.</param>
    /// <returns>What is to be started; null where there is no such file.</returns>
    internal static string? Find(string program, string folder, string? path)
    {
        if (PowerShellFacts.IsWindows)
        {
            return program;
        }

        if (program.IndexOf('/') >= 0)
        {
            var file = Path.Combine(folder, program);
            return File.Exists(file) ? file : null;
        }

        return (path ?? "/usr/bin:/bin").Split(':').Where(each => each.Length > 0)
            .Select(each => Path.Combine(folder, each, program)).FirstOrDefault(File.Exists);
    }
}

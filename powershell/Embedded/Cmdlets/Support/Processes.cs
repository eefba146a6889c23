using System.ComponentModel;
using System.Diagnostics;

namespace Microsoft.PowerShell.Commands;

/// <summary>Processes by name (with wildcards), id or object, and the errors for those that are not there.</summary>
internal static class Processes
{
    public static IEnumerable<Process> Named(PSCmdlet cmdlet, IEnumerable<string> names)
    {
        var all = Process.GetProcesses();
        foreach (var name in names)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.Where(process => pattern.IsMatch(NameOf(process))).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                Report(cmdlet, $"Cannot find a process with the name \"{name}\". Verify the process name and call the cmdlet again.", "NoProcessFoundForGivenName", name);
            }

            foreach (var process in found)
            {
                yield return process;
            }
        }
    }

    public static IEnumerable<Process> WithIds(PSCmdlet cmdlet, IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            Process? process = null;
            try
            {
                process = Process.GetProcessById(id);
            }
            catch (ArgumentException)
            {
                Report(cmdlet, $"Cannot find a process with the process identifier {id}.", "NoProcessFoundForGivenId", id);
            }

            if (process is not null)
            {
                yield return process;
            }
        }
    }

    /// <summary>A process may end between being listed and being asked.</summary>
    public static string NameOf(Process process)
    {
        try
        {
            return process.ProcessName;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return "";
        }
    }

    private static void Report(PSCmdlet cmdlet, string message, string id, object target) =>
        cmdlet.WriteError(new ErrorRecord(new ProcessCommandException(message), id, ErrorCategory.ObjectNotFound, target));
}

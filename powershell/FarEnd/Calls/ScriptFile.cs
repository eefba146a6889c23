using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// A script that was read from a file, as something to call that knows where it is: $PSScriptRoot, $PSCommandPath, $MyInvocation.MyCommand.Path. What runs is
/// the text that the runner has read and checked, whatever the file has become since. For PowerShell it is a function, with the file's name, while it runs.
/// </summary>
internal sealed class ScriptFile
{
    private static readonly Regex Unfit = new(@"[^\w. -]", RegexOptions.CultureInvariant);

    private readonly TaskRunspace runspace;

    private ScriptFile(TaskRunspace runspace, string path)
    {
        this.runspace = runspace;
        this.Name = Unfit.Replace(Path.GetFileName(path), "_");
    }

    internal string Name { get; }

    /// <summary>Errors: a <see cref="ParseException"/> where the text is no script.</summary>
    internal static ScriptFile Define(TaskRunspace runspace, string path, ScriptBlock block)
    {
        var file = new ScriptFile(runspace, path);
        var made = runspace.SessionState.InvokeProvider.Item.Set(new[] { "function:global:" + file.Name }, block, force: true, literalPath: true).Single();
        // What a function does not have, and scripts ask for.
        var command = PSObject.AsPSObject(made.BaseObject);
        command.Members.Add(new PSNoteProperty("Path", path));
        command.Members.Add(new PSNoteProperty("Definition", path));
        runspace.TaskScripts.Add(path);
        return file;
    }

    internal void Remove() => this.runspace.SessionState.InvokeProvider.Item.Remove(new[] { "function:" + this.Name }, recurse: false, force: true, literalPath: true);
}

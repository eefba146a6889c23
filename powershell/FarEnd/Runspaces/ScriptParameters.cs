using System.Collections.Generic;
using System.Linq;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// The variables that a script's parameters are. A script runs in the session's own scope, so that what it makes stays; its parameters are its own all the
/// same. They end with it: one may hold a secret, and one with a type or a condition would refuse what the next script gives to a variable of that name.
/// </summary>
internal sealed class ScriptParameters
{
    private readonly List<SavedVariable> before;

    /// <summary>Takes variables of these names away for the time of the script. A constant, such as $Host, stays: PowerShell refuses it as a parameter, and says so.</summary>
    internal ScriptParameters(GlobalScope scope, IEnumerable<string> names)
    {
        this.before = names.Select(name => new SavedVariable(scope, name)).Where(variable => variable.Remove()).ToList();
    }

    /// <summary>The script has ended.</summary>
    internal void End()
    {
        foreach (var variable in this.before)
        {
            variable.PutBack();
        }
    }
}

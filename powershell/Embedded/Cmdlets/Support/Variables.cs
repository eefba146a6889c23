namespace Microsoft.PowerShell.Commands;

/// <summary>Variables by name or wildcard, in a scope (<c>Global</c>, <c>Script</c>, <c>Local</c> or a number) or in all.</summary>
internal static class Variables
{
    public static IReadOnlyList<PSVariable> Named(
        PSCmdlet cmdlet, string name, string? scope, string[] include, string[] exclude, bool reportMissing)
    {
        var included = Patterns.Of(include);
        var excluded = Patterns.Of(exclude);
        IEnumerable<PSVariable> found;
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            found = Internals.Variables(cmdlet.SessionState, scope).Values
                .Where(variable => pattern.IsMatch(variable.Name))
                .OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase);
        }
        else
        {
            var variable = Internals.Variable(cmdlet.SessionState, name, scope);
            if (variable is null && reportMissing)
            {
                cmdlet.WriteError(new ErrorRecord(
                    new ItemNotFoundException($"Cannot find a variable with the name '{name}'."),
                    "VariableNotFound",
                    ErrorCategory.ObjectNotFound,
                    name));
            }

            found = variable is null ? [] : [variable];
        }

        return [.. found.Where(variable => included.Admit(excluded, variable.Name))];
    }

    /// <summary>Takes a qualified name such as <c>global:x</c> apart; without a scope of either kind it is the local one.</summary>
    public static (string Name, string Scope) Qualified(string name, string? scope)
    {
        var at = name.IndexOf(':');
        return scope is null && at > 0 && name[..at].ToUpperInvariant() is "GLOBAL" or "SCRIPT" or "LOCAL" or "PRIVATE"
            ? (name[(at + 1)..], name[..at])
            : (name, scope ?? "Local");
    }

    /// <summary>Runs a change; what the engine refuses (a constant, a read-only variable) is an error record.</summary>
    public static bool Try(PSCmdlet cmdlet, Action change)
    {
        try
        {
            change();
            return true;
        }
        catch (Exception e) when (e is SessionStateException or PSArgumentException)
        {
            cmdlet.WriteError(Errors.From(e, "VariableNotChanged", ErrorCategory.WriteError));
            return false;
        }
    }
}

using System;
using System.Collections.Generic;

namespace Runbook.FarEnd.Calls;

/// <summary>Environment variables that a call has set, and what they were before.</summary>
internal sealed class EnvironmentChange
{
    private readonly List<KeyValuePair<string, string?>> before = new();

    private EnvironmentChange()
    {
    }

    /// <summary>Sets variables; null unsets one. Null where there is nothing to set.</summary>
    internal static EnvironmentChange? Apply(List<KeyValuePair<string, string?>> variables)
    {
        if (variables.Count == 0)
        {
            return null;
        }

        var change = new EnvironmentChange();
        foreach (var variable in variables)
        {
            change.before.Add(new KeyValuePair<string, string?>(variable.Key, Environment.GetEnvironmentVariable(variable.Key)));
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }

        return change;
    }

    internal void Undo()
    {
        foreach (var variable in this.before)
        {
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }
    }
}

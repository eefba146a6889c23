using System;
using System.Collections;
using System.Collections.Generic;

namespace Runbook.FarEnd.Runspaces;

/// <summary>The environment variables of the process as they were. They are looked at as a whole: a task can change them in any way, .NET's included.</summary>
internal sealed class EnvironmentState
{
    private readonly Dictionary<string, string> variables = new(PowerShellFacts.IsWindows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private EnvironmentBlock block = new();

    internal EnvironmentState()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            this.variables[(string)variable.Key] = (string)variable.Value!;
        }
    }

    internal void PutBack()
    {
        if (!this.block.IsStill())
        {
            this.PutVariablesBack();
            // The same variables may stand in another order.
            this.block = new EnvironmentBlock();
        }
    }

    private void PutVariablesBack()
    {
        var now = Environment.GetEnvironmentVariables();
        if (this.Is(now))
        {
            return;
        }

        foreach (string name in now.Keys)
        {
            if (!this.variables.ContainsKey(name))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        foreach (var variable in this.variables)
        {
            // A hashtable's key is as it was written; on Windows a variable may have been removed and made anew in other letters.
            if (Environment.GetEnvironmentVariable(variable.Key) != variable.Value)
            {
                Environment.SetEnvironmentVariable(variable.Key, variable.Value);
            }
        }
    }

    private bool Is(IDictionary now)
    {
        if (now.Count != this.variables.Count)
        {
            return false;
        }

        foreach (var variable in this.variables)
        {
            if (!string.Equals(variable.Value, (string?)now[variable.Key], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}

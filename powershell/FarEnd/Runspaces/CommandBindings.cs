using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Which module each command came from at its first use by a task. A module that is loaded later and brings the same name changes nothing; a function that a
/// script defines itself is meant, and counts.
/// </summary>
internal sealed class CommandBindings
{
    private readonly Dictionary<string, string> modules = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Decides between what a name means now and what it has meant.</summary>
    /// <param name="name">As the task has it.</param>
    /// <param name="now">What it means now.</param>
    /// <param name="find">Finds a command by its name with a module.</param>
    /// <param name="notice">What the user has to know; null where there is nothing new.</param>
    internal CommandInfo Choose(string name, CommandInfo now, Func<string, CommandInfo?> find, out string? notice)
    {
        notice = null;
        var module = now.ModuleName ?? string.Empty;
        if (!this.modules.TryGetValue(name, out var first))
        {
            this.modules[name] = module;
            return now;
        }

        if (module.Length == 0 || string.Equals(module, first, StringComparison.OrdinalIgnoreCase))
        {
            return now;
        }

        var meant = first.Length == 0 ? null : find($"{first}\\{name}");
        if (meant is null)
        {
            this.modules[name] = module;
            notice = $"'{name}' is now that of the module '{module}': {(first.Length == 0 ? "the function of that name" : $"the module '{first}', which had it,")} is gone.";
            // A module whose commands are made anew for each connection has another name each time.
            return now;
        }

        if (this.told.Add($"{name}\n{module}"))
        {
            notice = $"The module '{module}' brings a command '{name}', too. It is not used: the run goes on with that of the module '{first}'. "
                + $"Write '{first}\\{name}' or '{module}\\{name}' to say which one is meant.";
        }

        return meant;
    }
}

using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>What a command's name means, and what has to be known of it before it is called.</summary>
internal sealed class KnownCommand
{
    internal KnownCommand(CommandInfo command)
    {
        this.Command = command;
        var parameters = command.Parameters;
        this.HasErrorAction = parameters?.ContainsKey("ErrorAction") == true;
        this.HasWhatIf = parameters?.ContainsKey("WhatIf") == true;
    }

    internal CommandInfo Command { get; }

    /// <summary>The name to call a function by, where that is not the task's own.</summary>
    internal string? CallName { get; set; }

    /// <summary>What the user has to know of the name; null where there is nothing.</summary>
    internal string? Notice { get; set; }

    internal string Name => this.Command.Name;

    internal bool HasErrorAction { get; }

    /// <summary>Imports or removes modules, or sets aliases.</summary>
    internal bool ChangesNames =>
        this.Name.EndsWith("-Module", StringComparison.OrdinalIgnoreCase) || this.Name.EndsWith("-Alias", StringComparison.OrdinalIgnoreCase);

    internal bool HasWhatIf { get; }

    /// <summary>A cmdlet means the same all the time; a function may become another one.</summary>
    internal bool Lasts => this.Command is CmdletInfo;

    /// <summary>A function without CmdletBinding puts a parameter that it does not have into $args; all other commands refuse it themselves.</summary>
    internal bool TakesAnything => this.Command is FunctionInfo { CmdletBinding: false };

    /// <summary>The type that a parameter wants, by its name, an alias or an unambiguous beginning; null where that is not known.</summary>
    internal Type? TypeOf(string parameter)
    {
        try
        {
            return this.Command.ResolveParameter(parameter).ParameterType;
        }
        catch (ParameterBindingException)
        {
            return null;
        }
    }
}

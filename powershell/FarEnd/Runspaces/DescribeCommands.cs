using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Says what commands are like, in the words of a catalog (catalogs/catalog.schema.json): the runner asks for all that a run calls in one call, before its first
/// task. Nothing is loaded for it: to load a module is to run its code.
/// </summary>
[Cmdlet("Get", "RunbookCommandFacts")]
internal sealed class DescribeCommands : PSCmdlet
{
    private const int MostSimilar = 500;

    /// <summary>The commands, each perhaps with its module before it.</summary>
    [Parameter]
    public string[] Name { get; set; } = Array.Empty<string>();

    /// <summary>All the commands of these modules, which are loaded.</summary>
    [Parameter]
    public string[] Module { get; set; } = Array.Empty<string>();

    protected override void EndProcessing()
    {
        var search = new CommandSearch(this);
        foreach (var name in this.Name)
        {
            this.WriteObject(Describe(name, search));
        }

        foreach (var command in this.Module.SelectMany(module => search.Like("*", module)).Where(command => command is not AliasInfo))
        {
            this.WriteObject(Found(command.Name, command));
        }
    }

    private static OrderedDictionary Describe(string name, CommandSearch search)
    {
        if (search.FindLoaded(name) is { } command)
        {
            return Found(name, command);
        }

        // What Get-Command does not list, PowerShell may still find when it is called: then that one module is loaded a moment earlier.
        if ((search.FindUnloaded(name) ?? search.Find(name)) is { } owner)
        {
            return new OrderedDictionary { ["asked"] = name, ["state"] = "unloaded", ["module"] = owner.ModuleName };
        }

        return new OrderedDictionary { ["asked"] = name, ["state"] = "missing", ["similar"] = Similar(name, search) };
    }

    private static OrderedDictionary Found(string asked, CommandInfo command)
    {
        try
        {
            return new OrderedDictionary { ["asked"] = asked, ["state"] = "found", ["name"] = command.Name, ["facts"] = CommandFacts.Of(command) };
        }
        catch (Exception error) when (error is RuntimeException or InvalidOperationException or TypeLoadException or System.IO.IOException)
        {
            // A type that its parameters need is missing; whoever calls it will be told.
            return new OrderedDictionary { ["asked"] = asked, ["state"] = "unreadable", ["module"] = command.ModuleName, ["why"] = error.Message };
        }
    }

    /// <summary>The names among which the one that was meant may be: with the same verb, or the same noun.</summary>
    private static string[] Similar(string name, CommandSearch search)
    {
        var parts = name.Split('\\');
        var words = parts[parts.Length - 1].Split(new[] { '-' }, 2);
        var patterns = new[] { WildcardPattern.Escape(words[0]) + "-*", "*-" + WildcardPattern.Escape(words[words.Length - 1]) };
        return patterns.SelectMany(pattern => search.Like(pattern, null)).Where(command => command.Visibility == SessionStateEntryVisibility.Public)
            .Select(command => command.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostSimilar).ToArray();
    }
}

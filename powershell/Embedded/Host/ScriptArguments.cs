using System.Collections.Generic;
using System.Management.Automation.Runspaces;

namespace Runbook.Engine.Host;

/// <summary>
/// The words after <c>-File script.ps1</c>. They are strings, never code: <c>-Name</c> names a parameter, and only after
/// <c>-Name:</c> do <c>true</c>, <c>$true</c>, <c>false</c> and <c>$false</c> become booleans, for switches.
/// </summary>
internal static class ScriptArguments
{
    public static IReadOnlyList<CommandParameter> Read(IEnumerable<string> words)
    {
        var result = new List<CommandParameter>();
        string? pending = null;
        foreach (var word in words)
        {
            var colon = word.IndexOf(':');
            if (pending is not null)
            {
                result.Add(new CommandParameter(pending, word));
                pending = null;
            }
            else if (word.Length < 2 || !CommandLine.IsDash(word[0]))
            {
                result.Add(new CommandParameter(null, word));
            }
            else if (colon < 0)
            {
                result.Add(new CommandParameter(word));
            }
            else if (colon == word.Length - 1)
            {
                pending = word[..colon];
            }
            else
            {
                var value = word[(colon + 1)..];
                var isBoolean = bool.TryParse(value.TrimStart('$'), out var boolean);
                result.Add(new CommandParameter(word[..colon], isBoolean ? boolean : value));
            }
        }

        return result;
    }
}

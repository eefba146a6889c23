using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Runbook.FarEnd.Programs;

/// <summary>A list of arguments as one text, as Windows' programs read their command line, and .NET elsewhere.</summary>
internal static class CommandLine
{
    internal static string Of(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quoted));

    private static string Quoted(string argument)
    {
        if (argument.Length > 0 && !argument.Any(each => char.IsWhiteSpace(each) || each == '"'))
        {
            return argument;
        }

        var text = new StringBuilder("\"");
        var slashes = 0;
        foreach (var each in argument)
        {
            if (each == '\\')
            {
                slashes++;
                continue;
            }

            text.Append('\\', each == '"' ? (slashes * 2) + 1 : slashes).Append(each);
            slashes = 0;
        }

        return text.Append('\\', slashes * 2).Append('"').ToString();
    }
}

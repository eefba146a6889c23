using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Text;

namespace Runbook.Engine.Host;

/// <summary>
/// Reads the command line as pwsh does (about_Pwsh): names in any case, with one or two dashes or a slash, any prefix that
/// is not shorter than the shortest one that pwsh takes, and the first word that is no option names a file.
/// </summary>
internal static class CommandLine
{
    public const string Usage =
        "Usage: runbook-engine [-File <path> [arguments] | -Command { - | <text> } | -EncodedCommand <base64>]\n"
        + "                      [-NoLogo] [-NoProfile] [-NonInteractive] [-Interactive] [-NoExit]\n"
        + "                      [-ExecutionPolicy <policy>] [-WorkingDirectory <path>]\n"
        + "                      [-InputFormat Text] [-OutputFormat Text]\n"
        + "       runbook-engine -SSHServerMode | -Version | -Help";

    /// <summary>Name, shortest prefix. The order decides between names that begin alike, as in pwsh.</summary>
    private static readonly (string Name, string Shortest)[] Names =
    [
        ("version", "v"), ("help", "h"), ("?", "?"), ("login", "l"), ("noexit", "noe"), ("noprofile", "nop"),
        ("nologo", "nol"), ("noninteractive", "noni"), ("socketservermode", "so"), ("servermode", "s"),
        ("namedpipeservermode", "nam"), ("sshservermode", "sshs"), ("interactive", "i"),
        ("configurationname", "config"), ("configurationfile", "configurationfile"), ("custompipename", "cus"),
        ("command", "c"), ("windowstyle", "w"), ("file", "f"), ("outputformat", "o"), ("of", "o"),
        ("inputformat", "inp"), ("if", "if"), ("executionpolicy", "ex"), ("ep", "ep"), ("encodedcommand", "e"),
        ("ec", "e"), ("encodedarguments", "encodeda"), ("ea", "ea"), ("settingsfile", "settings"), ("sta", "sta"),
        ("mta", "mta"), ("workingdirectory", "wo"), ("wd", "wd"),
    ];

    public static CommandLineOptions Parse(IReadOnlyList<string> args)
    {
        var options = new CommandLineOptions();
        var noExitSeen = false;
        for (var i = 0; i < args.Count; i++)
        {
            var word = args[i].Trim();
            if (word.Length == 0)
            {
                continue;
            }

            if (!IsDash(word[0]) && word[0] != '/')
            {
                return ParseFile(options, args, i, noExitSeen);
            }

            switch (OptionNamed(word))
            {
                case "version":
                    return options with { Mode = StartMode.Version };
                case "help" or "?":
                    return options with { Mode = StartMode.Help };
                case "sshservermode":
                    return options with { Mode = StartMode.SshServer };
                case "login" or "noprofile" or "mta":
                    // No profile is ever run, and every thread is MTA: what these ask for is so.
                    break;
                case "noexit":
                    noExitSeen = true;
                    break;
                case "nologo":
                    options = options with { ShowBanner = false };
                    break;
                case "noninteractive":
                    options = options with { NonInteractive = true };
                    break;
                case "interactive":
                    options = options with { NonInteractive = false };
                    break;
                case "executionpolicy" or "ep":
                    if (++i >= args.Count)
                    {
                        return Wrong("The option '-ExecutionPolicy' requires a policy, such as Bypass or RemoteSigned.");
                    }

                    options = options with { ExecutionPolicy = args[i] };
                    break;
                case "workingdirectory" or "wd":
                    if (++i >= args.Count)
                    {
                        return Wrong("The option '-WorkingDirectory' requires a path.");
                    }

                    options = options with { WorkingDirectory = args[i] };
                    break;
                case "inputformat" or "if" or "outputformat" or "of":
                    if (++i >= args.Count || !args[i].Equals("Text", StringComparison.OrdinalIgnoreCase))
                    {
                        return Wrong($"The option '{word}' requires a format. The embedded engine knows 'Text' only.");
                    }

                    break;
                case "command":
                    return ParseCommand(options, args, i, noExitSeen);
                case "encodedcommand" or "ec":
                    return ParseEncoded(options, args, i, noExitSeen);
                case "file":
                    return ParseFile(options, args, i + 1, noExitSeen);
                case null:
                    return ParseFile(options, args, i, noExitSeen);
                default:
                    return Wrong($"The option '{word}' is one of pwsh that the embedded engine does not have.\n{Usage}");
            }
        }

        return options;
    }

    private static CommandLineOptions ParseCommand(
        CommandLineOptions options, IReadOnlyList<string> args, int at, bool noExitSeen)
    {
        options = options with { ShowBanner = false };
        if (at + 1 >= args.Count)
        {
            return Wrong($"The option '{args[at]}' requires a command, or '-' to read commands from standard input.");
        }

        if (args[at + 1] != "-")
        {
            return options with { Command = string.Join(' ', args.Skip(at + 1)), NoExit = noExitSeen };
        }

        if (at + 2 < args.Count)
        {
            return Wrong("'-' was given with '-Command'; no other argument can follow it.");
        }

        return Console.IsInputRedirected
            ? options with { ReadFromStandardInput = true, NoPrompt = true }
            : Wrong("'-' was given with '-Command', but standard input is not redirected.");
    }

    private static CommandLineOptions ParseEncoded(
        CommandLineOptions options, IReadOnlyList<string> args, int at, bool noExitSeen)
    {
        if (at + 1 >= args.Count)
        {
            return Wrong($"The option '{args[at]}' requires a command: base64 of UTF-16LE text.");
        }

        if (at + 2 < args.Count && OptionNamed(args[at + 2]) is "command" or "encodedcommand" or "ec" or "file")
        {
            return Wrong($"A command was given already: '{args[at + 2]}' cannot follow.");
        }

        try
        {
            var text = Encoding.Unicode.GetString(Convert.FromBase64String(args[at + 1]));
            var rest = Parse([.. args.Skip(at + 2)]);
            return rest.Mode != StartMode.Session
                ? rest
                : rest with
                {
                    Command = text,
                    NoExit = noExitSeen,
                    ShowBanner = false,
                    NonInteractive = options.NonInteractive || rest.NonInteractive,
                    ExecutionPolicy = rest.ExecutionPolicy ?? options.ExecutionPolicy,
                    WorkingDirectory = rest.WorkingDirectory ?? options.WorkingDirectory,
                };
        }
        catch (FormatException)
        {
            return Wrong($"The value of '{args[at]}' is not a command in base64 of UTF-16LE text.");
        }
    }

    private static CommandLineOptions ParseFile(
        CommandLineOptions options, IReadOnlyList<string> args, int at, bool noExitSeen)
    {
        if (at >= args.Count)
        {
            return Wrong("The option '-File' requires the path of a script.");
        }

        options = options with { ShowBanner = options.ShowBanner && noExitSeen };
        if (args[at] == "-")
        {
            return options with { ReadFromStandardInput = true };
        }

        string path;
        try
        {
            path = Path.GetFullPath(args[at]);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return Wrong($"'{args[at]}' is not a path of a script file: {e.Message}");
        }

        if (!File.Exists(path))
        {
            return Wrong(IsDash(args[at].FirstOrDefault())
                ? $"The option '{args[at]}' does not exist.\n{Usage}"
                : $"The argument '{args[at]}' is not recognized as the name of a script file. Check the spelling of the name, "
                    + "or if a path was included, verify that the path is correct and try again.");
        }

        return options with { File = path, Arguments = ScriptArguments.Read(args.Skip(at + 1)), NoExit = noExitSeen };
    }

    private static string? OptionNamed(string word)
    {
        if (word.Length < 2 || (!IsDash(word[0]) && word[0] != '/'))
        {
            return null;
        }

        var name = word[(IsDash(word[1]) ? 2 : 1)..];
        return Names.FirstOrDefault(option =>
            name.Length >= option.Shortest.Length
            && option.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Name;
    }

    /// <summary>PowerShell takes the typographic dashes too: they get into command lines by way of documents.</summary>
    internal static bool IsDash(char c) => c is '-' or '\u2013' or '\u2014' or '\u2015';

    private static CommandLineOptions Wrong(string message) => new() { Mode = StartMode.Error, Error = message };
}

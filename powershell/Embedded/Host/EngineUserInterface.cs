using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Runbook.Engine.Host;

/// <summary>Output goes where pwsh sends it: errors to standard error, all else to standard output.</summary>
internal sealed class EngineUserInterface(bool nonInteractive) : PSHostUserInterface
{
    private readonly object _lock = new();
    private readonly EngineRawUserInterface _raw = new();
    private readonly ProgressLine _progress = new();

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public override void Write(string value)
    {
        lock (_lock)
        {
            _progress.Clear();
            Console.Out.Write(Decoration.For(value, Console.IsOutputRedirected));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        lock (_lock)
        {
            _progress.Clear();
            InColours(foregroundColor, backgroundColor, () => Console.Out.Write(Decoration.For(value, Console.IsOutputRedirected)));
        }
    }

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteLine() => Write(Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        lock (_lock)
        {
            _progress.Clear();
            Console.Error.WriteLine(Decoration.For(value, Console.IsErrorRedirected));
        }
    }

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            _progress.Show(record);
        }
    }

    public override string ReadLine()
    {
        RequireInteractive("Read and Prompt functionality is not available.");

        // The contract says string; at the end of input pwsh gives null too, and scripts see $null.
        return Console.In.ReadLine()!;
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequireInteractive("Read and Prompt functionality is not available.");
        return SecretLine.Read();
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireInteractive("Read and Prompt functionality is not available.");
        WriteHeading(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            var type = LanguagePrimitives.TryConvertTo<Type>(field.ParameterAssemblyFullName, out var found) ? found : typeof(string);
            Write($"{field.Label.Replace("&", "", StringComparison.Ordinal)}{(field.Label.Length == 0 ? field.Name : "")}: ");
            object answer = type == typeof(SecureString) || field.ParameterTypeFullName == typeof(SecureString).FullName
                ? SecretLine.Read()
                : Console.In.ReadLine() ?? "";
            answers[field.Name] = PSObject.AsPSObject(answer);
        }

        return answers;
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireInteractive("Read and Prompt functionality is not available.");
        WriteHeading(caption, message);
        var keys = choices.Select(choice => ChoiceKey(choice.Label)).ToList();
        while (true)
        {
            for (var i = 0; i < choices.Count; i++)
            {
                Write($"[{keys[i]}] {choices[i].Label.Replace("&", "", StringComparison.Ordinal)}  ");
            }

            Write(defaultChoice >= 0 ? $"(default is \"{keys[defaultChoice]}\"): " : ": ");
            var answer = Console.In.ReadLine();
            if (string.IsNullOrWhiteSpace(answer))
            {
                if (defaultChoice >= 0)
                {
                    return defaultChoice;
                }

                if (answer is null)
                {
                    throw new PSInvalidOperationException("There is no answer: standard input has ended.");
                }
            }

            var index = keys.FindIndex(key => key.Equals(answer?.Trim(), StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                return index;
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        RequireInteractive("Read and Prompt functionality is not available.");
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = Console.In.ReadLine() ?? "";
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, SecretLine.Read());
    }

    private void WriteHeading(string caption, string message)
    {
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            WriteLine(line);
        }
    }

    private static string ChoiceKey(string label)
    {
        var ampersand = label.IndexOf('&', StringComparison.Ordinal);
        return ampersand >= 0 && ampersand + 1 < label.Length ? label.Substring(ampersand + 1, 1) : label;
    }

    private static void InColours(ConsoleColor foreground, ConsoleColor background, Action write)
    {
        // A pipe has no colours. Black on black is what hosts without colours report as theirs: leave the terminal's own.
        if (Console.IsOutputRedirected || foreground == background)
        {
            write();
            return;
        }

        Console.ForegroundColor = foreground;
        if (background != ConsoleColor.Black)
        {
            Console.BackgroundColor = background;
        }

        write();
        Console.ResetColor();
    }

    private void RequireInteractive(string message)
    {
        if (nonInteractive)
        {
            throw new PSInvalidOperationException("PowerShell is in NonInteractive mode. " + message);
        }
    }
}

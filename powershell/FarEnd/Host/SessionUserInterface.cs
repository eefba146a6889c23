using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Runbook.FarEnd.Host;

/// <summary>What a task writes to its host belongs to the task; what it asks is answered by an error, which says what was asked.</summary>
internal sealed class SessionUserInterface : PSHostUserInterface
{
    internal const string NobodyAnswers = "nobody can answer here: a session is not interactive. Pass what is asked for as a parameter";

    private readonly SessionRawUserInterface raw = new();

    /// <summary>The line that is being written: a script that asks by hand writes its question before it reads.</summary>
    private string line = string.Empty;

    public override PSHostRawUserInterface RawUI => this.raw;

    internal IHostOutput? Output { get; set; }

    internal SessionRawUserInterface Raw => this.raw;

    public override void Write(string value)
    {
        var text = value ?? string.Empty;
        var last = text.LastIndexOf('\n');
        this.line = last < 0 ? this.line + text : text.Substring(last + 1);
        this.Output?.HostText(text, line: false);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => this.Write(value);

    public override void WriteLine() => this.WriteLine(string.Empty);

    public override void WriteLine(string value)
    {
        this.line = string.Empty;
        this.Output?.HostText(value ?? string.Empty, line: true);
    }

    // Else a line with colours would come as two pieces.
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => this.WriteLine(value);

    public override void WriteErrorLine(string value) => this.WriteLine(value);

    // These come as records of their streams, too: reported once, from there.
    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteWarningLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => throw Nobody(this.line);

    public override SecureString ReadLineAsSecureString() => throw Nobody(this.line);

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw Nobody(Question(caption, message, (descriptions ?? new()).Select(Words)));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw Nobody(Question(caption, message, (choices ?? new()).Select(choice => choice.Label.Replace("&", string.Empty))));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw Nobody(Question(caption, message, new[] { "a credential" + After(" for ", userName) + After(" at ", targetName) }));

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        this.PromptForCredential(caption, message, userName, targetName);

    /// <summary>The one kind of exception that the parameter binder takes for "this host cannot ask".</summary>
    internal static HostException Nobody(string asked)
    {
        var question = asked.Trim();
        return new(question.Length == 0 ? NobodyAnswers : $"it asked for \"{question}\", and {NobodyAnswers}");
    }

    private static string After(string word, string text) => string.IsNullOrWhiteSpace(text) ? string.Empty : word + text;

    private static string Words(FieldDescription field) => string.IsNullOrEmpty(field.HelpMessage) ? field.Name : $"{field.Name} ({field.HelpMessage})";

    private static string Question(string caption, string message, IEnumerable<string> wanted)
    {
        var said = string.Join(": ", new[] { caption, message }.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text.Trim()));
        var answers = string.Join(", ", wanted.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text.Trim()));
        return said.Length == 0 || answers.Length == 0 ? said + answers : $"{said} [{answers}]";
    }
}

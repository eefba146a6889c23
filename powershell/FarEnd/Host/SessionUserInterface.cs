using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Runbook.FarEnd.Host;

/// <summary>What a task writes to its host belongs to the task; what it asks is answered by an error.</summary>
internal sealed class SessionUserInterface : PSHostUserInterface
{
    internal const string NobodyAnswers = "nobody can answer here: a session is not interactive. Pass what is asked for as a parameter";

    public override PSHostRawUserInterface? RawUI => null;

    internal IHostOutput? Output { get; set; }

    public override void Write(string value) => this.Output?.HostText(value ?? string.Empty, line: false);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => this.Write(value);

    public override void WriteLine() => this.Output?.HostText(string.Empty, line: true);

    public override void WriteLine(string value) => this.Output?.HostText(value ?? string.Empty, line: true);

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

    public override string ReadLine() => throw Nobody();

    public override SecureString ReadLineAsSecureString() => throw Nobody();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Nobody();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw Nobody();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Nobody();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw Nobody();

    /// <summary>The one kind of exception that the parameter binder takes for "this host cannot ask".</summary>
    private static HostException Nobody() => new(NobodyAnswers);
}

using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace Runbook.Engine.Host;

/// <summary>
/// The host of the console's runspace. It does not call itself <c>ConsoleHost</c>: scripts and the runner can tell it from a
/// complete PowerShell. Thereby a native program's output is always read by PowerShell and never goes straight to the console.
/// </summary>
internal sealed class EngineHost(bool nonInteractive) : PSHost
{
    public const string HostName = "RunbookEmbeddedHost";

    private readonly EngineUserInterface _ui = new(nonInteractive);

    /// <summary>Set by <c>exit</c>.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => HostName;

    public override Version Version { get; } = new(EngineVersion.Text.Split('-')[0]);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => _ui;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("The embedded engine has no nested prompts.");

    public override void ExitNestedPrompt() =>
        throw new NotSupportedException("The embedded engine has no nested prompts.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}

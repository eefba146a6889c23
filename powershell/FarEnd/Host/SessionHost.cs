using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace Runbook.FarEnd.Host;

/// <summary>The host that tasks see as $Host. Nobody sits at it: what asks fails at once, and <c>exit</c> ends the script, not the session.</summary>
internal sealed class SessionHost : PSHost
{
    private readonly SessionUserInterface userInterface = new();

    public override string Name => "Runbook";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => this.userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>The code of the exit that a task has said since this was last set to null.</summary>
    internal int? ExitCode { get; set; }

    /// <summary>Where the running call's output goes.</summary>
    internal IHostOutput? Output
    {
        set => this.userInterface.Output = value;
    }

    public override void SetShouldExit(int exitCode) => this.ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new HostException(SessionUserInterface.NobodyAnswers);

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}

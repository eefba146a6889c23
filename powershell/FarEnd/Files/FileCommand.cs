using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Files;

/// <summary>What the commands for files have in common: the path that they are about, and that they can be stopped.</summary>
internal abstract class FileCommand : PSCmdlet
{
    private volatile bool isStopped;

    /// <summary>As the session reads it.</summary>
    [Parameter(Mandatory = true)]
    public string Path { get; set; } = string.Empty;

    protected bool IsStopped => this.isStopped;

    /// <summary>The whole path.</summary>
    protected string FullPath => HostPath.Of(this.Path, this.SessionState);

    protected override void StopProcessing() => this.isStopped = true;
}

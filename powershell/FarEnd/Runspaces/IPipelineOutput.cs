using System.Management.Automation;

namespace Runbook.FarEnd.Runspaces;

/// <summary>Takes what a task's pipeline writes, on the pipeline's thread.</summary>
internal interface IPipelineOutput
{
    /// <summary>The pipeline has begun.</summary>
    void Begin();

    /// <summary>Takes an object that it writes.</summary>
    void Receive(PSObject? item);

    /// <summary>All that it writes has come.</summary>
    void End();
}

namespace Runbook.FarEnd.Host;

/// <summary>Takes what a task writes to its host.</summary>
internal interface IHostOutput
{
    void HostText(string text, bool line);
}

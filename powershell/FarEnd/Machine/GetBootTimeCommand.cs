using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;

namespace Runbook.FarEnd.Machine;

/// <summary>Says when this machine was started: <c>boot_time</c> (UTC, ISO 8601), <c>uptime_seconds</c>, and <c>boot_id</c>, another one after each start, or null.</summary>
[Cmdlet("Get", "RunbookBootTime")]
internal sealed class GetBootTimeCommand : PSCmdlet
{
    protected override void EndProcessing()
    {
        var boot = Boot.OfThisMachine();
        this.WriteObject(new OrderedDictionary
        {
            ["boot_time"] = boot.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["uptime_seconds"] = (long)boot.Uptime.TotalSeconds,
            ["boot_id"] = boot.Id,
        });
    }
}

using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;

namespace Runbook.FarEnd.Machine;

/// <summary>
/// Says whether this machine has to be restarted: <c>pending</c> (null where it cannot be known), <c>reasons</c> for an operator to read, and in <c>unread</c>
/// what could not be looked at.
/// </summary>
[Cmdlet("Get", "RunbookPendingReboot")]
internal sealed class GetPendingRebootCommand : PSCmdlet
{
    protected override void EndProcessing()
    {
        var found = PendingReboot.OfThisMachine();
        this.WriteObject(new OrderedDictionary
        {
            ["pending"] = found.Pending,
            ["reasons"] = found.Reasons.ToArray(),
            ["unread"] = found.Unread.ToArray(),
        });
    }
}

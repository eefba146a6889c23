using System.Collections;
using System.Management.Automation;

namespace Runbook.FarEnd.Calls;

/// <summary>What a script finds as $Runbook and says through it.</summary>
internal sealed class RunbookVariable
{
    private readonly Hashtable members = new(System.StringComparer.OrdinalIgnoreCase);

    internal RunbookVariable(bool checkMode)
    {
        this.members["Changed"] = null;
        this.members["Failed"] = null;
        this.members["Result"] = null;
        this.members["CheckMode"] = checkMode;
    }

    internal object Value => this.members;

    internal bool? Changed => Flag("Changed");

    internal bool? Failed => Flag("Failed");

    internal object? Result => this.members["Result"];

    private bool? Flag(string name) => this.members[name] is { } value ? LanguagePrimitives.IsTrue(value) : null;
}

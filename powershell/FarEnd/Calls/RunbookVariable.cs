using System;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// What a script finds as $Runbook and says through it. A custom object, because that is what may be set in the constrained language, too; its members
/// are variables, because these check what they are given. A member that it does not have cannot be set.
/// </summary>
internal sealed class RunbookVariable
{
    private readonly PSVariable changed = Flag("Changed");
    private readonly PSVariable failed = Flag("Failed");
    private readonly PSVariable result = new("Result");
    private readonly PSObject members = new();

    internal RunbookVariable(bool checkMode)
    {
        var mode = new PSVariable("CheckMode", checkMode, ScopedItemOptions.Constant);
        foreach (var member in new[] { this.changed, this.failed, this.result, mode })
        {
            this.members.Properties.Add(new PSVariableProperty(member));
        }
    }

    internal object Value => this.members;

    internal bool? Changed => Said(this.changed);

    internal bool? Failed => Said(this.failed);

    internal object? Result => this.result.Value;

    private static PSVariable Flag(string name) => new(name, null, ScopedItemOptions.None, new Collection<Attribute> { new FlagAttribute(name) });

    private static bool? Said(PSVariable flag) => flag.Value is { } value ? LanguagePrimitives.IsTrue(value) : null;
}

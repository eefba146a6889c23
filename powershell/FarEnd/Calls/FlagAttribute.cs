using System;
using System.Management.Automation;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// Holds a member of $Runbook to $true, $false or $null: any text, 'false' too, would count as true. A transformation, because what a validation says
/// of a variable PowerShell replaces by words of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
internal sealed class FlagAttribute : ArgumentTransformationAttribute
{
    private readonly string member;

    internal FlagAttribute(string member) => this.member = member;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or bool => value,
            SwitchParameter given => given.IsPresent,
            _ => throw new ArgumentTransformationMetadataException(
                $"$Runbook.{this.member} takes $true, $false or $null, and was given '{value}', which is a {value.GetType().FullName}"),
        };
    }
}

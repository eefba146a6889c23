using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Runbook.FarEnd.Values;

/// <summary>
/// What a type's extended data says of how it is to be serialized (about_Types.ps1xml, PSStandardMembers): as its text, or with some of its properties only.
/// </summary>
internal sealed class TypeRules
{
    internal static readonly TypeRules None = new(asString: false, only: null);

    private TypeRules(bool asString, HashSet<string>? only)
    {
        this.AsString = asString;
        this.Only = only;
    }

    internal bool AsString { get; }

    internal HashSet<string>? Only { get; }

    internal static TypeRules Of(PSObject value)
    {
        try
        {
            if (value.Members["PSStandardMembers"] is not PSMemberSet standard)
            {
                return None;
            }

            var method = standard.Members["SerializationMethod"]?.Value?.ToString();
            if (string.Equals(method, "String", StringComparison.OrdinalIgnoreCase))
            {
                return new TypeRules(asString: true, only: null);
            }

            if (string.Equals(method, "SpecificProperties", StringComparison.OrdinalIgnoreCase)
                && standard.Members["PropertySerializationSet"] is PSPropertySet properties)
            {
                return new TypeRules(asString: false, new HashSet<string>(properties.ReferencedPropertyNames, StringComparer.OrdinalIgnoreCase));
            }
        }
        catch (Exception error) when (error is not (PipelineStoppedException or OutOfMemoryException))
        {
            // Wrong type data is no reason to lose the object.
        }

        return None;
    }
}

using System;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.Engine.Host;

/// <summary>Marks an object as one of the error stream, so that Out-Default shows it there.</summary>
internal static class WriteStream
{
    private static readonly PropertyInfo? Property =
        typeof(PSObject).GetProperty("WriteStream", BindingFlags.Instance | BindingFlags.NonPublic);

    public static void Mark(PSObject error)
    {
        if (Property is not null)
        {
            Property.SetValue(error, Enum.Parse(Property.PropertyType, "Error"));
        }
    }
}

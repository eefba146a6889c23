using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Several objects as one CLIXML text; the public serializer takes one.</summary>
internal static class Clixml
{
    private static readonly MethodInfo? SerializeMany = typeof(PSSerializer).GetMethod(
        "Serialize", BindingFlags.Static | BindingFlags.NonPublic, [typeof(IList<object>), typeof(int), typeof(bool)]);

    /// <summary>Depth 0 means the depth that each type asks for, else 2.</summary>
    public static string Serialize(IList<object> values, int depth) =>
        SerializeMany is not null
            ? (string)SerializeMany.Invoke(null, [values, depth == 0 ? 2 : depth, true])!
            : PSSerializer.Serialize(values, depth == 0 ? 2 : depth);
}

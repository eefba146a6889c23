namespace Microsoft.PowerShell.Commands;

/// <summary>A file that comes as an object is meant by its full path, not by its name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FileInfoToPathAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            FileInfo file => file.FullName,
            IList list when list.Cast<object?>().Any(item => PSObject.AsPSObject(item ?? "").BaseObject is FileInfo) =>
                list.Cast<object?>().Select(item => PSObject.AsPSObject(item ?? "").BaseObject is FileInfo file ? file.FullName : item).ToArray(),
            _ => inputData,
        };
    }
}

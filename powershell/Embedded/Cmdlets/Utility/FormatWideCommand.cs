using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>One property in columns. <c>-Column</c> and <c>-AutoSize</c> of the original are not here: the layout decides.</summary>
[Cmdlet(VerbsCommon.Format, "Wide")]
public sealed class FormatWideCommand : OuterFormatShapeCommandBase
{
    public FormatWideCommand() => Formatting.Shape(this, "Wide");
}

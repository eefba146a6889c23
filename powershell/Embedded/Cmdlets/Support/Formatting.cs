using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Connects a cmdlet to the engine's own formatting, which is there without its cmdlets.</summary>
internal static class Formatting
{
    private const string Namespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    /// <summary>Makes the cmdlet lay out objects in a shape: <c>Table</c>, <c>List</c>, <c>Wide</c>.</summary>
    public static void Shape(FrontEndCommandBase cmdlet, string shape) =>
        Internals.Set(cmdlet, "implementation", Internals.New(
            Namespace + "InnerFormatShapeCommand",
            Enum.Parse(Internals.Type(Namespace + "FormatShape"), shape)));

    /// <summary>Makes the cmdlet turn objects, laid out or not, into text.</summary>
    public static void Text(FrontEndCommandBase cmdlet) =>
        Internals.Set(cmdlet, "implementation", Internals.New(Namespace + "OutputManagerInner"));

    /// <summary>Where the text goes; before the cmdlet begins.</summary>
    public static void WriteTo(FrontEndCommandBase cmdlet, TextWriter writer, int width) =>
        Internals.Set(
            Internals.Get(cmdlet, "implementation")!,
            "LineOutput",
            Internals.New(Namespace + "TextWriterLineOutput", writer, width));

    /// <summary>The width of the host's screen, less the column where lines would wrap.</summary>
    public static int HostWidth(PSCmdlet cmdlet)
    {
        try
        {
            return cmdlet.Host.UI.RawUI.BufferSize.Width is > 1 and var width ? width - 1 : 119;
        }
        catch (Exception e) when (e is System.Management.Automation.Host.HostException or NotImplementedException or NotSupportedException or NullReferenceException)
        {
            return 119;
        }
    }
}

using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Runbook.Engine.Host;

/// <summary>Colours and the like are taken out of what goes into a pipe or a file, as <c>$PSStyle.OutputRendering</c> says.</summary>
internal static class Decoration
{
    public static string For(string text, bool redirected)
    {
        var keep = PSStyle.Instance.OutputRendering switch
        {
            OutputRendering.Ansi => true,
            OutputRendering.PlainText => false,
            _ => !redirected,
        };
        return keep || !text.Contains('\u001b') ? text : new StringDecorated(text).ToString(OutputRendering.PlainText);
    }
}

using System.Management.Automation.Host;
using System.Text;
using System.Xml;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    private ConsoleColor? _foreground;
    private ConsoleColor? _background;

    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor ForegroundColor
    {
        get => _foreground ?? ConsoleColor.Gray;
        set => _foreground = value;
    }

    [Parameter]
    public ConsoleColor BackgroundColor
    {
        get => _background ?? ConsoleColor.Black;
        set => _background = value;
    }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage { Message = TextOf(Object) ?? "", NoNewLine = NoNewline };
        try
        {
            message.ForegroundColor = _foreground ?? Host.UI.RawUI?.ForegroundColor;
            message.BackgroundColor = _background ?? Host.UI.RawUI?.BackgroundColor;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException)
        {
            // A host without colours.
        }

        WriteInformation(message, ["PSHOST"]);
    }

    private string? TextOf(object? value)
    {
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case null:
                return null;
            case string text:
                return text.Length == 0 ? null : text;
            case XmlNode node:
                return node.Name;
            case IEnumerable many:
                var result = new StringBuilder();
                var any = false;
                foreach (var item in many)
                {
                    if (any)
                    {
                        result.Append(LanguagePrimitives.ConvertTo<string>(Separator));
                    }

                    any = true;
                    result.Append(TextOf(item));
                }

                return result.Length == 0 ? null : result.ToString();
            default:
                var shown = value!.ToString();
                return string.IsNullOrEmpty(shown) ? null : shown;
        }
    }
}

using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Security;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Read, "Host", DefaultParameterSetName = "AsString")]
[OutputType(typeof(string), typeof(SecureString))]
public sealed class ReadHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [AllowNull]
    public object? Prompt { get; set; }

    [Parameter(ParameterSetName = "AsSecureString")]
    public SwitchParameter AsSecureString { get; set; }

    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter MaskInput { get; set; }

    protected override void BeginProcessing()
    {
        if (Prompt is not null)
        {
            WriteObject(WithPrompt(LanguagePrimitives.ConvertTo<string>(Prompt)));
        }
        else if (AsSecureString || MaskInput)
        {
            WriteObject(Result(Host.UI.ReadLineAsSecureString()));
        }
        else
        {
            WriteObject(Host.UI.ReadLine());
        }
    }

    private object? WithPrompt(string prompt)
    {
        var field = new FieldDescription(prompt) { Label = prompt };
        field.SetParameterType(AsSecureString || MaskInput ? typeof(SecureString) : typeof(string));
        var answers = Host.UI.Prompt("", "", new Collection<FieldDescription> { field });
        if (answers is null || !answers.TryGetValue(prompt, out var answer))
        {
            return null;
        }

        return answer.BaseObject is SecureString secret ? Result(secret) : answer;
    }

    private object Result(SecureString secret) =>
        AsSecureString ? secret : new System.Net.NetworkCredential("", secret).Password;
}

using System.Security;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// Of the original's ways only <c>-AsPlainText</c>: what it encrypts without a key can be read on one machine only, and what
/// it encrypts with one has a format of its own.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "SecureString", DefaultParameterSetName = "PlainText")]
[OutputType(typeof(SecureString))]
public sealed class ConvertToSecureStringCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, Mandatory = true)]
    public string String { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "PlainText")]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter(Position = 2, ParameterSetName = "PlainText")]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (!AsPlainText)
        {
            ThrowTerminatingError(Errors.Argument(
                "The embedded engine makes secure strings of plain text only: use -AsPlainText.", "ImportSecureString_NotSupported"));
        }

        var secret = new SecureString();
        foreach (var c in String)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        WriteObject(secret);
    }
}

using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Runspaces;

/// <summary>What could not be made ready in a runspace. src/session/open-failure.ts reads it in this order.</summary>
internal sealed class OpenFailure
{
    private readonly string module;
    private readonly string message;
    private readonly string id;

    /// <param name="module">The module; empty where the runspace itself could not be opened.</param>
    /// <param name="message">Why, in words for the user.</param>
    /// <param name="id">The error's id.</param>
    internal OpenFailure(string module, string message, string id)
    {
        this.module = module;
        this.message = message;
        this.id = id;
    }

    internal void Write(PayloadWriter output)
    {
        output.Text(this.module);
        output.Text(this.message);
        output.Text(this.id);
    }
}

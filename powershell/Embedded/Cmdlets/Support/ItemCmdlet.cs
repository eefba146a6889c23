namespace Microsoft.PowerShell.Commands;

/// <summary>What the cmdlets for items of any provider (files, variables, environment, …) have in common.</summary>
public abstract class ItemCmdlet : PSCmdlet
{
    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    /// <summary>Whether the paths are to be taken as they stand.</summary>
    private protected bool IsLiteral => MyInvocation.BoundParameters.ContainsKey("LiteralPath");

    /// <summary>The existing items that paths mean, as provider-qualified paths; an error for each path that means none.</summary>
    private protected IEnumerable<PathInfo> Resolve(IEnumerable<string> paths, bool reportMissing = true)
    {
        var included = Patterns.Of(Include);
        var excluded = Patterns.Of(Exclude.Concat([]));
        var filter = Patterns.Of([Filter ?? ""]);
        foreach (var path in paths)
        {
            foreach (var found in ResolveOne(path, reportMissing))
            {
                var name = SessionState.Path.ParseChildName(found.Path);
                if (included.Admit(excluded, name) && filter.Admit([], name))
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>Runs a provider's operation on one item; its error becomes an error record of this cmdlet.</summary>
    private protected bool Try(string path, Action operation)
    {
        try
        {
            operation();
            return true;
        }
        catch (Exception e) when (e is IContainsErrorRecord or IOException or UnauthorizedAccessException or ProviderInvocationException
            && e is not PipelineStoppedException)
        {
            var cause = e is ProviderInvocationException { InnerException: { } inner } ? inner : e;
            WriteError(e is IContainsErrorRecord { ErrorRecord: { } record }
                ? new ErrorRecord(record, cause)
                : new ErrorRecord(cause, cause.GetType().FullName, ErrorCategory.WriteError, path));
            return false;
        }
    }

    private protected static bool IsFileSystem(PathInfo path) => path.Provider.Name == "FileSystem";

    /// <summary>A path that a provider takes as it stands, whatever wildcard characters are in it.</summary>
    private protected static string Exact(PathInfo path) => path.Path;

    private List<PathInfo> ResolveOne(string path, bool reportMissing)
    {
        try
        {
            return [.. SessionState.Path.GetResolvedPSPathFromPSPath(IsLiteral ? WildcardPattern.Escape(path) : path)];
        }
        catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
        {
            if (reportMissing)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            }

            return [];
        }
    }
}

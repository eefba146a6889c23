using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Security;
using Runbook.FarEnd.Host;

namespace Runbook.FarEnd.Remote;

/// <summary>Makes the runspace on a host, by PowerShell's own remoting.</summary>
internal static class Connections
{
    private const string ShellUri = "http://schemas.microsoft.com/powershell/";

    /// <summary>Not opened yet. Errors: <see cref="ConnectFailure"/> where this PowerShell cannot do it.</summary>
    internal static Runspace Runspace(ConnectRequest request) =>
        RunspaceFactory.CreateRunspace(request.IsSsh ? Ssh(request) : WinRm(request), new SessionHost(), TypeTable.LoadDefaultTypeFiles());

    /// <summary>By reflection: the reference assemblies are those of Windows PowerShell 5.1, which has no SSH.</summary>
    private static RunspaceConnectionInfo Ssh(ConnectRequest request)
    {
        var type = typeof(RunspaceConnectionInfo).Assembly.GetType("System.Management.Automation.Runspaces.SSHConnectionInfo");
        var constructor = type?.GetConstructors().FirstOrDefault(each => each.GetParameters().Length == 7);
        if (constructor is null)
        {
            throw new ConnectFailure("near-version", "this PowerShell cannot go over SSH with ssh's options: PowerShell 7.3 or later can");
        }

        var options = new Hashtable { ["BatchMode"] = "yes", ["ServerAliveInterval"] = "15", ["ServerAliveCountMax"] = "4" };
        foreach (var option in request.Options)
        {
            options[option.Key] = option.Value;
        }

        try
        {
            return (RunspaceConnectionInfo)constructor.Invoke(
                new object?[] { request.User, request.Host, request.KeyFile, request.Port, "powershell", request.Patience, options });
        }
        catch (TargetInvocationException error)
        {
            throw new ConnectFailure("refused", error.InnerException?.Message ?? error.Message);
        }
    }

    private static WSManConnectionInfo WinRm(ConnectRequest request)
    {
        var port = request.Port != 0 ? request.Port : request.UseSsl ? 5986 : 5985;
        var connection = new WSManConnectionInfo(request.UseSsl, request.Host, port, "/wsman", ShellUri + (request.ConfigurationName ?? "Microsoft.PowerShell"), Credential(request))
        {
            OpenTimeout = request.Patience,
            Culture = CultureInfo.CurrentCulture,
            UICulture = CultureInfo.CurrentUICulture,
            // What a task writes is limited by its own window, and a session has no end that is known.
            MaximumReceivedDataSizePerCommand = null,
            MaximumReceivedObjectSize = null,
        };
        if (request.Authentication is { } authentication)
        {
            connection.AuthenticationMechanism = (AuthenticationMechanism)Enum.Parse(typeof(AuthenticationMechanism), authentication, ignoreCase: true);
        }

        return connection;
    }

    private static PSCredential? Credential(ConnectRequest request)
    {
        if (request.User is null || request.Password is null)
        {
            return null;
        }

        var password = new SecureString();
        foreach (var character in request.Password)
        {
            password.AppendChar(character);
        }

        return new PSCredential(request.User, password);
    }
}

using System.Net.Sockets;
using System.Security.Authentication;

namespace LlamaEnv.KeyVault;

/// <summary>Why a connection failed, from within the exceptions of several libraries.</summary>
internal static class Connection
{
    internal static bool IsUnknownHost(Exception? exception) => Causes(exception).OfType<SocketException>().Any(static e => e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain);

    internal static bool IsUntrusted(Exception? exception) => Causes(exception).OfType<AuthenticationException>().Any();

    internal static bool IsUnreachable(Exception? exception) => Causes(exception).OfType<SocketException>().Any(static e => e.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted));

    internal static bool IsBroken(Exception? exception) => Causes(exception).Any(static e => e is IOException or HttpRequestException or SocketException);

    internal static bool IsHopeless(Exception? exception) => IsUnknownHost(exception) || IsUntrusted(exception);

    internal static IEnumerable<Exception> Causes(Exception? exception) => exception switch
    {
        null => [],
        AggregateException several => several.InnerExceptions.SelectMany(Causes),
        _ => Causes(exception.InnerException).Prepend(exception),
    };
}

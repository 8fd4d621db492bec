using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>
/// Lets one process at a time renew the tokens of a store. It is held while the server is asked, so it is neither
/// SQLite's nor llamactl's lock, for which others wait 5 seconds. On Unix the store's folder is locked, and nothing is
/// left behind; on Windows a file beside the store, which goes with its holder.
/// </summary>
internal static class RenewalLock
{
    /// <summary>Longer than a holder can take: a few requests of 30 seconds.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    /// <summary>What Windows says of a file that another process has alone.</summary>
    internal const int SharingViolation = unchecked((int)0x80070020);

    /// <exception cref="DiagnosticException">Somebody else held it all that time, or there is no right to it (LLENV0002).</exception>
    internal static IDisposable Acquire(string store, CancellationToken cancellationToken)
    {
        try
        {
            string file = AtomicFile.FollowLinks(store);
            return OperatingSystem.IsWindows()
                ? OpenAlone(file + ".renewal", s_timeout, cancellationToken)
                : AdvisoryLock.Acquire(Path.GetDirectoryName(file)!, s_timeout, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.StoreUnusable(store, $"the login cannot be renewed: {FileReader.Explain(e, store)}"));
        }
    }

    /// <summary>A file of Windows that only one process has, and that goes with it.</summary>
    internal static FileStream OpenAlone(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        DateTime end = DateTime.UtcNow + timeout;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            // A file that is just being deleted cannot be opened either, and says so in another way.
            catch (Exception e) when ((e.HResult == SharingViolation || e is UnauthorizedAccessException) && DateTime.UtcNow < end)
            {
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}

namespace LlamaEnv.Files.IO;

/// <summary>Why a file cannot be read or written, in our own words, and what to do about it.</summary>
/// <param name="reason">What is wrong, with the path.</param>
/// <param name="fix">A sentence without its full stop; null where the usual one will do.</param>
internal sealed class FileFault(string reason, string? fix = null) : IOException(reason)
{
    internal string? Fix => fix;
}

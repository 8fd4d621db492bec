using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Tool;

/// <summary>Reports an error when not even the libraries of the tool can be loaded.</summary>
internal static class FatalError
{
    private const int StandardError = 2;

    private const string Sqlite = "e_sqlite3";

    internal static void Report(Exception exception)
    {
        while (exception is TypeInitializationException or AggregateException && exception.InnerException is { } inner)
            exception = inner;

        // By type only, as a message could hold a value. DllNotFoundException is a TypeLoadException whose own name would
        // take another library, which there may be no way to load now.
        string what = exception is TypeLoadException or BadImageFormatException && exception.Message.Contains(Sqlite, StringComparison.Ordinal)
            ? $"the library {Sqlite}, which reads llamactl's store, cannot be loaded ({exception.GetType().Name}). Install the tool again, for this system and processor"
            : $"the system does not let the tool work ({exception.GetType().Name}). Allow it more memory, more open files (ulimit -n) or a console that works";
        string line = $"llama-env : error LLENV0903: {what} (https://github.com/llamaenv/llamaenv/blob/main/docs/diagnostics/LLENV0903.md){Environment.NewLine}";
#pragma warning disable CA1031 // There is nobody left to tell.
        try
        {
            if (OperatingSystem.IsWindows())
                WriteToConsole(line);
            else
                Write(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception)
        {
            // The exit code says that it failed.
        }
#pragma warning restore CA1031
    }

    // Not inlined: only here may the console's library get loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteToConsole(string line) => Console.Error.Write(line);

    /// <summary>The console of .NET takes more libraries, and a file of its own.</summary>
    private static void Write(byte[] line)
    {
        using FileStream error = new(new SafeFileHandle(StandardError, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        error.Write(line);
    }
}

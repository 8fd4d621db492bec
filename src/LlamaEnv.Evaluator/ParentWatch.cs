using System.Diagnostics;

namespace LlamaEnv.Evaluator;

/// <summary>
/// Ends this program, and what it started, with the one that started it: that holds standard input open as long as it wants
/// an answer. A project may be evaluated for minutes, and one that was killed can stop nobody.
/// </summary>
internal static class ParentWatch
{
    private static volatile Process? s_child;

    internal static void Start()
    {
        Stream input = Console.OpenStandardInput();
        new Thread(() => WaitForEnd(input)) { IsBackground = true }.Start();
    }

    /// <summary>Has a program end with this one.</summary>
    internal static void Add(Process child) => s_child = child;

    private static void WaitForEnd(Stream input)
    {
        try
        {
            byte[] buffer = new byte[256];
            while (input.Read(buffer) > 0)
            {
                // Nobody sends anything.
            }
        }
        catch (IOException)
        {
            // It cannot be read: nobody can tell when to end.
            return;
        }

        Kill(s_child);
        Kill(Process.GetCurrentProcess());
    }

    private static void Kill(Process? process)
    {
        try
        {
            process?.Kill(entireProcessTree: process.Id != Environment.ProcessId);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended, or something it started has.
        }
    }
}

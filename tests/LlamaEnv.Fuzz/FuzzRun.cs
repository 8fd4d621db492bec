namespace LlamaEnv.Fuzz;

/// <summary>A number of executions of one target.</summary>
internal static class FuzzRun
{
    /// <summary>What the first execution that fails did, with its seed; null where none did.</summary>
    internal static string? FindFailure(FuzzTarget target, int seed, long executions)
    {
        for (long i = 0; i < executions; i++)
        {
            int own = unchecked(seed + (int)i);
#pragma warning disable CA1031 // Any exception at all is what is looked for.
            try
            {
                target.Execute(new Random(own));
            }
            catch (Exception e)
            {
                return $"--seed {own} --executions 1: {(e is FuzzException ? e.Message : e)}";
            }
#pragma warning restore CA1031
        }

        return null;
    }
}

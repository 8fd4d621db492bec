using System.Globalization;

namespace LlamaEnv.Benchmarks;

/// <summary>Profile stores as <c>auth token</c> leaves them, with one profile current.</summary>
internal static class Stores
{
    /// <summary>Makes one with this many profiles, each with a key, project and id of its own.</summary>
    internal static void Make(string directory, int profiles = 1) => new LlamactlStore(directory).With(
        $"""
        {LlamactlStore.Version2}
        {LlamactlStore.Profile("work", LlamactlStore.Cloud, Samples.ApiKey, Samples.ProjectId)}
        UPDATE profiles SET id = 'f0e1d2c3-b4a5-4697-8879-6a5b4c3d2e1f';
        {LlamactlStore.Current("work")}
        WITH RECURSIVE others(n) AS (SELECT 1 WHERE {profiles.ToString(CultureInfo.InvariantCulture)} > 1 UNION ALL SELECT n + 1 FROM others WHERE n < {(profiles - 1).ToString(CultureInfo.InvariantCulture)})
        INSERT INTO profiles(name, api_url, project_id, api_key, id)
            SELECT printf('llx-Be****%04d', n), '{LlamactlStore.Cloud}', printf('0f8fad5b-d9cb-469f-a165-%012d', n), printf('llx-Benchmark%039d', n), printf('f0e1d2c3-b4a5-4697-8879-%012d', n) FROM others;
        """);
}

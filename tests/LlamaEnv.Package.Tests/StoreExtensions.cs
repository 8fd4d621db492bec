namespace LlamaEnv.Package.Tests;

/// <summary>What these tests have in a store.</summary>
internal static class StoreExtensions
{
    /// <summary>A profile in the European environment, and both made current.</summary>
    internal static LlamactlStore WithCurrentProfile(this LlamactlStore store, string name = "work", string? key = Values.ProfileKey)
    {
        store.With(
            $"""
            {LlamactlStore.Version2}
            INSERT INTO environments VALUES ('{Values.ProfileUrl}', 1, NULL);
            {LlamactlStore.CurrentEnvironment(Values.ProfileUrl)}
            {LlamactlStore.Profile(name, Values.ProfileUrl, key, Values.ProfileProject)}
            UPDATE profiles SET id = '{Guid.NewGuid():D}';
            {LlamactlStore.Current(name)}
            """);
        File.WriteAllBytes(store.Database + ".lock", []);
        return store;
    }
}

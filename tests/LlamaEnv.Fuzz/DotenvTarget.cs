using System.Text;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Fuzz;

/// <summary>.env files by chance: of what is not ours every byte stays.</summary>
internal sealed class DotenvTarget(string root) : FuzzTarget(root)
{
    private static readonly byte[][] s_ours = [.. Variable.All.Select(v => Encoding.ASCII.GetBytes(v.Name))];

    internal override string Name => "dotenv";

    internal override void Execute(Random random)
    {
        Machine machine = new Machine(Root, Canary.OfLlamaCloud(random)).With("LlamaEnvSources", "environment;dotenv");
        if (random.Next(4) > 0)
            machine.Set("LLAMA_CLOUD_API_KEY", machine.Canary.Key);
        if (random.Next(2) == 0)
            machine.Set("LLAMA_AGENTS_PROJECT_ID", "12345678-1234-1234-1234-123456789abc");
        Machine.Write(machine.EnvFile, File(random, machine.Canary.Key));
        machine.Inject((before, after) => Keeps(before[machine.EnvFile]!, after[machine.EnvFile]!));
    }

    internal static byte[] File(Random random, string key) => Nasty.Bytes(random, () => Line(random, key), 8);

    private static string Line(Random random, string key) => random.Next(6) switch
    {
        0 => $"LLAMA_CLOUD_API_KEY={Nasty.Piece(random)}{key}{Nasty.Piece(random)}",
        1 => $"{Nasty.Piece(random)}{Variable.All[random.Next(3)].Name}{Nasty.Piece(random)}={Nasty.Text(random, 3)}",
        2 => $"# {Nasty.Text(random, 3)}",
        3 => $"OTHER{random.Next(3)}={Nasty.Text(random, 3)}",
        _ => Nasty.Text(random, 4),
    };

    /// <summary>With nothing of ours in it, the file stays as it was around what is new; else every assignment of others says what it said.</summary>
    private static void Keeps(byte[] before, byte[] after)
    {
        DotenvFile old = DotenvFile.Scan(before);
        if (!old.Entries.Any(entry => IsOurs(old, entry)))
        {
            // Our lines go in one block to the end, or above a line that would hide them.
            int kept = before.AsSpan().CommonPrefixLength(after);
            int end = 0;
            while (end < before.Length && end < after.Length && before[^(end + 1)] == after[^(end + 1)])
                end++;
            if (kept + end < before.Length)
                throw new FuzzException("bytes of a file without ours have changed");
            return;
        }

        DotenvFile @new = DotenvFile.Scan(after);
        if (!Others(old).SequenceEqual(Others(@new)))
            throw new FuzzException("somebody else's assignment has changed");
    }

    private static IEnumerable<string> Others(DotenvFile file) =>
        file.Entries.Where(entry => !IsOurs(file, entry)).Select(entry => Convert.ToHexString(file.NameOf(entry)) + "=" + Convert.ToHexString(file.ValueOf(entry)));

    private static bool IsOurs(DotenvFile file, DotenvFile.Entry entry) => s_ours.Any(name => file.Has(entry, name));
}

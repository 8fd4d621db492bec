using System.IO.Pipelines;
using System.Text;
using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.Files.Tests.Sources;

/// <summary>What comes out of a program's pipe, in whatever parts.</summary>
[TestClass]
public sealed class PipeTextTests
{
    [TestMethod]
    [DataRow(1, DisplayName = "sign by sign")]
    [DataRow(7, DisplayName = "in small parts")]
    [DataRow(4096, DisplayName = "in one")]
    public async Task A_text_is_found_behind_what_is_kept_and_across_parts(int part)
    {
        const string Text = "aab old values, new values";
        PipeText text = new(4, mark: "ab old values");
        PipeText other = new(4, mark: "no values");
        foreach (PipeText reader in (PipeText[])[text, other])
            await ReadAsync(reader, Text, part);

        Assert.IsTrue(text.HasMark);
        Assert.IsFalse(other.HasMark);
        Assert.AreEqual("aab ", Encoding.UTF8.GetString(text.Start));
        Assert.IsNull(text.Taken);
    }

    [TestMethod]
    public async Task What_is_not_too_much_is_taken_whole()
    {
        PipeText text = new(4);
        await ReadAsync(text, "aab ", 3);

        Assert.AreEqual("aab ", Encoding.UTF8.GetString(text.Taken!));
        Assert.IsFalse(text.HasMark);
    }

    private static async Task ReadAsync(PipeText reader, string text, int part)
    {
        Pipe pipe = new();
        Task reading = reader.ReadAsync(pipe.Reader.AsStream());
        foreach (byte[] bytes in Encoding.UTF8.GetBytes(text).Chunk(part))
        {
            await pipe.Writer.WriteAsync(bytes);
            await Task.Yield();
        }

        await pipe.Writer.CompleteAsync();
        await reading;
    }
}

using System.Buffers.Binary;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources.Sharing;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Tests.Sources.Sharing;

/// <summary>What goes from one process of a build to another, and what may come instead.</summary>
[TestClass]
public sealed class AnswerFormatTests
{
    private static readonly SourceAnswer s_values = new()
    {
        Values = new Dictionary<string, Secret> { ["LLAMA_CLOUD_API_KEY"] = new(Fake.Key("Shared")), ["Odd"] = new("line\nend \0 ü \ud800"), [""] = new("x") },
        Expiration = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero),
    };

    private static readonly SourceAnswer s_failure = new()
    {
        Failure = Findings.SourceBroken("process", "'give' ended with exit code 1") with { Brief = "short", Notes = ["give: one", "give: two"] },
    };

    [TestMethod]
    public void Values_arrive_as_they_were()
    {
        SourceAnswer read = AnswerFormat.Read(AnswerFormat.Write(s_values))!;

        CollectionAssert.AreEquivalent(s_values.Values.ToArray(), read.Values.ToArray());
        Assert.AreEqual(s_values.Expiration, read.Expiration);
        Assert.IsNull(read.Failure);
    }

    [TestMethod]
    public void A_failure_arrives_with_its_code_its_text_and_what_the_program_said()
    {
        Diagnostic sent = s_failure.Failure!;

        Diagnostic read = AnswerFormat.Read(AnswerFormat.Write(s_failure))!.Failure!;

        Assert.AreEqual((sent.Code, sent.Severity, sent.Message, sent.Brief), (read.Code, read.Severity, read.Message, read.Brief));
        CollectionAssert.AreEqual(sent.Notes.ToArray(), read.Notes.ToArray());
    }

    [TestMethod]
    public void Neither_more_nor_less_than_an_answer_is_one()
    {
        foreach (SourceAnswer answer in new[] { s_values, s_failure })
        {
            byte[] bytes = AnswerFormat.Write(answer);
            for (int length = 0; length < bytes.Length; length++)
                Assert.IsNull(AnswerFormat.Read(bytes.AsSpan(0, length)), $"{length} of {bytes.Length}");
            Assert.IsNull(AnswerFormat.Read([.. bytes, 0]));
        }
    }

    [TestMethod]
    public void No_number_in_it_makes_a_reader_fail_or_take_memory()
    {
        Random random = new(7);
        foreach (SourceAnswer answer in new[] { s_values, s_failure })
        {
            byte[] bytes = AnswerFormat.Write(answer);
            for (int at = 0; at + sizeof(int) <= bytes.Length; at++)
            {
                foreach (int number in new[] { -1, -2, 0, int.MaxValue, int.MinValue, 0x40000000, random.Next() })
                {
                    byte[] changed = [.. bytes];
                    BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(at), number);
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    _ = AnswerFormat.Read(changed);
                    Assert.IsLessThan(1024 * 1024, GC.GetAllocatedBytesForCurrentThread() - before);
                }
            }
        }
    }

    [TestMethod]
    [DataRow("LLENV9999")]
    [DataRow("error X1")]
    public void A_code_that_is_none_of_ours_is_no_answer(string code) =>
        Assert.IsNull(AnswerFormat.Read(AnswerFormat.Write(new() { Failure = new Diagnostic(code, DiagnosticSeverity.Error, "text") })));
}

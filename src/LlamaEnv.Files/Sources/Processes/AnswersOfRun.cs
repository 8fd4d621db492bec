using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>What programs said in one run, which asks each question once: two answers may be of two times, and no set.</summary>
internal sealed class AnswersOfRun : ISourceAnswers
{
    private readonly Dictionary<string, SourceAnswer> _answers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public SourceAnswer Ask(SourceQuestion question, Func<SourceAnswer> ask, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue(question.Id, out SourceAnswer? answer) || answer.IsExpired(DateTimeOffset.UtcNow))
            _answers[question.Id] = answer = ask();
        return answer;
    }
}

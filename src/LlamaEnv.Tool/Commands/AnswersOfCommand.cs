using LlamaEnv.Sources;

namespace LlamaEnv.Tool.Commands;

/// <summary>What slow sources said to one command, which asks them once, however often it looks.</summary>
internal sealed class AnswersOfCommand : ISourceAnswers
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

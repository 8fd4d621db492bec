namespace LlamaEnv.Files.IO;

/// <summary>A change whose new content lies beside its file. The caller holds the lock of the directory.</summary>
internal sealed class StagedFile
{
    private readonly string _target;
    private readonly byte[]? _before;
    private readonly byte[] _content;

    /// <summary>What a new file would lose; null where it can take the old one's place.</summary>
    private readonly string? _lost;

    private bool _isTorn;

    private StagedFile(FileChange change, string target, byte[]? before, byte[] content, bool isNew, string? lost)
    {
        Change = change;
        _target = target;
        _before = before;
        _content = content;
        IsNew = isNew;
        _lost = lost;
    }

    internal FileChange Change { get; }

    /// <summary>Whether the content is not there yet.</summary>
    internal bool IsNew { get; }

    internal static StagedFile Stage(FileChange change, string target)
    {
        if (!OperatingSystem.IsWindows())
            InPlace.Recover(target);
        byte[]? before = FileReader.ReadIfExists(target);
        byte[] content = change.Render(before);
        bool isNew = before is null || !before.AsSpan().SequenceEqual(content);
        if (!isNew)
        {
            AtomicFile.TryDiscard(target); // What a killed process left; nothing else is to be written.
            return new StagedFile(change, target, before, content, isNew, null);
        }

        AtomicFile.Discard(target);
        return new StagedFile(change, target, before, content, isNew, AtomicFile.Stage(target, content, change.IsPrivate));
    }

    internal void Replace()
    {
        if (IsNew)
            Put(_before, _content, _lost);
        else if (Change.IsPrivate)
            AtomicFile.CloseToOthers(_target);
    }

    /// <summary>Brings back what was there before.</summary>
    /// <returns>Whether that succeeded.</returns>
    internal bool TryRollBack()
    {
        if (!IsNew)
            return true;

        try
        {
            if (_before is null)
                File.Delete(_target);
            else
                Put(_content, _before, AtomicFile.Stage(_target, _before, Change.IsPrivate));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    internal void Discard()
    {
        if (!_isTorn) // What is staged is all the next run has to go by.
            AtomicFile.TryDiscard(_target);
    }

    private void Put(byte[]? before, byte[] content, string? lost)
    {
        if (lost is null && Disk.TryReplace(AtomicFile.StagedPath(_target), _target))
            return;

        try
        {
            if (!OperatingSystem.IsWindows())
                InPlace.Write(_target, before ?? [], content, Change.IsPrivate);
        }
        catch (TornFileException)
        {
            _isTorn = true;
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw lost is null
                ? new FileFault($"{_target} is a mount of its own, as containers get single files, and cannot be replaced; writing it in place failed, too: {FileReader.Explain(e, _target)}")
                : new FileFault($"{_target} would lose {lost} if it were replaced; writing it in place failed, too: {FileReader.Explain(e, _target)}", "Make it writable for you, take it over (chown), or delete it");
        }
    }
}

namespace LlamaEnv.Conformance.Tests;

/// <summary>A reader that is a .NET library.</summary>
internal abstract class LibraryReader(string name, Type library) : Reader(name)
{
    private protected sealed override ReaderRun Read(string folder) =>
        new(library.Assembly.GetName().Version!.ToString(3), Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path), ReadOne));

    /// <summary>Reads a file, or throws one of the exceptions the library documents for a file it does not accept.</summary>
    private protected abstract IEnumerable<KeyValuePair<string, string>> ReadFile(string path);

    private protected abstract bool IsClientError(Exception exception);

    private Reading ReadOne(string path)
    {
        Reading reading = new();
        try
        {
            foreach ((string name, string value) in ReadFile(path))
                reading.Variables[name] = value;
        }
        catch (Exception e) when (IsClientError(e))
        {
            reading.IsRefused = true;
        }

        return reading;
    }
}

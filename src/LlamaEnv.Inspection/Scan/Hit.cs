namespace LlamaEnv.Inspection.Scan;

/// <summary>A key in a text, without the key.</summary>
/// <param name="Variable">The variable whose value it is.</param>
/// <param name="Form">How it is written, where that is not plain text; empty else.</param>
/// <param name="IsCertain">Whether it has the whole shape of one.</param>
/// <param name="Line">The line, from 1; 0 in what has no lines.</param>
/// <param name="Fingerprint">By which it is known again; null where it could be guessed from that.</param>
internal readonly record struct Hit(string Variable, string Form, bool IsCertain, int Line, string? Fingerprint);

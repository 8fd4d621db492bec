namespace LlamaEnv.Tool.Formatting;

/// <summary>One value of every record: its column in a table, its member in JSON and YAML.</summary>
/// <param name="Header">The column's header.</param>
/// <param name="Member">The member's name.</param>
/// <param name="IsFirst">Whether the table begins with it, wherever the member stands.</param>
internal sealed record Column(string Header, string Member, bool IsFirst = false);

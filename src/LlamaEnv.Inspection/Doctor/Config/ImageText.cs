using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>The name of an image in a template.</summary>
internal static class ImageText
{
    /// <summary>With the names of what is only known later in it, so that the rest can be compared: <c>var.registry/worker:var.tag</c> for <c>${var.registry}/worker:${var.tag}</c>.</summary>
    internal static string? Of(ConfigNode? node, ConfigValue values)
    {
        if (node is null)
            return null;

        ConfigNode value = values.Follow(node);
        return value.Kind is ConfigKind.Text or ConfigKind.Template ? Of(value.Text) : ConfigValue.Reference(value);
    }

    internal static string Of(string text)
    {
        while (text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start)
        {
            int depth = 0;
            int end = start + 1;
            for (; end < text.Length; end++)
            {
                depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
                if (depth == 0)
                    break;
            }

            string inner = string.Concat(text[(start + 2)..Math.Max(start + 2, Math.Min(end, text.Length))].Where(static c => char.IsLetterOrDigit(c) || c is '.' or '_'));
            text = text[..start] + inner + text[Math.Min(text.Length, end + 1)..];
        }

        return text;
    }

    internal static ProgramHint Hint(ConfigNode? image, ConfigValue values, IEnumerable<string> command) => new() { Image = Of(image, values), Command = [.. command] };
}

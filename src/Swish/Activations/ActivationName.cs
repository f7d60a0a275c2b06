namespace Swish.Activations;

/// <summary>Compares names of activations.</summary>
internal static class ActivationName
{
    // Longer text is not similar to any name, and comparing it could take long.
    private const int MaxLength = 64;

    /// <summary>Converts a name to lower case, and removes hyphens, underscores and spaces.</summary>
    public static string Normalize(string name) =>
        string.Concat(name.Where(c => c is not ('-' or '_' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>Computes the edit distance (Levenshtein distance) of two names.</summary>
    public static int Distance(string one, string other)
    {
        if (other.Length > MaxLength) return other.Length;
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 0; i < one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < other.Length; j++)
            {
                int replaced = diagonal + (one[i] == other[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(diagonal, row[j]));
            }
        }

        return row[^1];
    }
}

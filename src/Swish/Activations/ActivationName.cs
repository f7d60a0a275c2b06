namespace Swish.Activations;

/// <summary>How names of activations are compared.</summary>
internal static class ActivationName
{
    /// <summary>Beyond this, a text is near no name, and comparing it would take longer the longer it is.</summary>
    private const int LongestCompared = 64;

    /// <summary>The name in one case, without hyphens, underscores and spaces.</summary>
    public static string Normalize(string name) =>
        string.Concat(name.Where(c => c is not ('-' or '_' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>The least number of characters to insert, delete or replace that makes one name the other.</summary>
    public static int Distance(string one, string other)
    {
        if (other.Length > LongestCompared) return other.Length;
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

namespace Swish;

/// <summary>Ends loops over many elements as soon as they are canceled.</summary>
public static class StoppableEnumerable
{
    /// <summary>Returns the same elements, and checks before each whether to stop.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <param name="stop">Ends the enumeration.</param>
    /// <returns>The elements, each when it is asked for.</returns>
    /// <exception cref="OperationCanceledException">The enumeration was ended.</exception>
    public static IEnumerable<T> StopWith<T>(this IEnumerable<T> elements, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return Enumerate(elements, stop);
    }

    private static IEnumerable<T> Enumerate<T>(IEnumerable<T> elements, CancellationToken stop)
    {
        foreach (T element in elements)
        {
            stop.ThrowIfCancellationRequested();
            yield return element;
        }
    }
}

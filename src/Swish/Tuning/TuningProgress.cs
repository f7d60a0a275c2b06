using Swish.Sweeps;

namespace Swish.Tuning;

/// <summary>Describes the progress of tuning.</summary>
/// <param name="Stage">The rung in a few words, for display.</param>
/// <param name="Sweep">The sweep that trains the rung.</param>
public sealed record TuningProgress(string Stage, SweepRun Sweep);

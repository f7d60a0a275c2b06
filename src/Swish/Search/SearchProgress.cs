using Swish.Sweeps;

namespace Swish.Search;

/// <summary>Describes the progress of a search.</summary>
/// <param name="Stage">The current activity in a few words, for display.</param>
/// <param name="Rung">The current rung, from 1; 0 while candidates are being chosen.</param>
/// <param name="Rungs">The number of rungs.</param>
/// <param name="Candidates">The number of candidates in the current rung.</param>
/// <param name="Sweep">The sweep that trains the current rung; null while candidates are being chosen.</param>
public sealed record SearchProgress(string Stage, int Rung, int Rungs, int Candidates, SweepRun? Sweep);

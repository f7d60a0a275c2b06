using Swish.Sweeps;

namespace Swish.Search;

/// <summary>Where a search stands.</summary>
/// <param name="Stage">What is being done, in a few words.</param>
/// <param name="Rung">The rung, from 1; 0 while candidates are chosen.</param>
/// <param name="Rungs">The rungs.</param>
/// <param name="Candidates">The candidates of the rung.</param>
/// <param name="Sweep">The rung's sweep, or null while candidates are chosen.</param>
public sealed record SearchProgress(string Stage, int Rung, int Rungs, int Candidates, SweepRun? Sweep);

using Xunit;

namespace Swish.Tests.Training;

/// <summary>
/// Tests that measure what is allocated run one after the other and not beside others: buffers of all threads share arrays.
/// </summary>
[CollectionDefinition(nameof(MeasuresAllocation), DisableParallelization = true)]
public sealed class MeasuresAllocation;

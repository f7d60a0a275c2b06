using System.Text.Json.Serialization;
using Swish.Recipes;
using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>Contains the generated serializers of <see cref="TrainingResult"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainingResult))]
[JsonSerializable(typeof(RunIdentity))]
internal sealed partial class TrainingResultJsonContext : JsonSerializerContext;

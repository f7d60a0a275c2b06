using Swish.Networks.Layers;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Networks;

/// <summary>A part of a layer is an example of a batch of images, of which there can be any number.</summary>
public sealed class DropoutStreamsTests
{
    [Fact]
    public void Each_part_has_a_mask_of_its_own()
    {
        int[] parts = [0, 1, 3, 65_535, 65_536, 65_537, 65_539, 131_072];
        DropoutStreams streams = new(
            new(RecipeNetwork.Spec(new(), RecipeSamples.Blank()), new(measuresOnly: true)), 0.5, parts.Max() + 1);
        streams.Initialize();
        Assert.Equal(parts.Length, parts.Select(Mask).Distinct().Count());

        string Mask(int part)
        {
            float[] mask = new float[64];
            streams.Draw(part, step: 3, mask, mask.Length, mask.Length);
            return string.Join(' ', mask);
        }
    }
}

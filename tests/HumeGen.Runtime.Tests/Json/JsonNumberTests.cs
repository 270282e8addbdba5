using System.Globalization;
using System.Numerics;
using System.Text;
using HumeGen.Json;

namespace HumeGen.Tests.Json;

/// <summary>Every number reads as the double nearest to it, whichever of the two ways it takes.</summary>
public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("0.000")]
    [InlineData("7")]
    [InlineData("-12.5")]
    [InlineData("12345678")]
    [InlineData("1234567.8")]
    [InlineData("1e3")]
    [InlineData("1.5E-7")]
    [InlineData("12345678e1")]
    [InlineData("1.23456789e-5")]
    [InlineData("0.12345678901234567")]
    [InlineData("0.00012345678901234567")]
    [InlineData("0.0000000000000000000001")]
    [InlineData("0.00000000000000000000001")]
    [InlineData("9007199254740992")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993.0")]
    [InlineData("9007199254740993.1")]
    [InlineData("999999999999999999")]
    [InlineData("9999999999999999999")]
    [InlineData("18446744073709551616.5")]
    [InlineData("184467440737095516160.25")]
    [InlineData("123456789012345678.12345678901234567890")]
    [InlineData("1.7976931348623157e308")]
    public void Forms_and_limits_of_numbers_are_read(string json) => ReadsAsNearest(json);

    [Fact]
    public void Doubles_in_their_shortest_form()
    {
        var random = new Random(1);
        for (var i = 0; i < 50_000; i++)
        {
            ReadsAsNearest(random.NextDouble().ToString("R", CultureInfo.InvariantCulture));
            ReadsAsNearest(((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 17))).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Digits_at_random_are_read_exactly()
    {
        var random = new Random(2);
        for (var i = 0; i < 50_000; i++)
        {
            ReadsAsNearest($"{random.Next(1_000)}.{random.NextInt64(1_000_000_000_000_000_000)}");
            ReadsAsNearest($"0.{new string('0', random.Next(8))}{random.NextInt64(1_000_000_000_000_000_000)}");
            ReadsAsNearest($"{random.NextInt64()}");
        }
    }

    [Fact]
    public void Numbers_next_to_the_middle_of_two_doubles()
    {
        var random = new Random(3);
        for (var i = 0; i < 50_000; i++)
        {
            // The middle between a double and the next one, in full and cut where the fast way still takes it.
            var bits = BitConverter.DoubleToInt64Bits(Math.Pow(2, random.Next(-12, 50)) * (1 + random.NextDouble()));
            var exponent = (int)(bits >> 52) - 1076;
            var middle = (((BigInteger)(bits & ((1L << 52) - 1)) | (1L << 52)) * 2 + 1) * BigInteger.Pow(5, -exponent);
            var digits = middle.ToString(CultureInfo.InvariantCulture).PadLeft(1 - exponent, '0');
            var point = digits.Length + exponent;
            var text = digits[..point] + "." + digits[point..];
            ReadsAsNearest(text);
            ReadsAsNearest(text[..Math.Min(text.Length, 19)]);
            ReadsAsNearest(text[..Math.Min(text.Length, 18)]);
        }
    }

    private static void ReadsAsNearest(string json)
    {
        json = json.TrimEnd('.');
        var nearest = double.Parse(json, CultureInfo.InvariantCulture);
        var read = ApiJson.Read(Encoding.UTF8.GetBytes(json), JsonRead.Double);
        Assert.True(BitConverter.DoubleToInt64Bits(nearest) == BitConverter.DoubleToInt64Bits(read), $"{json} was read as {read:R}.");
    }
}

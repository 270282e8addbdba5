using System.Reflection;
using Hume.EmpathicVoice;

namespace Hume.Tests;

public class SecretTests
{
    [Fact]
    public void A_key_with_another_provider_does_not_show_where_settings_are_printed()
    {
        Assert.DoesNotContain("canary", new SessionSettings { LanguageModelApiKey = "canary" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", new ConnectSessionSettings { LanguageModelApiKey = "canary" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_record_prints_what_is_named_like_a_secret()
    {
        string[] words = ["ApiKey", "Secret", "Password", "AccessToken"];
        var printing =
            from type in typeof(HumeClient).Assembly.GetExportedTypes()
            from property in type.GetProperties()
            where property.PropertyType == typeof(string) && words.Any(w => property.Name.Contains(w, StringComparison.Ordinal))
            where type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is { } print
                && print.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null
            select $"{type.Name}.{property.Name}";

        Assert.Empty(printing);
    }
}

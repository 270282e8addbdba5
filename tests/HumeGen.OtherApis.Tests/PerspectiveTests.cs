using System.Text;
using Ears;
using Mouth;

namespace HumeGen.OtherApis.Tests;

/// <summary>APIs that describe their sockets from the client's side, against a server.</summary>
public sealed class PerspectiveTests
{
    [Fact]
    public async Task A_document_whose_operation_ids_tell_the_clients_side_sends_and_receives_as_they_say()
    {
        var received = new List<string>();
        await using var server = await Server.StartAsync(_ => new Answer(404, "", ""), (_, bytes) =>
        {
            received.Add(Encoding.UTF8.GetString(bytes));
            return [(true, Encoding.UTF8.GetBytes("""{"text":"hello"}"""))];
        });
        using var client = new EarsClient(new EarsClientOptions { BaseAddress = server.Address });

        await using var listen = await client.Listen.ConnectAsync();
        await listen.SendAsync(new Ears.Audio { AudioValue = "AAEC" });
        var heard = await listen.Reader.ReadAsync();

        Assert.Equal(["""{"audio":"AAEC"}"""], received);
        Assert.Equal("hello", Assert.IsType<Heard>(heard).Text);
    }

    [Fact]
    public async Task The_projects_word_turns_a_document_of_AsyncAPI_2_around()
    {
        var received = new List<string>();
        await using var server = await Server.StartAsync(_ => new Answer(404, "", ""), (_, bytes) =>
        {
            received.Add(Encoding.UTF8.GetString(bytes));
            return [(false, [1, 2, 3])];
        });
        using var client = new MouthClient(new MouthClientOptions { BaseAddress = server.Address });

        await using var speak = await client.Speak.ConnectAsync();
        await speak.SendAsync(new Words { Text = "hello" });
        var sound = await speak.Reader.ReadAsync();

        Assert.Equal(["""{"text":"hello"}"""], received);
        Assert.Equal([1, 2, 3], Assert.IsType<Sound>(sound).Data.ToArray());
    }
}

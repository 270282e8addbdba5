using HumeGen.Generator.Emitting.Clients;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>Compares channels: how they are opened, and what goes each way.</summary>
internal static class ChannelDiff
{
    public static void Compare(DiffContext context)
    {
        foreach (var (old, @new) in Pairs.Of(Channels(context.Old.Model), Channels(context.New.Model), c => $"{c.Channel.Namespace}.{c.Channel.Name}"))
        {
            var either = (@new ?? old)!.Channel;
            var subject = new Subject(SubjectKind.Channel, $"{either.Namespace}.{either.Name}");
            if (@new is null)
                context.Add(ChangeKind.Removed, subject, $"The channel is gone, and {Words.Code(Declaration(old!.Channel))} with it.", context.Old.Places.Channel(old.Channel));
            else if (old is null)
                context.Add(ChangeKind.Added, subject, $"The channel is new, opened by {Words.Code($"{@new.Client.Name}.{@new.Channel.Method}Async")}.", context.New.Places.Channel(@new.Channel));
            else
                Compare(context, subject, old, @new);
        }
    }

    /// <summary>The unions that are told with their channels.</summary>
    public static HashSet<string> Unions(ApiModel model) => Channels(model).SelectMany(c => new[] { c.Channel.Send.Name, c.Channel.Receive.Name }).ToHashSet(StringComparer.Ordinal);

    private sealed record Entry(ClientModel Client, ChannelModel Channel);

    private static IEnumerable<Entry> Channels(ApiModel model) => model.Clients.SelectMany(c => c.Channels.Select(channel => new Entry(c, channel)));

    private static string Declaration(ChannelModel channel) => ClientDiff.Short(ConnectionEmitter.Declaration(channel), channel.Namespace);

    private static void Compare(DiffContext context, Subject subject, Entry old, Entry @new)
    {
        var (before, after) = (old.Channel, @new.Channel);
        var place = context.New.Places.Channel(after);
        var (wasOpened, isOpened) = ($"{old.Client.Name}.{before.Method}Async", $"{@new.Client.Name}.{after.Method}Async");
        if ((old.Client.FullName, before.Method) != (@new.Client.FullName, after.Method))
            context.Add(ChangeKind.Breaking, subject, $"It is opened by {Words.Code(isOpened)}, was {Words.Code(wasOpened)}", place);

        var arguments = ArgumentDiff.Compare(
            MethodArgument.Of(before.PathParameters, before.Query, null), MethodArgument.Of(after.PathParameters, after.Query, null), context.Rules, after.Namespace);
        foreach (var (isBreaking, text) in arguments)
            context.Changed(isBreaking, subject, $"{Words.Code(after.Method + "Async")}: {text}", place);

        var (address, newAddress) = (before.Server + before.Path, after.Server + after.Path);
        if (address != newAddress)
            context.Add(ChangeKind.Compatible, subject, $"The address is {Words.Code(newAddress)}, was {Words.Code(address)}", place);
        Credential("an API key", before.ApiKeyQuery, after.ApiKeyQuery);
        Credential("an access token", before.AccessTokenQuery, after.AccessTokenQuery);

        Union("sent", before.Send, after.Send);
        Union("received", before.Receive, after.Receive);
        foreach (var (message, newMessage) in Pairs.Of(context.OldMembers[before.Send.Name], context.NewMembers[after.Send.Name], m => m))
        {
            if (newMessage is null)
                context.Add(ChangeKind.Removed, subject, $"{Words.Code("SendAsync")} no longer takes {Message(message!)}", context.Old.Places.Type(message!));
            else if (message is null)
                context.Add(ChangeKind.Added, subject, $"{Words.Code("SendAsync")} takes {Message(newMessage)}", context.New.Places.Type(newMessage));
        }

        foreach (var (message, newMessage) in Pairs.Of(context.OldMembers[before.Receive.Name], context.NewMembers[after.Receive.Name], m => m))
        {
            if (newMessage is null)
                context.Add(ChangeKind.Removed, subject, $"{Message(message!)} no longer arrives", context.Old.Places.Type(message!));
            else if (message is null)
                context.Add(ChangeKind.Added, subject, $"{Message(newMessage)} may arrive", context.New.Places.Type(newMessage));
        }

        void Credential(string what, string? name, string? newName)
        {
            if (name != newName)
                context.Add(ChangeKind.Compatible, subject, $"The query parameter that takes {what} is {newName ?? "not given"}, was {name ?? "not given"}", place);
        }

        void Union(string what, TypeRef union, TypeRef newUnion)
        {
            if (union.Name != newUnion.Name)
                context.Add(ChangeKind.Breaking, subject, $"What is {what} is {Words.Code(Words.Type(newUnion, after.Namespace))}, was {Words.Code(Words.Type(union, before.Namespace))}", place);
        }

        string Message(string type) => Words.Code(Words.Type(type, after.Namespace));
    }
}

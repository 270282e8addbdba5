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
                context.Add(ChangeKind.Removed, subject, $"The channel is gone, and {CSharpDisplay.Code(Declaration(old!.Channel))} with it.", context.Old.Sources.Channel(old.Channel));
            else if (old is null)
                context.Add(ChangeKind.Added, subject, $"The channel is new, opened by {CSharpDisplay.Code($"{@new.Client.Name}.{@new.Channel.Method}Async")}.", context.New.Sources.Channel(@new.Channel));
            else
                Compare(context, subject, old, @new);
        }
    }

    /// <summary>The unions that are reported with their channels.</summary>
    public static HashSet<string> Unions(ApiModel model) => Channels(model).SelectMany(c => new[] { c.Channel.Send.Name, c.Channel.Receive.Name })
        .ToHashSet(StringComparer.Ordinal);

    private sealed record Entry(ClientModel Client, ChannelModel Channel);

    private static IEnumerable<Entry> Channels(ApiModel model) => model.Clients.SelectMany(c => c.Channels.Select(channel => new Entry(c, channel)));

    private static string Declaration(ChannelModel channel) => CSharpDisplay.Method(MethodSignature.Of(channel), channel.Namespace);

    private static void Compare(DiffContext context, Subject subject, Entry old, Entry @new)
    {
        var (before, after) = (old.Channel, @new.Channel);
        var place = context.New.Sources.Channel(after);
        var (wasOpened, isOpened) = ($"{old.Client.Name}.{before.Method}Async", $"{@new.Client.Name}.{after.Method}Async");
        if ((old.Client.FullName, before.Method) != (@new.Client.FullName, after.Method))
            context.Add(ChangeKind.Breaking, subject, $"It is opened by {CSharpDisplay.Code(isOpened)}, was {CSharpDisplay.Code(wasOpened)}", place);

        var arguments = ArgumentDiff.Compare(
            MethodSignature.Of(before).Arguments, MethodSignature.Of(after).Arguments, context.Rules, after.Namespace);
        foreach (var (isBreaking, text) in arguments)
            context.Changed(isBreaking, subject, $"{CSharpDisplay.Code(after.Method + "Async")}: {text}", place);

        var (address, newAddress) = (before.Server + before.Path, after.Server + after.Path);
        if (address != newAddress)
            context.Add(ChangeKind.Compatible, subject, $"The address is {CSharpDisplay.Code(newAddress)}, was {CSharpDisplay.Code(address)}", place);
        Credential("an API key", before.ApiKeyQuery, after.ApiKeyQuery);
        Credential("an access token", before.AccessTokenQuery, after.AccessTokenQuery);

        Union("sent", before.Send, after.Send);
        Union("received", before.Receive, after.Receive);
        foreach (var (message, newMessage) in Pairs.Of(context.OldMembers[before.Send.Name], context.NewMembers[after.Send.Name], m => m))
        {
            if (newMessage is null)
                context.Add(ChangeKind.Removed, subject, $"{CSharpDisplay.Code("SendAsync")} no longer takes {Message(message!)}", context.Old.Sources.Type(message!));
            else if (message is null)
                context.Add(ChangeKind.Added, subject, $"{CSharpDisplay.Code("SendAsync")} takes {Message(newMessage)}", context.New.Sources.Type(newMessage));
        }

        foreach (var (message, newMessage) in Pairs.Of(context.OldMembers[before.Receive.Name], context.NewMembers[after.Receive.Name], m => m))
        {
            if (newMessage is null)
                context.Add(ChangeKind.Removed, subject, $"{Message(message!)} no longer arrives", context.Old.Sources.Type(message!));
            else if (message is null)
                context.Add(ChangeKind.Added, subject, $"{Message(newMessage)} may arrive", context.New.Sources.Type(newMessage));
        }

        void Credential(string what, string? name, string? newName)
        {
            if (name != newName)
                context.Add(ChangeKind.Compatible, subject, $"The query parameter that takes {what} is {newName ?? "not given"}, was {name ?? "not given"}", place);
        }

        void Union(string what, TypeRef union, TypeRef newUnion)
        {
            if (union.Name != newUnion.Name)
            {
                context.Add(ChangeKind.Breaking, subject,
                    $"What is {what} is {CSharpDisplay.Code(CSharpDisplay.Type(newUnion, after.Namespace))}, was {CSharpDisplay.Code(CSharpDisplay.Type(union, before.Namespace))}", place);
            }
        }

        string Message(string type) => CSharpDisplay.Code(CSharpDisplay.Type(type, after.Namespace));
    }
}

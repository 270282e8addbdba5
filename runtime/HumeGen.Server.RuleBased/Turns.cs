namespace HumeGen.Server.RuleBased;

/// <summary>The texts of a conversation.</summary>
internal sealed class Turns(IEnumerable<(bool IsUser, string Text)> turns)
{
    private readonly List<(bool IsUser, string Text)> _turns = [.. turns.Where(turn => turn.Text.Length > 0)];

    /// <summary>The last words of the user; empty when the user has said nothing since the assistant did.</summary>
    public string Last => _turns.Count > 0 && _turns[^1].IsUser ? _turns[^1].Text : "";

    /// <summary>Earlier words of the user, the latest first.</summary>
    public IEnumerable<string> Earlier => _turns.Where(turn => turn.IsUser).Select(turn => turn.Text).Reverse().Skip(Last.Length > 0 ? 1 : 0);

    /// <summary>The last words of the assistant; empty when it has not.</summary>
    public string Answer => _turns.FindLast(turn => !turn.IsUser).Text ?? "";
}

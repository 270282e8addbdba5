using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// The order in which records are tried against an object, and the conditions on each. A record whose required properties tell it from all that are
/// left comes first and is out of the question afterwards; then those that others could be as well, the stricter ones first.
/// </summary>
/// <param name="InOrder">The records that can be recognized, in their order.</param>
/// <param name="Ambiguous">Records that nothing tells apart.</param>
/// <param name="IsCertain">Whether each object that fits a record by the specification is read as that record.</param>
internal sealed record UnionChoices(IReadOnlyList<UnionChoice> InOrder, IReadOnlyList<IReadOnlyList<TypeDraft>> Ambiguous, bool IsCertain)
{
    public static UnionChoices None { get; } = new([], [], true);

    /// <param name="records">The records, each once.</param>
    /// <param name="facts">Known facts about them.</param>
    /// <param name="key">The key, which does not count here; null where there is none.</param>
    public static UnionChoices Of(IReadOnlyList<TypeDraft> records, RecordFacts facts, KeyPath? key)
    {
        if (records.Count == 0)
            return None;
        var order = new Order([.. records.Select(r => new Candidate(r, [.. facts.Of(r).Where(f => f.WireName != key?.WireName)]))]);
        order.AddCertain();
        order.AddLikely();
        return new UnionChoices(order.InOrder, order.Ambiguous, order.IsCertain);
    }

    /// <summary>The condition that a property is there, with a value that it can have.</summary>
    public static PropertyTestModel IsThere(PropertyFact fact) =>
        new(fact.WireName, (fact.Kinds & JsonKinds.Null) == 0 ? JsonKinds.AnyButNull : JsonKinds.Any, default);

    /// <summary>A record that can be distinguished from others.</summary>
    private sealed class Candidate(TypeDraft record, PropertyFact[] facts)
    {
        private readonly Dictionary<string, PropertyFact> _byName = facts.ToDictionary(f => f.WireName, StringComparer.Ordinal);

        public TypeDraft Record { get; } = record;

        public PropertyFact[] Facts { get; } = facts;

        public PropertyFact[] Required { get; } = [.. facts.Where(f => f.IsThere)];

        /// <summary>Number of remaining others from which it cannot be distinguished.</summary>
        public int Open { get; set; }

        public bool IsGone { get; set; }

        public string RequiredNames { get; } = Join(facts.Where(f => f.IsThere));

        public string AllNames { get; } = Join(facts);

        public PropertyFact? Find(string name) => _byName.TryGetValue(name, out var fact) ? fact : null;

        /// <summary>Whether what is required here cannot be there in the other.</summary>
        public bool IsToldFrom(Candidate other) => Required.Any(f => other.Find(f.WireName) is not { } theirs || f.IsApart(theirs));

        private static string Join(IEnumerable<PropertyFact> facts) => string.Join("\n", facts.Select(f => f.WireName).OrderBy(n => n, StringComparer.Ordinal));
    }

    private sealed class Order
    {
        private readonly Candidate[] _all;
        private readonly Dictionary<string, List<Candidate>> _declaring = new(StringComparer.Ordinal);
        private readonly HashSet<string> _shared;

        public Order(Candidate[] all)
        {
            _all = [.. all.OrderByDescending(c => c.Required.Length)];
            foreach (var candidate in _all)
            {
                foreach (var fact in candidate.Facts)
                {
                    if (!_declaring.TryGetValue(fact.WireName, out var declaring))
                        _declaring[fact.WireName] = declaring = [];
                    declaring.Add(candidate);
                }
            }

            _shared = new(_all[0].Required.Select(f => f.WireName).Where(n => _all.All(c => c.Find(n) is { IsThere: true })), StringComparer.Ordinal);
        }

        public List<UnionChoice> InOrder { get; } = [];

        public List<IReadOnlyList<TypeDraft>> Ambiguous { get; } = [];

        public bool IsCertain { get; private set; }

        public void AddCertain()
        {
            foreach (var candidate in _all)
                candidate.Open = candidate.Required.Length == 0 ? _all.Length - 1 : Rivals(candidate).Count(r => !candidate.IsToldFrom(r));
            var left = _all.Length;
            while (left > 1 && _all.FirstOrDefault(c => !c.IsGone && c.Open == 0) is { } next)
            {
                next.IsGone = true;
                left--;
                InOrder.Add(new UnionChoice(next.Record, Conditions(next), []));
                foreach (var other in _all.Where(o => !o.IsGone && o.Open > 0 && !o.IsToldFrom(next)))
                    other.Open--;
            }

            IsCertain = left < 2;
        }

        public void AddLikely()
        {
            var left = _all.Where(c => !c.IsGone).ToArray();
            foreach (var group in left.GroupBy(c => c.RequiredNames).OrderByDescending(g => g.First().Required.Length))
            {
                Candidate[] same = [.. group.OrderByDescending(c => c.Facts.Length)];
                var owners = same.SelectMany(c => c.Facts).GroupBy(f => f.WireName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
                var untold = same.GroupBy(c => c.AllNames).SelectMany(alike => AddLikely([.. alike], same.Length, owners)).ToArray();
                if (untold.Length > 0)
                    Ambiguous.Add([.. (untold.Length > 1 ? untold : same).Select(c => c.Record)]);
            }
        }

        // Of those that require the same, each is told by what only it has; the narrowest is meant where nothing else is there. Returns those that nothing tells.
        private List<Candidate> AddLikely(Candidate[] alike, int rivals, Dictionary<string, int> owners)
        {
            var told = alike.Where(c => alike.All(o => o == c || c.IsToldFrom(o))).ToArray();
            var untold = alike.Except(told).ToList();
            foreach (var candidate in told)
            {
                var own = candidate.Facts.Where(f =>
                    !f.IsThere && ((rivals > 1 ? owners[f.WireName] : _declaring[f.WireName].Count) == 1 || IsApartFromAll(candidate, f))).ToArray();
                var conditions = Conditions(candidate);
                var isNarrowest = candidate.Facts.All(f => owners[f.WireName] == rivals);
                // What requires nothing is told by what it has: an object of which nothing is known is none of them.
                if (isNarrowest || alike.Length > 1)
                    InOrder.Add(new UnionChoice(candidate.Record, conditions, conditions.Length > 0 ? [] : Any(own.Length > 0 ? own : candidate.Facts)));
                else if (own.Length > 0)
                    InOrder.Add(new UnionChoice(candidate.Record, conditions, Any(own)));
                else
                    untold.Add(candidate);
            }

            return untold;
        }

        private bool IsApartFromAll(Candidate candidate, PropertyFact fact) =>
            _declaring[fact.WireName].All(o => o == candidate || fact.IsApart(o.Find(fact.WireName)!));

        // A constant, and a kind that others have not, is looked at.
        private PropertyTestModel[] Any(PropertyFact[] facts) => [.. facts.Select(f =>
            f is { IsConstant: true, Values.Count: 1 } ? new PropertyTestModel(f.WireName, f.Kinds, EquatableArray.From(f.Values))
            : _declaring[f.WireName].Any(o => o.Find(f.WireName)!.Kinds != f.Kinds) ? new PropertyTestModel(f.WireName, f.Kinds, default)
            : new PropertyTestModel(f.WireName, JsonKinds.AnyButNull, default))];

        // Others that have all that the candidate requires.
        private IEnumerable<Candidate> Rivals(Candidate candidate) => candidate.Required.Length == 0 ? []
            : candidate.Required.Select(f => _declaring[f.WireName]).OrderBy(d => d.Count).First()
                .Where(o => o != candidate && candidate.Required.All(f => o.Find(f.WireName) is not null));

        // What all require tells nothing, except as long as nothing else is required. A constant is looked at in any case: another value could
        // not be read.
        private PropertyTestModel[] Conditions(Candidate candidate)
        {
            var byKind = new HashSet<string>(StringComparer.Ordinal);
            var byValue = new HashSet<string>(candidate.Required.Where(f => f.IsConstant && f.Values.Count == 1).Select(f => f.WireName), StringComparer.Ordinal);
            foreach (var other in Rivals(candidate))
            {
                if (candidate.Required.FirstOrDefault(f => f.HasOtherKinds(other.Find(f.WireName)!)) is { } kind)
                    byKind.Add(kind.WireName);
                else if (candidate.Required.FirstOrDefault(f => f.HasOtherValues(other.Find(f.WireName)!)) is { } value)
                    byValue.Add(value.WireName);
            }

            var telling = candidate.Required.Where(f => byKind.Contains(f.WireName) || byValue.Contains(f.WireName) || !_shared.Contains(f.WireName)).ToArray();
            return [.. (telling.Length > 0 ? telling : candidate.Required).Select(f =>
                byValue.Contains(f.WireName) ? new PropertyTestModel(f.WireName, f.Kinds, EquatableArray.From(f.Values))
                : byKind.Contains(f.WireName) ? new PropertyTestModel(f.WireName, f.Kinds, default)
                : IsThere(f))];
        }
    }
}

using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// The order in which records are tried against an object, and the conditions on each. A record whose required properties tell it from all that are
/// left comes first and is out of the question afterwards; then those that others could be as well, the stricter ones first.
/// </summary>
/// <param name="InOrder">The records that can be told, in their order.</param>
/// <param name="Ambiguous">Pairs of records that nothing tells apart.</param>
/// <param name="IsCertain">Whether each object that fits a record by the specification is read as that record.</param>
internal sealed record UnionChoices(IReadOnlyList<UnionChoice> InOrder, IReadOnlyList<(TypeDraft One, TypeDraft Other)> Ambiguous, bool IsCertain)
{
    public static UnionChoices None { get; } = new([], [], true);

    /// <param name="records">The records, each once.</param>
    /// <param name="facts">What is known of them.</param>
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

    /// <summary>A record that is told from others.</summary>
    private sealed class Candidate(TypeDraft record, PropertyFact[] facts)
    {
        private readonly Dictionary<string, PropertyFact> _byName = facts.ToDictionary(f => f.WireName, StringComparer.Ordinal);

        public TypeDraft Record { get; } = record;

        public PropertyFact[] Facts { get; } = facts;

        public PropertyFact[] Required { get; } = [.. facts.Where(f => f.IsThere)];

        public PropertyFact? Find(string name) => _byName.TryGetValue(name, out var fact) ? fact : null;

        /// <summary>Whether what is required here cannot be there in the other.</summary>
        public bool IsToldFrom(Candidate other) => Required.Any(f => other.Find(f.WireName) is not { } theirs || f.IsApart(theirs));

        public bool RequiresSameAs(Candidate other) => Required.Length == other.Required.Length && Required.All(f => other.Find(f.WireName) is { IsThere: true });

        public bool HasNothingBeyond(Candidate other) => Facts.All(f => other.Find(f.WireName) is not null);
    }

    private sealed class Order(Candidate[] all)
    {
        private readonly HashSet<string> _shared =
            new(all[0].Required.Select(f => f.WireName).Where(n => all.All(c => c.Find(n) is { IsThere: true })), StringComparer.Ordinal);

        private readonly List<Candidate> _left = [.. all.OrderByDescending(c => c.Required.Length)];

        public List<UnionChoice> InOrder { get; } = [];

        public List<(TypeDraft, TypeDraft)> Ambiguous { get; } = [];

        public bool IsCertain { get; private set; } = true;

        public void AddCertain()
        {
            // How many of those that are left each cannot be told from.
            var open = _left.ToDictionary(c => c, c => _left.Count(o => o != c && !c.IsToldFrom(o)));
            while (_left.Count > 1 && _left.FirstOrDefault(c => open[c] == 0) is { } next)
            {
                _left.Remove(next);
                InOrder.Add(new UnionChoice(next.Record, Conditions(next), []));
                foreach (var other in _left.Where(o => !o.IsToldFrom(next)))
                    open[other]--;
            }
        }

        public void AddLikely()
        {
            IsCertain = _left.Count < 2;
            var alike = _left.Where(c => _left.Any(o => o != c && IsAlike(c, o))).ToArray();
            for (var i = 0; i < alike.Length; i++)
                Ambiguous.AddRange(alike.Skip(i + 1).Where(o => IsAlike(alike[i], o)).Select(o => (alike[i].Record, o.Record)));
            foreach (var candidate in _left.Except(alike).OrderByDescending(c => c.Required.Length).ThenByDescending(c => c.Facts.Length).ToArray())
                AddLikely(candidate);
        }

        private static bool IsAlike(Candidate one, Candidate other) =>
            one.RequiresSameAs(other) && one.HasNothingBeyond(other) && other.HasNothingBeyond(one) && !one.IsToldFrom(other);

        // Of those that require the same, each is told by what only it has; the narrowest is meant where nothing else is there.
        private void AddLikely(Candidate candidate)
        {
            var rivals = _left.Where(o => o != candidate && candidate.RequiresSameAs(o)).ToArray();
            var others = rivals.Length > 0 ? rivals : all;
            var own = candidate.Facts.Where(f => !f.IsThere && others.All(o => o == candidate || o.Find(f.WireName) is null))
                .Select(f => new PropertyTestModel(f.WireName, JsonKinds.AnyButNull, default)).ToArray();
            var conditions = Conditions(candidate);
            if (rivals.All(candidate.HasNothingBeyond))
                InOrder.Add(new UnionChoice(candidate.Record, conditions, conditions.Length == 0 ? own : []));
            else if (own.Length > 0)
                InOrder.Add(new UnionChoice(candidate.Record, conditions, own));
            else
                Ambiguous.AddRange(rivals.Where(r => !candidate.HasNothingBeyond(r)).Select(r => (candidate.Record, r.Record)));
        }

        // What all require tells nothing, except as long as nothing else is required. A property with one value is looked at in any case: another value could not be read.
        private PropertyTestModel[] Conditions(Candidate candidate)
        {
            var byKind = new HashSet<string>(StringComparer.Ordinal);
            var byValue = new HashSet<string>(candidate.Required.Where(f => f.Values.Count == 1).Select(f => f.WireName), StringComparer.Ordinal);
            foreach (var other in all.Where(o => o != candidate && candidate.Required.All(f => o.Find(f.WireName) is not null)))
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

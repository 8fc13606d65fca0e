package dev.walras.models;

import dev.walras.bidding.Bid;
import dev.walras.bidding.BidText;
import dev.walras.bidding.Valuation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What bundles are worth in bidding languages. */
final class LanguageModels {
    private static final int MOST_GOODS = 12;
    private static final BigInteger MICROS = BigInteger.valueOf(1_000_000);

    static final List<Model> LIST = List.of(
            new Model(
                    "bidding_language_semantics",
                    "what every bundle is worth when atomic bids are read as XOR, OR and OR*",
                    "atomic_bids {bundle, value}, orstar_dummy (bids that share a dummy item); values by bundle and"
                            + " language",
                    List.of(),
                    LanguageModels::semantics),
            new Model(
                    "tbbl_tree_value",
                    "what every bundle is worth to a bid of the tree language TBBL",
                    "tree IC(1..2, value 3){A: 10; ...}; the value of every bundle, or infeasible",
                    List.of(),
                    LanguageModels::tree));

    private LanguageModels() {}

    /** An atomic bid as it is read. */
    private record Atom(Map<String, Long> units, BigFraction value) {}

    private static Answer semantics(Input instance) {
        List<Atom> atoms = new ArrayList<>();
        BigInteger scale = BigInteger.ONE;
        for (Input bid : instance.at("atomic_bids").items()) {
            Atom atom = new Atom(
                    PackageMarket.units(bid.at("bundle")), bid.at("value").exact());
            BigInteger denominator = atom.value().getDenominator();
            scale = scale.multiply(denominator.divide(scale.gcd(denominator)));
            atoms.add(atom);
        }
        TreeSet<String> goods = new TreeSet<>();
        atoms.forEach(atom -> goods.addAll(atom.units().keySet()));
        List<SortedSet<String>> dummies = dummies(instance.find("orstar_dummy"), atoms.size());
        List<Bid.Leaf> plain = new ArrayList<>();
        List<Bid.Leaf> marked = new ArrayList<>();
        for (int i = 0; i < atoms.size(); i++) {
            long value = atoms.get(i).value().multiply(scale).getNumerator().longValueExact();
            plain.add(Bid.leaf(atoms.get(i).units(), value));
            marked.add(new Bid.Leaf(new TreeMap<>(atoms.get(i).units()), dummies.get(i), 1, 1, value));
        }
        Map<String, Valuation> languages = new LinkedHashMap<>();
        languages.put("XOR", new Valuation(Bid.xor(plain)));
        languages.put("OR", new Valuation(Bid.or(plain)));
        languages.put("ORSTAR", new Valuation(Bid.or(marked)));
        Answer answer = new Answer();
        for (Map.Entry<String, Map<String, Long>> set :
                sets(instance, List.copyOf(goods)).entrySet()) {
            Answer values = new Answer();
            for (Map.Entry<String, Valuation> language : languages.entrySet()) {
                long value = language.getValue().value(set.getValue());
                values.put(language.getKey(), new BigFraction(BigInteger.valueOf(value), scale));
            }
            answer.put(set.getKey(), values);
        }
        return answer;
    }

    /**
     * The dummies of every bid: every clause between semicolons names, by number, bids that share one; what stands in
     * brackets explains.
     */
    private static List<SortedSet<String>> dummies(@Nullable Input text, int bids) {
        List<SortedSet<String>> dummies = new ArrayList<>();
        for (int i = 0; i < bids; i++) {
            dummies.add(new TreeSet<>());
        }
        if (text == null) {
            return dummies;
        }
        String[] clauses = text.text().replaceAll("\\([^)]*\\)", " ").split("[;.]", -1);
        for (int d = 0; d < clauses.length; d++) {
            String dummy = "dummy" + d;
            for (String word : clauses[d].split("[^0-9]+", -1)) {
                if (word.isEmpty()) {
                    continue;
                }
                if (word.length() > 6 || Integer.parseInt(word) >= bids) {
                    throw text.error("names bid " + word + "; there are " + bids);
                }
                dummies.get(Integer.parseInt(word)).add(dummy);
            }
        }
        return dummies;
    }

    /** Every set of goods by name: the goods written side by side; {@code empty} without any. */
    private static Map<String, Map<String, Long>> sets(Input instance, List<String> goods) {
        if (goods.size() > MOST_GOODS) {
            throw instance.error("has " + goods.size() + " goods; it must be at most " + MOST_GOODS);
        }
        Map<String, Map<String, Long>> sets = new LinkedHashMap<>();
        for (int bits = 0; bits < 1 << goods.size(); bits++) {
            Map<String, Long> units = new LinkedHashMap<>();
            for (int g = 0; g < goods.size(); g++) {
                if ((bits >> g & 1) == 1) {
                    units.put(goods.get(g), 1L);
                }
            }
            sets.put(units.isEmpty() ? "empty" : String.join("", units.keySet()), units);
        }
        return sets;
    }

    private static Answer tree(Input instance) {
        Bid bid = BidText.parse(instance.at("tree").text());
        TreeSet<String> goods = new TreeSet<>();
        collect(bid, goods);
        Valuation valuation = new Valuation(bid);
        Answer answer = new Answer();
        sets(instance, List.copyOf(goods)).forEach((name, units) -> {
            OptionalLong value = valuation.satisfied(units);
            answer.put(
                    name,
                    value.isEmpty() ? "infeasible" : new BigFraction(BigInteger.valueOf(value.getAsLong()), MICROS));
        });
        return answer;
    }

    private static void collect(Bid bid, Set<String> goods) {
        switch (bid) {
            case Bid.Leaf leaf -> goods.addAll(leaf.units().keySet());
            case Bid.Choice choice -> choice.children().forEach(child -> collect(child, goods));
        }
    }
}

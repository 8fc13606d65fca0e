package dev.walras.datasets.catalog;

import dev.walras.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The problems that come with the project, by id. */
public final class Catalog {
    private static final List<Item> ITEMS = items();

    private Catalog() {}

    /** Where the numbers of a problem come from. */
    public enum Origin {
        /** Made by hand, with an optimum derived by hand. */
        TOY,
        /** Supply is a table of published facts; what is assumed is said in the description. */
        FACTS
    }

    /**
     * What a problem of the catalog is.
     *
     * @param id its name: {@code toy.storage}
     * @param family its {@link Problem#family}
     * @param description what it shows, and what in it is assumed
     * @param source who published its facts, and when; empty for a toy
     * @param origin where its numbers come from
     */
    public record Entry(String id, String family, String description, String source, Origin origin) {}

    /** An entry and how to build it from a seed, which toys ignore. */
    record Item(Entry entry, LongFunction<Problem> build) {}

    private static List<Item> items() {
        List<Item> items = new ArrayList<>(Toys.items());
        items.add(GpuRental.item());
        items.add(RegionArbitrage.item());
        items.add(TokenRouting.item());
        items.add(EnergyStorage.item());
        return List.copyOf(items);
    }

    /** The name of a problem drawn from a seed; the default seed 0 is left out. */
    static String name(String id, long seed) {
        return seed == 0 ? id : id + "-" + seed;
    }

    /** All entries, in the order of the documentation. */
    public static List<Entry> all() {
        return ITEMS.stream().map(Item::entry).toList();
    }

    /**
     * The problem called {@code id}, with its default demand.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public static Problem problem(String id) {
        return problem(id, 0);
    }

    /**
     * The problem called {@code id}, with the demand of {@code seed}: where demand is an assumption, it is drawn from
     * the seed. A toy is the same for all seeds.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public static Problem problem(String id, long seed) {
        for (Item item : ITEMS) {
            if (item.entry.id.equals(id)) {
                return item.build.apply(seed);
            }
        }
        throw new IllegalArgumentException("there is no problem \"" + id + "\" in the catalog; there are "
                + String.join(", ", all().stream().map(Entry::id).toList()));
    }
}

package dev.walras.datasets.generate;

import java.util.List;

/** The generators that come with the project. */
public final class Generators {
    private static final List<Generator> ALL = List.of(
            new DoubleAuction(),
            new UnitDemand(),
            new Capacity(),
            new RandomExchange(),
            new Cluster(),
            new GpuCluster(),
            new OpenbCluster(),
            new SlaBook(),
            new ArbitrageNetwork(),
            new PaymentChannels(),
            new CatsRegions(CatsRegions.Map.REGIONS),
            new CatsRegions(CatsRegions.Map.ARBITRARY),
            new CatsPaths(),
            new CatsMatching(),
            new CatsScheduling(),
            new CatsLegacy(CatsLegacy.Kind.L1),
            new CatsLegacy(CatsLegacy.Kind.L2),
            new CatsLegacy(CatsLegacy.Kind.L3),
            new CatsLegacy(CatsLegacy.Kind.L4),
            new CatsLegacy(CatsLegacy.Kind.L5),
            new CatsLegacy(CatsLegacy.Kind.L6),
            new CatsLegacy(CatsLegacy.Kind.L7),
            new CatsLegacy(CatsLegacy.Kind.L8));

    private Generators() {}

    /** All generators, in the order of the documentation. */
    public static List<Generator> all() {
        return ALL;
    }

    /**
     * The generator called {@code id}.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public static Generator byId(String id) {
        for (Generator generator : ALL) {
            if (generator.id().equals(id)) {
                return generator;
            }
        }
        throw new IllegalArgumentException("there is no generator \"" + id + "\"; there are "
                + String.join(", ", ALL.stream().map(Generator::id).toList()));
    }
}

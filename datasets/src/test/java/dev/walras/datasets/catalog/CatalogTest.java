package dev.walras.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.datasets.AnyTrade;
import dev.walras.datasets.InstanceFile;
import dev.walras.datasets.catalog.Catalog.Entry;
import dev.walras.datasets.catalog.Catalog.Origin;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import dev.walras.problem.SlaMatchingProblem;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {
    static Stream<Entry> entries() {
        return Catalog.all().stream();
    }

    static Stream<Entry> real() {
        return entries().filter(entry -> entry.origin() == Origin.FACTS);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void problemsAreWhatTheirEntriesSay(Entry entry) {
        Problem problem = Catalog.problem(entry.id());
        assertEquals(entry.id(), problem.id());
        assertEquals(entry.family(), problem.family());
        assertFalse(entry.description().isEmpty());
        assertEquals(entry.origin() == Origin.TOY, entry.source().isEmpty());
        assertEquals(InstanceFile.toJson(problem), InstanceFile.toJson(Catalog.problem(entry.id(), 0)));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void problemsHaveTradeWorthMaking(Entry entry) {
        for (long seed = 0; seed < 5; seed++) {
            Instance instance = Catalog.problem(entry.id(), seed).instance();
            Fills fills = AnyTrade.find(instance.market());
            assertNotNull(fills);
            Payments free = Payments.none(instance.market().participants());
            Audit audit = Auditor.audit(instance, new Outcome(fills, free, null, Termination.COMPLETED, 1));
            assertEquals(List.of(), audit.violations());
            assertTrue(audit.welfareMicros() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("real")
    void anotherSeedDrawsOtherDemandFromTheSameFacts(Entry entry) {
        String first = InstanceFile.toJson(Catalog.problem(entry.id(), 1));
        assertEquals(first, InstanceFile.toJson(Catalog.problem(entry.id(), 1)));
        String second = InstanceFile.toJson(Catalog.problem(entry.id(), 2));
        assertNotEquals(first, second.replace(entry.id() + "-2", entry.id() + "-1"));
    }

    @Test
    void idsAreDistinct() {
        assertEquals(
                Catalog.all().size(), new TreeSet<>(entries().map(Entry::id).toList()).size());
    }

    @Test
    void anUnknownIdIsRefusedWithThoseThereAre() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Catalog.problem("toy.nothing"));
        assertTrue(refused.getMessage().contains("toy.storage"), refused.getMessage());
    }

    @Test
    void gpuRentalOffersAtListAndSpotPrices() {
        Market market = Catalog.problem("real.gpu-rental").instance().market();
        // gpu-rental.csv: h100-sxm at verda is 2.29 on demand and 0.8 on the spot market, 2026-05-24.
        int verda = market.participantIds().indexOf("verda");
        int h100 = market.goodIds().indexOf("h100-sxm");
        TreeSet<Long> asks = new TreeSet<>();
        for (int k = 0; k < market.orders(); k++) {
            if (market.owner(k) == verda && market.bundleGood(k, 0) == h100) {
                asks.add(-market.valueMicrosPerLot(k));
            }
        }
        assertEquals(List.of(800_000L, 2_290_000L), List.copyOf(asks));
    }

    @Test
    void aJobNeedsFewerHoursOfAFasterGpu() {
        Market market = Catalog.problem("real.gpu-rental").instance().market();
        for (int k = 1; k < market.orders(); k++) {
            if (market.group(k) >= 0 && market.group(k) == market.group(k - 1) && market.bundleGood(k - 1, 0) != 0) {
                assertTrue(market.bundleUnits(k, 0) <= market.bundleUnits(k - 1, 0));
            }
        }
    }

    @Test
    void workMovesOnlyWithinTheLatencyBoundForThePriceOfEgress() {
        ArbitrageProblem problem = (ArbitrageProblem) Catalog.problem("real.region-arbitrage");
        // cloud-rtt.csv: Iowa to Belgium's neighbour 102 ms, to Singapore 188 ms; two GiB at 0.12 US dollars.
        assertTrue(problem.routes().stream().anyMatch(route -> route.id().equals("us-central1-europe-west4")));
        assertTrue(problem.routes().stream().noneMatch(route -> route.id().equals("us-central1-asia-southeast1")));
        assertEquals(240_000, problem.routes().get(0).feeMicrosPerUnit());
    }

    @Test
    void tokensCostFourPartsInputAndOnePartOutput() {
        SlaMatchingProblem problem = (SlaMatchingProblem) Catalog.problem("real.token-routing");
        // token-prices.csv: baseten takes 1.4 and 4.4 US dollars: (4 x 1.4 + 4.4) / 5 = 2.
        assertEquals(
                2_000_000,
                problem.offers().stream()
                        .filter(offer -> offer.provider().equals("baseten"))
                        .findFirst()
                        .orElseThrow()
                        .costMicrosPerUnit());
    }

    @Test
    void theSpikeOfTheDayIsInTheCurves() {
        ArbitrageProblem problem = (ArbitrageProblem) Catalog.problem("real.energy-storage");
        // day-ahead.csv: 850.07 euro a MWh in France at 18 h; a unit is a tenth, the bid half a percent lower.
        ArbitrageProblem.Curve bid = problem.bids().stream()
                .filter(curve -> curve.id().equals("fr.18"))
                .findFirst()
                .orElseThrow();
        assertEquals(85_007_000 - 425_035, bid.steps().get(0).priceMicrosPerUnit());
    }
}

package dev.walras.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.Settings;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Problem;
import dev.walras.problem.SlaMatchingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the real files whole and compares with what their sources state. */
final class RealTracesTest {
    private final List<String> warnings = new ArrayList<>();

    private Problem read(String format, List<String> files, String... settings) {
        List<Path> paths = files.stream().map(RealData::path).toList();
        return Formats.byId(format).read(paths, new Settings(format, Settings.parse(settings)), warnings::add);
    }

    @Test
    void theGpuClusterHas1523NodesAnd8152Pods() {
        AllocationProblem problem = (AllocationProblem) read(
                "openb",
                List.of(
                        "alibaba_gpu_2023/openb_node_list_all_node.csv",
                        "alibaba_gpu_2023/openb_pod_list_gpuspec33.csv"),
                "nodes=5000",
                "pods=10000");
        assertEquals(1_523, problem.nodes().size());
        assertEquals(8_152, problem.jobs().size());
        // SOURCE: 6,212 GPUs.
        assertEquals(
                6_212_000,
                problem.nodes().stream()
                        .mapToLong(node -> node.capacity().get(0).get(2))
                        .sum());
        assertTrue(problem.jobs().stream().anyMatch(job -> job.nodeTypes().equals(List.of("V100M16", "V100M32"))));
    }

    @Test
    void aSampleOfTheGpuClusterIsAMarket() {
        AllocationProblem problem = (AllocationProblem) read(
                "openb",
                List.of(
                        "alibaba_gpu_2023/openb_node_list_all_node.csv",
                        "alibaba_gpu_2023/openb_pod_list_default.csv"));
        assertEquals(200, problem.jobs().size());
        assertTrue(problem.instance().market().orders() > 1_000);
    }

    @Test
    void theResponseTimesAreOf300UsersAnd500Services() {
        SlaMatchingProblem problem = (SlaMatchingProblem) read(
                "wsdream",
                List.of(
                        "qos_wsdream/rtMatrix_300x500.tsv",
                        "qos_wsdream/userlist_339.tsv",
                        "qos_wsdream/wslist_5825_geo.tsv"),
                "users=1000",
                "services=1000");
        assertEquals(300, problem.requests().size());
        assertEquals(500, problem.offers().size());
        // The first entry of the matrix is 0.228 s.
        assertEquals(228, problem.network().latencyMillis().get(0).get(300));
        assertEquals(2, warnings.size(), "the lists of the full set do not fit the trimmed matrix");
    }

    @Test
    void requestsAreRoutedToManyProvidersOfOneModel() {
        SlaMatchingProblem problem = (SlaMatchingProblem) read(
                "llm-routing",
                List.of("llm_prices/models_dev_flat.csv", "azure_llm_2023/AzureLLMInferenceTrace_conv.csv"),
                "model=zhipuai/glm-5.2");
        assertEquals(200, problem.requests().size());
        // SOURCE: 32 paid providers of glm-5.2.
        assertEquals(32, problem.offers().size());
        assertTrue(problem.instance().market().orders() > 6_000);
    }

    @Test
    void computeIsTradedBetweenCloudRegions() {
        ArbitrageProblem problem = (ArbitrageProblem) read(
                "price-latency",
                List.of("prices_gcp/gcp_vm_prices.csv", "latency/rtt_gcp_avg_matrix.csv"),
                "machine=n2-standard-8");
        assertEquals(20, problem.venues().size());
        assertTrue(problem.routes().size() > 100);
        assertTrue(problem.instance().market().orders() > 200);
    }

    @Test
    void theOtherCloudsArePricedToo() {
        ArbitrageProblem problem = (ArbitrageProblem) read(
                "price-latency",
                List.of(
                        "prices_aws/aws_ondemand_linux.csv",
                        "latency/rtt_aws_2020-06-05_avg_matrix.csv",
                        "network_costs/aws_transfer_costs.csv"),
                "machine=m5.large");
        assertEquals(List.of("us-east-1"), problem.venues(), "the only region both files know");
    }
}

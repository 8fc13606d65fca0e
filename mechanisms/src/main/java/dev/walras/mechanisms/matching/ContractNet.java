package dev.walras.mechanisms.matching;

import java.util.ArrayList;
import java.util.List;

/**
 * The contract net protocol: a manager calls for proposals, contractors propose or refuse, the manager accepts the
 * best, rejects the others, and is informed when the work is done. One message is one directed send.
 *
 * <p>Local information only: a contractor knows its own cost, the manager the proposals addressed to it. Nothing is
 * promised about truthfulness or efficiency over several tasks.
 *
 * <p>Reference: R. G. Smith, The contract net protocol, IEEE Transactions on Computers C-29(12), 1980, 1104-1113,
 * doi:10.1109/TC.1980.1675516; FIPA Contract Net Interaction Protocol Specification, SC00029H, 2002.
 */
public final class ContractNet {
    private ContractNet() {}

    /**
     * Messages of a run, by kind.
     *
     * @param calls for proposals
     * @param proposals sent to a manager
     * @param refusals sent to a manager
     * @param acceptances sent to winners
     * @param rejections sent to other proposers
     * @param reports of work done
     */
    public record Messages(long calls, long proposals, long refusals, long acceptances, long rejections, long reports) {
        /** All messages. */
        public long total() {
            return calls + proposals + refusals + acceptances + rejections + reports;
        }

        /** These and others. */
        public Messages plus(Messages other) {
            return new Messages(
                    calls + other.calls,
                    proposals + other.proposals,
                    refusals + other.refusals,
                    acceptances + other.acceptances,
                    rejections + other.rejections,
                    reports + other.reports);
        }
    }

    /**
     * One task.
     *
     * @param winners indices of the contractors accepted, cheapest first
     * @param messages what was sent
     */
    public record Award(List<Integer> winners, Messages messages) {
        public Award {
            winners = List.copyOf(winners);
        }
    }

    /** A contractor that does not propose. */
    public static final long REFUSES = Long.MAX_VALUE;

    /**
     * Calls all contractors for one task.
     *
     * @param proposals what each contractor asks in micros, or {@link #REFUSES}; ties go to the lower index
     * @param awards how many to accept at most
     * @param most the most the manager pays each, in micros
     */
    public static Award call(long[] proposals, int awards, long most) {
        List<Integer> ranked = new ArrayList<>();
        for (int i = 0; i < proposals.length; i++) {
            if (proposals[i] != REFUSES) {
                ranked.add(i);
            }
        }
        long proposed = ranked.size();
        ranked.sort((a, b) -> Long.compare(proposals[a], proposals[b]));
        List<Integer> winners =
                ranked.stream().filter(i -> proposals[i] <= most).limit(awards).toList();
        return new Award(
                winners,
                new Messages(
                        proposals.length,
                        proposed,
                        proposals.length - proposed,
                        winners.size(),
                        proposed - winners.size(),
                        winners.size()));
    }
}

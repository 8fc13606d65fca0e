package dev.walras.audit;

import dev.walras.mechanism.Guarantee;

/** One way in which an outcome breaks a rule: who, where, and by how much. */
public sealed interface Violation {
    /** What sort of rule was broken. */
    enum Kind {
        /** A rule of the market: the outcome is infeasible. */
        MARKET,
        /** A rule of the problem behind the market: the outcome is infeasible. */
        DOMAIN,
        /** A promise about money: a budget, or what the mechanism claims. */
        MONEY
    }

    /** What sort of rule was broken. */
    Kind kind();

    /** Who, where and how much, as one sentence. */
    String message();

    /** A vector of the outcome has the wrong length. */
    record WrongLength(String vector, int expected, int actual) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MARKET;
        }

        @Override
        public String message() {
            return "there are " + actual + " " + vector + ", expected " + expected;
        }
    }

    /** An order is filled with lots that are neither 0 nor within its range. */
    record LotsOutOfRange(String order, long lots, long minLots, long maxLots) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MARKET;
        }

        @Override
        public String message() {
            return "order \"" + order + "\" is filled with " + lots + " lots, allowed are 0 or " + minLots + " to "
                    + maxLots;
        }
    }

    /** Two orders of one exclusive group are filled. */
    record GroupOverfilled(int group, String first, String second) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MARKET;
        }

        @Override
        public String message() {
            return "orders \"" + first + "\" and \"" + second + "\" exclude each other (group " + group
                    + ") and are both filled";
        }
    }

    /** More of a good is consumed than is given and endowed. */
    record GoodOverconsumed(String good, long netConsumption, long endowment) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MARKET;
        }

        @Override
        public String message() {
            return "good \"" + good + "\" is consumed by " + netConsumption + " net, endowed are " + endowment
                    + " (short by " + (netConsumption - endowment) + ")";
        }
    }

    /** A price is negative. */
    record NegativePrice(String good, long microsPerUnit) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MARKET;
        }

        @Override
        public String message() {
            return "the price of good \"" + good + "\" is " + microsPerUnit + " micros; prices are 0 or more";
        }
    }

    /**
     * An order does not say what its act means: wrong owner, wrong bundle, or an act that the problem does not allow.
     */
    record ForbiddenAct(String order, String act, String reason) implements Violation {
        @Override
        public Kind kind() {
            return Kind.DOMAIN;
        }

        @Override
        public String message() {
            return act + " (order \"" + order + "\"): " + reason;
        }
    }

    /** More is used somewhere than there is. */
    record CapacityExceeded(String where, long used, long available) implements Violation {
        @Override
        public Kind kind() {
            return Kind.DOMAIN;
        }

        @Override
        public String message() {
            return where + ": " + used + " used, " + available + " available (over by " + (used - available) + ")";
        }
    }

    /** Something is done more often than the problem allows. */
    record DoneTwice(String what, long times, long allowed) implements Violation {
        @Override
        public Kind kind() {
            return Kind.DOMAIN;
        }

        @Override
        public String message() {
            return what + " is done " + times + " times, allowed are " + allowed;
        }
    }

    /** The market values an outcome otherwise than the problem does. */
    record ValueMismatch(String where, long marketMicros, long domainMicros) implements Violation {
        @Override
        public Kind kind() {
            return Kind.DOMAIN;
        }

        @Override
        public String message() {
            return where + " is worth " + domainMicros + " micros in the problem but " + marketMicros
                    + " in the market";
        }
    }

    /** A participant pays more than its budget. */
    record BudgetExceeded(String participant, long paidMicros, long budgetMicros) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MONEY;
        }

        @Override
        public String message() {
            return "participant \"" + participant + "\" pays " + paidMicros + " micros, its budget is " + budgetMicros;
        }
    }

    /** A participant is worse off than without trade although the mechanism promises otherwise. */
    record NotIndividuallyRational(String participant, long utilityMicros) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MONEY;
        }

        @Override
        public String message() {
            return "participant \"" + participant + "\" ends with a utility of " + utilityMicros
                    + " micros, promised is 0 or more";
        }
    }

    /** The payments do not sum to what the mechanism promises. */
    record BudgetImbalance(Guarantee promise, long sumMicros) implements Violation {
        @Override
        public Kind kind() {
            return Kind.MONEY;
        }

        @Override
        public String message() {
            return "payments sum to " + sumMicros + " micros, promised is "
                    + (promise == Guarantee.BUDGET_BALANCED ? "0" : "0 or more");
        }
    }
}

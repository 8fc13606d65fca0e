package dev.walras.solver;

import dev.walras.solver.model.LotProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The independent parts of a program: orders hang together that compete for a good or exclude each other.
 *
 * <p>A good that is never short, even were every order for it filled and no supply taken, ties nothing together, is
 * worth nothing, and is left out. An order that gives nothing scarce and is worth nothing stays unfilled. Parts are in
 * order of their first order; linear time.
 */
public final class Components {
    /** Parts of no special structure and fewer orders than this are solved together, up to that many at once. */
    private static final int JOINT_ORDERS = 256;

    private final LotProgram program;
    private final boolean[] scarce;
    private final int[] parent;
    private final List<Part> parts = new ArrayList<>();

    /** One part: a program, with its orders and goods as numbered in the whole. */
    public static final class Part {
        private final LotProgram program;
        private final int[] orders;
        private final int[] goods;
        private final Structure structure;

        private Part(LotProgram whole, int[] orders, int[] goods) {
            this.program = whole.select(orders, goods);
            this.orders = orders;
            this.goods = goods;
            this.structure = Structure.of(program);
        }

        /** The program of this part alone. */
        public LotProgram program() {
            return program;
        }

        /** What makes it easy. */
        public Structure structure() {
            return structure;
        }

        /** The orders of the whole that the orders of the part are. */
        int[] orders() {
            return orders.clone();
        }

        /** Copies lots of the part to their places among those of the whole. */
        void scatterLots(long[] lots, long[] whole) {
            for (int i = 0; i < orders.length; i++) {
                whole[orders[i]] = lots[i];
            }
        }

        /** Copies prices of the part to their places among those of the whole. */
        void scatterPrices(long[] prices, long[] whole) {
            for (int j = 0; j < goods.length; j++) {
                whole[goods[j]] = prices[j];
            }
        }
    }

    private Components(LotProgram program) {
        this.program = program;
        this.scarce = scarceGoods(program);
        this.parent = new int[program.goods() + program.groups() + program.orders()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
        split();
    }

    /** The parts of {@code program}; none when no order is worth anything. */
    public static List<Part> of(LotProgram program) {
        return List.copyOf(new Components(program).parts);
    }

    private static boolean[] scarceGoods(LotProgram program) {
        long[] demand = new long[program.goods()];
        for (int k = 0; k < program.orders(); k++) {
            for (int e = program.start(k); e < program.end(k); e++) {
                if (program.units(e) > 0) {
                    demand[program.good(e)] += program.units(e) * program.max(k);
                }
            }
        }
        boolean[] scarce = new boolean[demand.length];
        for (int g = 0; g < demand.length; g++) {
            scarce[g] = demand[g] > program.endowment(g);
        }
        return scarce;
    }

    private boolean idle(int k) {
        if (program.value(k) > 0) {
            return false;
        }
        for (int e = program.start(k); e < program.end(k); e++) {
            if (program.units(e) < 0 && scarce[program.good(e)]) {
                return false;
            }
        }
        return true;
    }

    private boolean free(int k) {
        for (int e = program.start(k); e < program.end(k); e++) {
            if (scarce[program.good(e)]) {
                return false;
            }
        }
        return program.group(k) < 0;
    }

    private int root(int of) {
        int i = of;
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private void split() {
        int groups = program.goods();
        int lone = groups + program.groups();
        int[] freeOrders = new int[program.orders()];
        int frees = 0;
        for (int k = 0; k < program.orders(); k++) {
            if (!idle(k) && free(k)) {
                freeOrders[frees++] = k;
            }
            int own = program.group(k) >= 0 ? groups + program.group(k) : lone + k;
            join(lone + k, own);
            for (int e = program.start(k); e < program.end(k) && !idle(k); e++) {
                if (scarce[program.good(e)]) {
                    join(own, program.good(e));
                }
            }
        }
        if (frees > 0) {
            parts.add(part(Arrays.copyOf(freeOrders, frees)));
        }
        Joint joint = new Joint();
        for (int[] orders : members(lone)) {
            Part part = part(orders);
            if (part.structure == Structure.GENERAL && orders.length < JOINT_ORDERS) {
                joint.add(orders);
            } else {
                parts.add(part);
            }
        }
        joint.flush();
    }

    /** Orders by root, in order of the first; idle and free orders left out. */
    private List<int[]> members(int lone) {
        int[] count = new int[parent.length];
        for (int k = 0; k < program.orders(); k++) {
            count[root(lone + k)] += idle(k) || free(k) ? 0 : 1;
        }
        int[] filled = new int[parent.length];
        int[] number = new int[parent.length];
        List<int[]> members = new ArrayList<>();
        for (int k = 0; k < program.orders(); k++) {
            int root = root(lone + k);
            if (idle(k) || free(k)) {
                continue;
            }
            if (filled[root] == 0) {
                number[root] = members.size();
                members.add(new int[count[root]]);
            }
            members.get(number[root])[filled[root]++] = k;
        }
        return members;
    }

    private Part part(int[] orders) {
        int entries = 0;
        for (int k : orders) {
            entries += program.size(k);
        }
        int[] goods = new int[entries];
        int n = 0;
        for (int k : orders) {
            for (int e = program.start(k); e < program.end(k); e++) {
                if (scarce[program.good(e)]) {
                    goods[n++] = program.good(e);
                }
            }
        }
        int[] distinct = Arrays.stream(goods, 0, n).sorted().distinct().toArray();
        return new Part(program, orders, distinct);
    }

    /** Small parts put together, so that engines are not started for every one of them. */
    private final class Joint {
        private int[] orders = {};

        void add(int[] more) {
            if (orders.length + more.length > JOINT_ORDERS) {
                flush();
            }
            int from = orders.length;
            orders = Arrays.copyOf(orders, from + more.length);
            System.arraycopy(more, 0, orders, from, more.length);
        }

        void flush() {
            if (orders.length > 0) {
                Arrays.sort(orders);
                parts.add(part(orders));
                orders = new int[0];
            }
        }
    }
}

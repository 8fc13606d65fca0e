package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void listsTheMembersOfEveryGroupInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] groupOf = random.ints(50, -1, 7).toArray();
        Grouping grouping = Grouping.of(groupOf.length, 9, i -> groupOf[i]);
        assertEquals(9, grouping.groups());
        for (int group = 0; group < 9; group++) {
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < groupOf.length; i++) {
                if (groupOf[i] == group) {
                    expected.add(i);
                }
            }
            List<Integer> actual = new ArrayList<>();
            for (int i = 0; i < grouping.size(group); i++) {
                actual.add(grouping.member(group, i));
            }
            assertEquals(expected, actual, "group " + group);
        }
    }

    @Test
    void mayBeEmpty() {
        assertEquals(0, Grouping.of(0, 0, i -> 0).groups());
        assertEquals(0, Grouping.of(3, 2, i -> -1).size(1));
    }
}

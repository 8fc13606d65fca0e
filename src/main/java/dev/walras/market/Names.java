package dev.walras.market;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * An immutable list of distinct ids, packed as UTF-8 bytes end to end, with a hashed look-up by name. An id left out
 * when the list was built is generated from its index ({@code o17}), and costs nothing to keep.
 */
public final class Names extends AbstractList<String> implements RandomAccess {
    private final String kind;
    private final String prefix;
    private final int size;
    private final byte[] text;
    private final int[] ends;
    private volatile int[] table = {};

    private Names(String kind, String prefix, int size, byte[] text, int[] ends) {
        this.kind = kind;
        this.prefix = prefix;
        this.size = size;
        this.text = text;
        this.ends = ends;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("no " + kind + " " + index + "; there are " + size);
        }
        int start = start(index);
        int end = end(index);
        return start == end ? prefix + index : new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public int indexOf(Object name) {
        if (!(name instanceof String s) || size == 0) {
            return -1;
        }
        if (ends.length == 0) {
            return generated(s);
        }
        int[] slots = slots();
        int mask = slots.length - 1;
        for (int at = spread(s.hashCode()) & mask; slots[at] != 0; at = (at + 1) & mask) {
            if (get(slots[at] - 1).equals(s)) {
                return slots[at] - 1;
            }
        }
        return -1;
    }

    @Override
    public boolean contains(Object name) {
        return indexOf(name) >= 0;
    }

    /** Bytes of heap held by the packed ids, without the table that the first look-up by name builds. */
    public long heapBytes() {
        return text.length + 4L * ends.length;
    }

    /** The index whose generated id is {@code name}, -1 if none; needs no table. */
    private int generated(String name) {
        int digits = name.length() - prefix.length();
        if (!name.startsWith(prefix) || digits < 1 || digits > 10) {
            return -1;
        }
        long index = 0;
        for (int i = prefix.length(); i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || (digit == 0 && i == prefix.length() && digits > 1)) {
                return -1;
            }
            index = index * 10 + digit;
        }
        return index < size ? (int) index : -1;
    }

    private int start(int index) {
        return ends.length == 0 || index == 0 ? 0 : ends[index - 1];
    }

    private int end(int index) {
        return ends.length == 0 ? 0 : ends[index];
    }

    private int[] slots() {
        int[] slots = table;
        if (slots.length == 0) {
            slots = hashed();
            table = slots;
        }
        return slots;
    }

    /** An open-addressing table of index + 1, at most half full; throws on the second occurrence of an id. */
    private int[] hashed() {
        int[] slots = new int[Math.max(4, Integer.highestOneBit(Math.max(1, size)) << 2)];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            String s = get(i);
            int at = spread(s.hashCode()) & mask;
            while (slots[at] != 0) {
                if (get(slots[at] - 1).equals(s)) {
                    throw new IllegalArgumentException("duplicate " + kind + " id \"" + s + "\" (number "
                            + (slots[at] - 1) + " and number " + i + ")");
                }
                at = (at + 1) & mask;
            }
            slots[at] = i + 1;
        }
        return slots;
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 15);
    }

    /**
     * The list of {@code names}, checked for duplicates.
     *
     * @param kind what is named, for messages: {@code "good"}
     */
    public static Names of(String kind, List<String> names) {
        Packer packer = new Packer(kind, kind.substring(0, 1));
        names.forEach(packer::add);
        return packer.pack();
    }

    /** Collects ids in index order. */
    static final class Packer {
        private final String kind;
        private final String prefix;
        private int size;
        private int length;
        private byte[] text = {};
        private int[] ends = {};

        Packer(String kind, String prefix) {
            this.kind = kind;
            this.prefix = prefix;
        }

        /** Adds an id; the empty string stands for "generate it". */
        void add(String id) {
            if (!id.isEmpty() || ends.length > 0) {
                byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
                if (length + utf8.length > text.length) {
                    text = Arrays.copyOf(text, Math.addExact(length, Math.max(utf8.length, Math.max(64, length / 2))));
                }
                System.arraycopy(utf8, 0, text, length, utf8.length);
                length += utf8.length;
                if (size >= ends.length) {
                    ends = Arrays.copyOf(ends, Math.max(16, Math.max(size + 1, size + size / 2)));
                }
                ends[size] = length;
            }
            size++;
        }

        int size() {
            return size;
        }

        Names pack() {
            byte[] packed = Arrays.copyOf(text, length);
            int[] packedEnds = ends.length == 0 ? ends : Arrays.copyOf(ends, size);
            Names names = new Names(kind, prefix, size, packed, packedEnds);
            if (packedEnds.length > 0) {
                names.hashed();
            }
            return names;
        }
    }
}
